"""Rules have names in three languages: people see theirs and type any, programs and settings keep the stable one."""

import json
from pathlib import Path

import pytest

from pdcli.discovery.settings import read_settings
from pdcli.i18n import LANGS
from pdcli.lint.engine import selector_of
from pdcli.lint.rule_names import NAMES, rule_name, rule_named
from pdcli.lint.rules import RULES
from tests.helpers import Pd, change, write

RUSSIAN_KEYS = str.maketrans("әғқңөұүһі", "агкноуухи")
UNKNOWN = {"kk": "белгісіз өріс", "ru": "неизвестное поле", "en": "unknown-field"}


def test_every_rule_has_names_that_mean_it_alone() -> None:
    assert {code: names[-1] for code, names in NAMES.items()} == {rule.code: rule.name for rule in RULES}
    for rule in RULES:
        for name in NAMES[rule.code]:
            for typed in (name, name.upper(), name.translate(RUSSIAN_KEYS), name.replace(" ", "-")):
                assert rule_named(typed) == rule.name, typed
        assert "," not in "".join(NAMES[rule.code]), "a comma ends a name in --select"
        assert max(map(len, NAMES[rule.code])) <= 45


@pytest.fixture
def wrong(good: Path) -> Path:
    change(good, "portfolio.yaml", ("\nsubject: ", "\nъъъ: 1\nsubject: "), ("status: final", "status: шала"))
    return good


@pytest.mark.parametrize("lang", LANGS)
def test_people_see_the_name_in_their_language(lang: str, wrong: Path, pd: Pd) -> None:
    for form in ("text", "concise"):
        shown = pd("lint", "--select", "PD101", "--format", form, cwd=wrong, lang=lang).out
        assert f"PD101 {UNKNOWN[lang]}  " in shown
    shown = pd("lint", "--select", "PD101", "--format", "github", cwd=wrong, lang=lang).out
    assert f"title=PD101 {UNKNOWN[lang]}," in shown
    assert f"PD101  {UNKNOWN[lang]}\n" in pd("lint", "--select", "PD101", "--statistics", cwd=wrong, lang=lang).out
    title = pd("rule", "PD101", cwd=wrong, lang=lang).out.splitlines()[0]
    assert title == ("# PD101 unknown-field" if lang == "en" else f"# PD101 {UNKNOWN[lang]} (`unknown-field`)")
    assert f"PD101  {UNKNOWN[lang]}:" in pd("rule", cwd=wrong, lang=lang).out


@pytest.mark.parametrize("lang", LANGS)
def test_programs_get_the_stable_name(lang: str, wrong: Path, pd: Pd) -> None:
    for form in ("json", "sarif"):
        text = pd("lint", "--select", "PD101", "--format", form, cwd=wrong, lang=lang).out
        assert '"unknown-field"' in text
        assert lang == "en" or UNKNOWN[lang] not in text
    page = json.loads(pd("rule", UNKNOWN["kk"], "--format", "json", cwd=wrong, lang=lang).out)
    assert [item["name"] for item in page] == ["unknown-field"]


@pytest.mark.parametrize("typed", [*UNKNOWN.values(), "Белгисиз орис", "неизвестное-поле"])
def test_rules_are_selected_by_any_name(typed: str, wrong: Path, pd: Pd) -> None:
    by_code = pd("lint", "--select", "PD101,PD104", cwd=wrong)
    assert pd("lint", "--select", f"{typed}, PD104", cwd=wrong) == by_code
    assert pd("lint", "--ignore", typed, cwd=wrong) == pd("lint", "--ignore", "PD101", cwd=wrong)
    assert "PD101" not in pd("lint", "--ignore", typed, cwd=wrong).out
    assert pd("rule", typed, cwd=wrong) == pd("rule", "PD101", cwd=wrong)


def test_settings_take_any_name(tmp_path: Path) -> None:
    write(tmp_path, {"pd.toml": "select = ['белгісіз өріс', 'PD3']\n[severity]\n'неверный выбор' = 'кеңес'\n"
                                "[per-path-ignores]\n'old/**' = ['iin', 'телефон нөмірі']\n"})  # fmt: skip
    configuration = read_settings(tmp_path / "pd.toml", selector_of)
    settings = configuration.settings
    assert not configuration.diagnostics
    assert (settings.select, settings.severity) == (("unknown-field", "PD3"), (("invalid-choice", "advice"),))
    assert settings.per_path_ignores == (("old/**", ("iin", "phone-number")),)


def test_a_name_that_is_none_stays_a_mistake(tmp_path: Path, wrong: Path, pd: Pd) -> None:
    write(tmp_path, {"pd.toml": "select = ['белгісіз']\n"})
    (mistake,) = read_settings(tmp_path / "pd.toml", selector_of).diagnostics
    assert "`белгісіз`" in mistake.message.text("en")
    run = pd("lint", "--select", "белгісіз", cwd=wrong)
    assert run.code == 2 and "`белгісіз`" in run.err and run.out == ""


def test_a_rule_without_other_names_keeps_its_own() -> None:
    assert [rule_name("PD999", "own-rule", lang) for lang in LANGS] == ["own-rule"] * 3
