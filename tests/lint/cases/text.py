"""One small change of the good example for each rule of family 7xx."""

C1 = "cycles/2025-2026-1/"
LESSON, DESIGN = C1 + "lessons/2025-10-08-qatynas.md", C1 + "4-design.yaml"
METHODS = "Түсіндіру, үлгі бойынша шешу, жұптық тексеру."
HOURS = "resources: Кестеде екі бос сағат"
# The example of the form, which is long enough to be nobody's own answer.
EXAMPLE = "Қағаз жолақтармен жұптық жұмыс (ортақ бөлімді көру үшін) және критерий бойынша өзара тексеру."
# What another lesson's answer to the same question says.
COPIED = "үлгіге ұқсас есепте белсенді болды. Шарты басқаша құрылған есепте қолдар түсті, үш жұп бірден көмек сұрады."
