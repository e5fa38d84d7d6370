"""One small change of the good example for each rule of family 7xx."""

C1 = "cycles/2025-2026-1/"
LESSON, DESIGN = C1 + "lessons/2025-10-08-qatynas.md", C1 + "4-design.yaml"
METHODS = "Түсіндіру, үлгі бойынша шешу, жұптық тексеру."
HOURS = "resources: Кестеде екі бос сағат"
# The example of the form, which is long enough to be nobody's own answer.
EXAMPLE = "Қағаз жолақтармен жұптық жұмыс (ортақ бөлімді көру үшін) және критерий бойынша өзара тексеру."
# What another lesson's answer to the same question says.
COPIED = "үлгіге ұқсас есепте белсенді болды. Шарты басқаша құрылған есепте қолдар түсті, үш жұп бірден көмек сұрады."

CASES = [
    ("PD701", LESSON, METHODS, "¦Толтыру керек!", []),
    ("PD701", LESSON, METHODS, "¦TODO", []),
    ("PD701", LESSON, METHODS, "Түсіндіру, жұптық тексеру.\n\n- үлгі: ¦TODO мысал қосу", []),
    ("PD701", LESSON, METHODS, "¦Lorem ipsum dolor sit amet", []),
    ("PD701", LESSON, METHODS, f"¦{EXAMPLE}", []),
    ("PD701", DESIGN, HOURS, "resources: ¦…", []),
    ("PD701", DESIGN, HOURS, "resources: ¦'[заполнить]'", []),
    ("PD702", LESSON, METHODS, "¦Қандай әдістер қолданылды?", []),
    ("PD702", LESSON, METHODS, "¦Какие методы использовались", []),
    ("PD702", LESSON, METHODS, "¦Әдістерді атап, әрқайсысы не үшін қолданылғанын жазыңыз.", []),
    (
        "PD703",
        C1 + "lessons/2025-11-11-masshtab.md",
        "Алғашқы екі минутта алты",
        f"Сынып ¦{COPIED} Содан кейін алты",
        [],
    ),
    ("PD704", LESSON, "kind: lesson-analysis\n", "kind: ¦lesson-analysis\nlang: ru\n", []),
    ("PD704", LESSON, "kind: lesson-analysis\n", "kind: ¦lesson-analysis\nlang: en\n", []),
    ("PD705", LESSON, METHODS, "Түсіндіру, үлгi¦".replace("i¦", "¦i") + " бойынша шешу, жұптық тексеру.", []),
    ("PD705", DESIGN, "үш жолмен тақтаға", "үш жолмен тақт¦aғa", []),
    ("PD705", LESSON, METHODS, "Түсіндіру және әр жұптың ¦iс-әрекетін бақылау.", []),
    ("PD706", LESSON, METHODS, "Түсіндіру, ¦їлгі бойынша шешу, жўптыќ тексеру.", []),
    ("PD706", LESSON, METHODS, "Түсіндіру ж¦@не үлгі бойынша шешу.", []),
    ("PD706", DESIGN, HOURS, "resources: Кестеде б¦1р1нш1 екі сағат", []),
    ("PD709", LESSON, METHODS, "¦Түсіндіру.", []),
    ("PD709", LESSON, METHODS, "¦—", []),
    ("PD711", LESSON, METHODS, "¦ТҮСІНДІРУ, ҮЛГІ БОЙЫНША ШЕШУ, ЖҰПТЫҚ ТЕКСЕРУ.", []),
    ("PD712", LESSON, METHODS, "Түсіндіру, үлгі ¦үлгі үлгі бойынша шешу.", []),
    ("PD712", DESIGN, "Баға критерийі", "Баға критерийі ¦критерийі критерийі", []),
]
