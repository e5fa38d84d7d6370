"""One small change of the good example for each rule of family 6xx. The numbers belong to nobody."""

C1 = "cycles/2025-2026-1/"
LESSON, DESIGN = C1 + "lessons/2025-10-08-qatynas.md", C1 + "4-design.yaml"
METHODS = "Түсіндіру, үлгі бойынша шешу, жұптық тексеру."
