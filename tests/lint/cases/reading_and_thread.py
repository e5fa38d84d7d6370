"""One small change of the good example for each rule of the families 0xx to 3xx and the first of 5xx."""

C1, C2 = "cycles/2025-2026-1/", "cycles/2025-2026-2/"
LESSON = C1 + "lessons/2025-09-24-bolshekterdi-qosu.md"
DESIGN, APPROBATION = C1 + "4-design.yaml", C1 + "5-approbation.md"
GOAL = "## 1. Сабақтың мақсаты қандай?"
