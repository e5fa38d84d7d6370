"""What the documents show is what really happens."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import pytest

from pdcli.anonymisation.redaction import CONTACT, HIDEABLE, LINK, NUMBER
from pdcli.config import LIMITS, Options
from pdcli.discovery.settings import read_settings
from pdcli.documents.form_reader import read_form
from pdcli.guideline.criteria import Criterion, Proof
from pdcli.i18n import LANGS, Lang, gettext, use
from pdcli.lint.engine import is_selector, selector_of
from pdcli.lint.rules import RULES
from pdcli.model.documents import EvidenceItem, Material, Post
from pdcli.model.record import fields_of, kinds_of
from pdcli.portfolio.pack_reader import read_pack
from pdcli.school.measures import MEASURES
from pdcli.school.pages import PAGES as SCHOOL_PAGES_SHOWN
from tests.docs.sessions import FILES, follow
from tests.helpers import ROOT, run_pd

PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("own-forms.md"))
ATTESTATION_PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("attestation.md"))
COMMITTEE_PAGES = sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("committee.md") if path.parent.name != "guides"
)
HEAD_PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("guides/head.md"))
SCHOOL_PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("school.md"))


def language(name: str) -> Lang:
    """The language of a page."""
    return next(lang for file, lang in FILES if file == name)


@pytest.mark.parametrize("name", PAGES)
def test_the_form_of_ones_own_that_is_shown_is_valid(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    # The definition that is shown is valid, and says all that the grammar table promises.
    shown = re.search(r"```yaml\n(kind: parent-meeting.*?)```", text, re.DOTALL)
    assert shown
    form = tmp_path / "parent-meeting" / "form.yaml"
    form.parent.mkdir()
    form.write_text(shown[1], encoding="utf-8")
    assert read_form(form)[1] == ()


@pytest.mark.parametrize("name", ATTESTATION_PAGES)
def test_the_way_to_a_confirmation(name: str, tmp_path: Path) -> None:
    *_others, (_step, _run, place) = follow(name, language(name), tmp_path)
    assert "evidence: e1" in (place / "confirmations.yaml").read_text(encoding="utf-8")
    text = (ROOT / name).read_text(encoding="utf-8")
    # Rules that the page names are those that there are.
    assert all(is_selector(code) for code in re.findall(r"PD\d{3}", text))


@pytest.mark.parametrize("name", SCHOOL_PAGES)
def test_the_way_to_a_school(name: str, tmp_path: Path) -> None:
    *_others, (_step, _run, place) = follow(name, language(name), tmp_path)
    text = (ROOT / name).read_text(encoding="utf-8")
    assert (place / "build" / "school.xlsx").is_file()
    named = set(re.findall(r"`([a-z]+_[a-z_]+)`", text)) - {"school_goal", "self_assessment"}
    assert named <= set(MEASURES) and len(named) >= 9


@pytest.mark.parametrize("name", HEAD_PAGES)
def test_the_way_of_a_head(name: str, tmp_path: Path) -> None:
    *_others, (_step, _run, place) = follow(name, language(name), tmp_path)
    text = (ROOT / name).read_text(encoding="utf-8")
    mentors, group = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    # What the page shows goes into the documents of the school as it stands, and is found there.
    _replace(place / "school.yaml", "\nmentors:\n", f"\n{mentors}")
    _replace(place / "teachers" / "dana" / "portfolio.yaml", "\nnovice:\n", "\nnovice: true\n")
    (place / "school" / "groups" / "algebra.yaml").write_text(group, encoding="utf-8")
    lint = run_pd("lint", cwd=place)
    assert lint.code == 0, lint.out
    for page, rows in (("mentors", 2), ("groups", 1), ("novices_with_mentor", 1)):
        run = run_pd("school", "--year", "2026-2027", "--show", page, cwd=place)
        assert len(re.findall(r"^  - ", run.out, re.MULTILINE)) == rows, (page, run.out)
    named = set(re.findall(r"`--show (\w+)`", text))
    assert named <= {*MEASURES, *SCHOOL_PAGES_SHOWN} and len(named) >= 8
    assert all(is_selector(code) for code in re.findall(r"PD\d{3}", text))


def _replace(file: Path, old: str, new: str) -> None:
    """Write into a file what a reader types there."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("name", ATTESTATION_PAGES)
def test_the_way_to_readiness(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    (place,) = {place for step, _run, place in follow(name, language(name), tmp_path) if "--packs" in step.words}
    assert (place / "build" / "readiness.html").is_file()
    # The evidence that is shown counts as it is said: 2 and a winner, co-authored but an expert, 80 hours, 74 %.
    shown = re.search(r"```yaml\n(kind: evidence.*?)```", text, re.DOTALL)
    assert shown
    (place / "evidence.yaml").write_text(shown[1], encoding="utf-8")
    for file in re.findall(r"file: (.*)", shown[1]):
        (place / file).write_text(f"{file}\n", encoding="utf-8")
    lint = run_pd("lint", "--select", "PD0,PD1,PD5,PD8", "--ignore", "PD112,PD513", cwd=place)
    assert "evidence.yaml" not in lint.out, lint.out
    found = json.loads(run_pd("readiness", "--date", "2026-05-25", "--format", "json", cwd=place).out)
    points = {item["number"]: item["points"] for item in found["criteria"] if item["points"]}
    assert points == {"2.1": 3, "3.1": 2, "4.1": 3}
    assert (found["test"]["state"], found["test"]["score"]) == ("present", 74)


@pytest.mark.parametrize("name", ATTESTATION_PAGES)
def test_the_pack_that_is_shown_is_whole_and_tests_itself(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n(key: audan-2027.*?)```", text, re.DOTALL)
    assert shown
    file = tmp_path / "audan-2027.yaml"
    file.write_text(shown[1], encoding="utf-8")
    pack, problems = read_pack(file)
    assert problems == () and pack is not None
    assert (len(pack.tests), pack.totals[0].points) == (4, {"moderator": 2, "expert": 3})
    file.write_text(shown[1].replace("winner_bonus: 1", "winner_bonus: 2"), encoding="utf-8")
    assert [item.code for item in read_pack(file)[1]] == ["PD021"]


@pytest.mark.parametrize("name", ATTESTATION_PAGES)
def test_every_mark_of_evidence_and_every_kind_of_criterion_is_documented(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    common = {"id", "title", "kind", "file", "date", "issuer", "why", "private"}
    assert all(f"`{key}`" in text for key in set(fields_of(EvidenceItem)) - common)
    assert all(f"`{proof}`" in text for proof in get_args(Proof))
    (criteria, *_details) = get_args(Criterion)
    kinds = kinds_of(criteria)
    assert len(kinds) == 10 and all(f"`{kind}`" in text for kind in kinds)
    assert all(key in text for key in get_args(Post) + get_args(Material))


@pytest.mark.parametrize("name", COMMITTEE_PAGES)
def test_the_way_to_a_committee(name: str, tmp_path: Path) -> None:
    text, lang = (ROOT / name).read_text(encoding="utf-8"), language(name)
    steps = list(follow(name, lang, tmp_path))
    place = steps[-1][2]
    handed_over = "".join(path.read_text(encoding="utf-8") for path in (place / "build" / "blind").iterdir())
    assert re.search(r"\w+-01", text)[0] in handed_over, "codes are called as the page says"  # type: ignore[index]
    names = ("айгерім", "үлгіба", "үлгі", "айгерим", "ульгиб", "aigerim", "ulgi", "мысал", "mysal", "примерн")
    assert any(name in steps[0][0].line.casefold() for name in names)
    assert not any(name in handed_over.casefold() for name in names)
    assert (place / "build" / "blind-key.json").is_file() and (place / "build" / "packet.zip").is_file()
    said = re.search(r"--without\s+([a-z_,]+)`", text)
    assert said and tuple(said[1].split(",")) == HIDEABLE
    with words_of(lang):
        codes = [gettext(label) for label in ("Teacher", "Colleague", "Pupil", "School", "Place")]
        marks = [gettext(mark) for mark in (LINK, CONTACT, NUMBER)]
    assert all(f"{code}-01" in text for code in codes) and all(mark in text for mark in marks)


@contextmanager
def words_of(lang: str) -> Iterator[None]:
    """Speak a language for a while."""
    use(lang)
    yield
    use("en")


@pytest.mark.parametrize("name", PAGES)
def test_every_type_and_key_of_the_grammar_is_documented(name: str) -> None:
    from pdcli.model.forms import Field, FieldType

    text = (ROOT / name).read_text(encoding="utf-8")
    assert all(f"`{kind}`" in text for kind in get_args(FieldType))
    left_out = {"key", "type", "label", "help", "example"}
    assert all(f"`{key}" in text for key in set(fields_of(Field)) - left_out)


@pytest.mark.parametrize("lang", LANGS)
def test_the_catalogue_of_rules_is_up_to_date(lang: str, tmp_path: Path) -> None:
    shown = run_pd("rule", "--all", cwd=tmp_path, lang=lang).out
    assert (ROOT / "docs" / "rules" / f"{lang}.md").read_bytes().decode("utf-8") == shown, "stale: make rules"
    pages = json.loads(run_pd("rule", "--all", "--format", "json", cwd=tmp_path, lang=lang).out)
    assert [item["code"] for item in pages] == [rule.code for rule in RULES]
    assert all(item["what"] in shown and item["why"] in shown for item in pages)


@pytest.mark.parametrize("folder", ["docs", "docs/kk", "docs/ru"])
def test_the_settings_that_are_shown_are_valid_and_complete(folder: str, tmp_path: Path) -> None:
    text = (ROOT / folder / "settings.md").read_text(encoding="utf-8")
    shown = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert shown
    (tmp_path / "pd.toml").write_text(shown[1], encoding="utf-8")
    configuration = read_settings(tmp_path / "pd.toml", selector_of)
    assert configuration.diagnostics == ()
    assert configuration.settings.options == Options(), "the values that are shown are those that count anyway"
    assert all(name in shown[1] for name in LIMITS)
