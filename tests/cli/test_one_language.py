"""What pd says is in the language of the interface, whatever language the portfolio has and whoever refuses."""

import errno
import os
import re
from pathlib import Path

import pytest

from pdcli.cli.app import COMMANDS
from pdcli.cli.outcomes import system_reason
from pdcli.i18n import LANGS, use
from tests.helpers import Pd, change, run_pd

KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")


@pytest.mark.parametrize("lang", LANGS)
def test_examples_of_help_have_titles_in_its_language(lang: str, tmp_path: Path) -> None:
    examples = [
        line for name in COMMANDS for line in run_pd(name, "-h", cwd=tmp_path, lang=lang).out.splitlines()
        if line.startswith("  pd ")
    ]  # fmt: skip
    text = "\n".join(examples)
    assert len(examples) > 60
    assert bool(KAZAKH.search(text)) == (lang == "kk")
    assert bool(re.search("[а-я]", text)) == (lang != "en")


@pytest.mark.parametrize(("lang", "analysis", "reflection"), [("kk", "Талдау", "Рефлексия"), ("ru", "Анализ", "Рефлексия"),
                                                              ("en", "Analysis", "Reflection")])  # fmt: skip
def test_stages_are_named_in_the_language_of_the_reader(
    lang: str, analysis: str, reflection: str, good: Path, pd: Pd
) -> None:
    (good / "cycles/2025-2026-1/2-analysis.md").unlink()
    found = pd("lint", "--select", "PD201", cwd=good, lang=lang).out
    assert f"“{analysis}”" in found or f"«{analysis}»" in found
    assert analysis in pd("new", cwd=good, lang=lang).out and reflection in pd("new", cwd=good, lang=lang).out


@pytest.mark.parametrize(("lang", "source"), [("kk", "оқушы"), ("ru", "учен"), ("en", "pupil")])
def test_sources_and_categories_are_named_in_the_language_of_the_reader(
    lang: str, source: str, good: Path, pd: Pd
) -> None:
    analysis = good / "cycles/2025-2026-1/2-analysis.md"
    text = re.sub(r"(?m)^( +source): .*$", r"\1: pupil-feedback", analysis.read_text(encoding="utf-8"))
    keys = re.findall(r"source: (\S+)", text)
    assert keys
    analysis.write_text(text, encoding="utf-8")
    change(good, "portfolio.yaml", ("\ncategory: moderator", "\ncategory: master"))
    shown = pd("lint", "--select", "PD212,PD806", cwd=good, lang=lang).out
    master = {"kk": "Педагог-шебер", "ru": "Педагог-мастер", "en": "Teacher-master"}
    assert "PD806" in shown and master[lang] in shown and source


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_reason_of_the_system_is_in_english(lang: str) -> None:
    use(lang)  # type: ignore[arg-type]
    try:
        for number in errno.errorcode:
            reason = system_reason(OSError(number, os.strerror(number)))
            assert not re.search("[A-Za-z]", reason), (number, reason)
    finally:
        use("en")


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_a_name_that_is_too_long_is_refused_in_the_language(lang: str, tmp_path: Path) -> None:
    run = run_pd("init", "x" * 300, "--name", "Үлгі", cwd=tmp_path, lang=lang)
    assert run.code == 2 and "too long" not in run.err and "File name" not in run.err and "Traceback" not in run.err


@pytest.mark.parametrize(("lang", "class_label"), [("kk", "Сынып"), ("ru", "Класс"), ("en", "Class")])
def test_an_open_fact_is_named_in_the_language_of_the_reader(lang: str, class_label: str, good: Path, pd: Pd) -> None:
    lesson = "cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md"
    text = (good / lesson).read_text(encoding="utf-8")
    (good / lesson).write_text(re.sub(r"(?m)^class: .*$", "class:", text), encoding="utf-8")
    shown = pd("lint", "--select", "PD109", lesson, cwd=good, lang=lang).out
    assert f"“{class_label}”" in shown or f"«{class_label}»" in shown, shown


def test_an_open_heading_is_named_as_it_stands_in_the_file(good: Path, pd: Pd) -> None:
    lesson = "cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md"
    text = (good / lesson).read_text(encoding="utf-8")
    heading = re.search(r"(?m)^## (?:\d+\. )?(.*)\n", text)
    assert heading
    (good / lesson).write_text(re.sub(r"(?ms)(^## [^\n]*\n).*?(?=^## )", r"\1\n", text, count=1), encoding="utf-8")
    assert heading[1] in pd("lint", "--select", "PD109", lesson, cwd=good, lang="ru").out
