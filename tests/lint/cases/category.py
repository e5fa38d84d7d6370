"""8xx: what is usually expected at a category. What needs documents taken away is in test_category.py."""

REGISTER, ESSAY = "evidence.yaml", "essays/2026-05-18-bala-dauysy.md"
BY_COMMITTEE = "observation-sheets/2026-03-18-ashyq-sabaq.yaml"
BY_FIRST = "observation-sheets/2025-10-08-qatynas.yaml"

CASES = [
    ("PD806", "portfolio.yaml", "target_category: expert", "target_category: ¦teacher", []),
    ("PD807", "portfolio.yaml", "\ncategory: moderator", "\ncategory: ¦expert", []),
    ("PD809", REGISTER, 'criterion: "3.4"', 'criterion: ¦"3.9"', []),
    ("PD809", REGISTER, 'criterion: "3.4"', "criterion: ¦жюри", []),
    ("PD810", REGISTER, "minutes: e28", "minutes: ¦e99", []),
    ("PD810", REGISTER, "applied: e10", "applied: ¦e17", []),
    (
        "PD811",
        ESSAY,
        "Апай, сызбаны неге осылай бөлдіңіз?",
        "Апай, сызбаны неге осылай бөлдіңіз " + "ә " * 60 + "?",
        [],
    ),
    ("PD813", BY_COMMITTEE, "observer_role: commission-member", "observer_role: peer", []),
    ("PD814", BY_COMMITTEE, "observer: Болат Мысалов", "observer: ¦Айгерим Ульгибаева", []),
    ("PD814", BY_COMMITTEE, "observer: Болат Мысалов", "observer: ¦Үлгібаева А. Мысалқызы", []),
    ("PD814", BY_COMMITTEE, "observer: Болат Мысалов", "observer: ¦ҮЛГІБАЕВА  Айгерім", []),
    (
        "PD815",
        BY_COMMITTEE,
        "observer_role: commission-member\nobserver: Болат Мысалов",
        "observer_role: ¦commission-member\nobserver: Үлгілиева С.",
        ["PD815"],
    ),
    (
        "PD816",
        BY_COMMITTEE,
        "observer_role: commission-member\nobserver: Болат Мысалов",
        "observer_role: ¦commission-member",
        [],
    ),
    ("PD816", BY_COMMITTEE, "observer: Болат Мысалов", "¦observer:", []),
    ("PD817", BY_FIRST, "date: 2025-10-08", "date: ¦2025-10-07", []),
    ("PD817", BY_COMMITTEE, "date: 2026-03-18", "date: ¦2026-03-19", []),
]
