"""Which language pd speaks: that of the first source that names one."""

from pathlib import Path

import pytest

from pdcli.cli.language import choose_language, lang_options
from tests.helpers import run_pd, write

KAZAKH = "kind: portfolio\nlang: kk\n"


@pytest.mark.parametrize(
    ("line", "environment", "profile", "lang"),
    [
        ("lint --lang ru", {"PD_LANG": "en", "LANG": "en_US.UTF-8"}, KAZAKH, "ru"),
        ("lint --lang=орысша", {"PD_LANG": "en"}, KAZAKH, "ru"),
        ("lint", {"PD_LANG": "en", "LANG": "ru_RU.UTF-8"}, KAZAKH, "en"),
        ("lint", {"LANG": "ru_RU.UTF-8"}, KAZAKH, "kk"),
        ("lint", {"LANG": "ru_RU.UTF-8"}, "kind: portfolio\n", "ru"),
        ("lint", {"LC_ALL": "kk_KZ.UTF-8", "LANG": "ru_RU.UTF-8"}, None, "kk"),
        ("lint", {"LC_MESSAGES": "en_US.UTF-8", "LANG": "ru_RU.UTF-8"}, None, "en"),
        # What names no language that pd has is passed over; of the rest of a line nothing is an option.
        ("lint --lang de", {"PD_LANG": "fr", "LANG": "ru_RU.UTF-8"}, "lang: de\n", "ru"),
        ("lint -- --lang en", {"PD_LANG": "ru"}, None, "ru"),
        ("lint --lang", {"PD_LANG": "ru"}, None, "ru"),
        ("lint", {"LANG": "C"}, None, "kk"),
    ],
)
def test_the_first_source_that_names_a_language_counts(
    line: str,
    environment: dict[str, str],
    profile: str | None,
    lang: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("PD_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    folder = write(tmp_path, {"cycles/a.md": "", **({"portfolio.yaml": profile} if profile else {})}) / "cycles"
    monkeypatch.chdir(folder)
    assert choose_language(line.split()) == lang


def test_an_option_without_its_value_is_empty() -> None:
    assert (lang_options(["--lang"]), lang_options(["lint"])) == ([""], [])


@pytest.mark.parametrize(("profile", "lang"), [(None, "en"), ("kind: portfolio\n", "en"), (KAZAKH, "kk")])
def test_a_school_says_its_language(
    profile: str | None, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PD_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    files = {"school.yaml": "kind: school\nlang: en\n", "teachers/a/x.md": ""}
    files |= {"teachers/a/portfolio.yaml": profile} if profile else {}
    monkeypatch.chdir(write(tmp_path, files) / "teachers" / "a")
    assert choose_language(["lint"]) == lang


def test_a_wrong_value_is_told_wherever_it_stands(tmp_path: Path) -> None:
    for line in (
        ("--lang", "kk", "lint", "--lang", "zz"),
        ("--lang=zz", "lint"),
        ("--lang", "kk", "--lang=zz", "lint"),
    ):
        run = run_pd(*line, cwd=tmp_path)
        assert run.code == 2 and "--lang: `zz`" in run.err, line
