"""What a reader meets for the first time on a page is explained there."""

import re

import pytest

from pdcli.i18n import LANGS, Lang
from tests.docs.sessions import FILES, PAGES, read

# An abbreviation and what it stands for.
IN_FULL = {"ЖКДЖ": "жеке кәсіби даму жоспары", "ИППР": "индивидуальный план профессионального развития"}
RULES = tuple(f"docs/rules/{lang}.md" for lang in LANGS)


@pytest.mark.parametrize("file", [*(file for file, _lang in FILES), *RULES])
@pytest.mark.parametrize("short", IN_FULL)
def test_an_abbreviation_is_written_out_at_its_first_use(short: str, file: str) -> None:
    text = " ".join(read(file).split())
    first = text.find(short)
    assert first < 0 or re.search(rf"{IN_FULL[short]}\w*\W+{short}|{short}\W+{IN_FULL[short]}", text[: first + 80]), (
        file
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_teacher_is_told_what_the_words_mean(lang: Lang) -> None:
    explained = {
        "kk": ("Портфолио –", "Дәлелдеме –", "ЖКДЖ", "алтын\\s+арқау"),
        "ru": ("Портфолио –", "Свидетельство –", "ИППР", "золотая нить"),
        "en": ("portfolio is", "Evidence is", "individual development plan", "golden thread"),
    }[lang]
    text = read(PAGES["docs/guides/teacher.md"][lang])
    assert all(re.search(words, text) for words in explained)
    # Where findings that are known are hidden, the file that holds them is named in full and as people will meet it.
    known = {"kk": "бұрыннан белгілі ескертулер файл", "ru": "файл\\w* известных замечаний", "en": "baseline"}[lang]
    for page in ("docs/ci.md", "docs/settings.md", "docs/guides/methodist.md"):
        assert re.search(known, " ".join(read(PAGES[page][lang]).split())), page
