"""8xx: what is usually expected at a category. What needs documents taken away is in test_category.py."""

CASES = [
    ("PD806", "portfolio.yaml", "target_category: expert", "target_category: ¦teacher", []),
    ("PD807", "portfolio.yaml", "\ncategory: moderator", "\ncategory: ¦expert", []),
]
