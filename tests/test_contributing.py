"""The how-tos of CONTRIBUTING.md, each followed in a copy of the project."""

import json
import re
import shlex
import shutil
from pathlib import Path
from xml.etree import ElementTree

import yaml
from babel.messages.pofile import read_po

from pdcli.i18n import LANGS
from tests.formats import FINDINGS
from tests.helpers import EXAMPLES, ROOT
from tests.scratch import changed, files, follow, how_to, run, scratch_copy, steps


def test_add_an_output_format(tmp_path: Path) -> None:
    section = how_to("Add an output format")
    assert len(steps(section)) <= 5
    ((name, text),) = files(section).items()
    assert Path(name).stem not in FINDINGS
    copy = scratch_copy(tmp_path)
    (copy / name).write_text(text, encoding="utf-8")
    (tried,) = re.findall(r"`python (-m pdcli [^`]*)`", section)
    report = run(copy, *shlex.split(tried))
    assert report.returncode == 1 and ElementTree.fromstring(report.stdout).findall("./file/error"), report.stderr
    for lang in LANGS:
        page = " ".join(run(copy, "-m", "pdcli", "lint", "--help", lang=lang).stdout.split())
        assert ", checkstyle, " in page
    (tests,) = re.findall(r"`python (-m pytest [^`]*)`", section)
    # What is tried for each format, and what depends on which there are.
    chosen = "checkstyle or any_format or ending or english_in_help or translated"
    done = run(copy, *shlex.split(tests), "-q", "-p", "no:cacheprovider", "-k", chosen)
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) > len(LANGS)
    for command in (("ruff", "format", "--check"), ("ruff", "check")):
        done = run(copy, "-m", *command, name)
        assert done.returncode == 0, done.stdout


def replace(file: Path, old: str, new: str) -> None:
    """Change a file by hand."""
    text = file.read_text(encoding="utf-8")
    assert old in text, (file, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def sentences(copy: Path, lang: str) -> dict[str, str]:
    """The sentences of a catalogue and their translations."""
    with (copy / f"pdcli/i18n/{lang}/LC_MESSAGES/pd.po").open("rb") as file:
        return {item.id: item.string for item in read_po(file, locale=lang) if isinstance(item.id, str)}


def test_add_a_form(tmp_path: Path) -> None:
    copy = scratch_copy(tmp_path / "pd")
    begin, write, *others = steps(how_to("Add a form"))
    assert len(others) <= 3
    assert follow(copy, begin) == []
    form = "templates/club-plan/form.yaml"
    replace(copy / form, "kind: essay", "kind: club-plan")
    assert "in three languages" in write
    replace(copy / form, 'place: "essays/', 'place: "clubs/')
    for done in [done for step in others for done in follow(copy, step)]:
        assert done.returncode == 0, done.stdout + done.stderr
    compiled = "pdcli/compiled/forms/club-plan.json"
    assert changed(copy) == {form, compiled, *(f"schemas/{lang}/club-plan.schema.json" for lang in LANGS)}
    portfolio = tmp_path / "portfolio"
    for command in (["init", "--name", "Үлгі"], ["new", "club-plan", "Үйірме", "--date", "2026-10-12"], ["lint"]):
        portfolio.mkdir(exist_ok=True)
        done = run(copy, "-m", "pdcli", *command, cwd=portfolio)
        assert done.returncode == 0, done.stderr
    assert (portfolio / "clubs").is_dir()


def test_add_a_message(tmp_path: Path) -> None:
    copy = scratch_copy(tmp_path)
    write, collect, translate, check = steps(how_to("Add a message"))
    sentence = "The club `{name}` has no plan."
    assert "`_(" in write
    replace(copy / "pdcli/cli/status.py", '"""pd status"""\n', f'"""pd status"""\n\n_("{sentence}")\n')
    for collected in follow(copy, collect):
        assert collected.returncode == 0, collected.stderr
    assert [sentences(copy, lang)[sentence] for lang in ("kk", "ru")] == ["", ""]
    for lang, text in (("kk", "`{name}` үйірмесінің жоспары жоқ."), ("ru", "У кружка `{name}` нет плана.")):
        catalogue = f"pdcli/i18n/{lang}/LC_MESSAGES/pd.po"
        assert f"`{catalogue}`" in translate
        replace(copy / catalogue, f'msgid "{sentence}"\nmsgstr ""', f'msgid "{sentence}"\nmsgstr "{text}"')
    # The other tests of this folder run pd in each language, whatever is new.
    for done in follow(copy, check.replace("tests/i18n", "tests/i18n/test_words.py")):
        assert done.returncode == 0, done.stdout
    assert {name.rpartition(".")[2] for name in changed(copy)} == {"py", "po", "mo"}


def test_change_a_label(tmp_path: Path) -> None:
    copy = scratch_copy(tmp_path)
    change, generate, terms, *_more = steps(how_to("Change a label"))
    form = "templates/reflection/form.yaml"
    assert "`templates/<kind>/form.yaml`" in change
    replace(
        copy / form, 'label: {kk: "Өсу аймағы", ru: "Зона роста"', 'label: {kk: "Даму бағыты", ru: "Линия развития"'
    )
    for done in follow(copy, generate):
        assert done.returncode == 0, done.stderr
    assert [sentences(copy, lang)["Growth area"] for lang in ("kk", "ru")] == ["Даму бағыты", "Линия развития"]
    follows = ("schemas/", "pdcli/i18n/", "pdcli/compiled/")
    assert {name for name in changed(copy) if not name.startswith(follows)} == {form}
    # A label that is not the term of the file of terms is named.
    (told,) = follow(copy, terms)
    assert told.returncode == 1
    assert "write “өсу аймағы”: Даму бағыты" in told.stdout and "write “зона роста”: Линия развития" in told.stdout
    # With the new term there, each sentence that still says the old one is.
    for old, new in (("өсу аймағы", "даму бағыты"), ("зона роста", "линия развития")):
        replace(copy / "pdcli/i18n/terms.yaml", f"term: {old},", f"term: {new},")
    (told,) = follow(copy, terms)
    assert told.returncode == 1
    assert "write “даму бағыты”: Өсу аймағы" in told.stdout


def test_add_a_rule(tmp_path: Path) -> None:
    section = how_to("Add a rule")
    assert len(steps(section)) <= 5
    ((name, text),) = files(section).items()
    copy = scratch_copy(tmp_path / "pd")
    (copy / name).write_text(text, encoding="utf-8")
    (words,) = re.findall(r'(?s)Severity.ADVICE, """\n(.*?)"""', text)
    page = yaml.safe_load(words)
    for lang in LANGS:
        for command in (["rule", "PD413"], ["rule", "--all"]):
            shown = run(copy, "-m", "pdcli", *command, lang=lang).stdout
            assert "# PD413 goal-of-few-words\n" in shown
            assert page["what"][lang] in shown and page["why"][lang] in shown
    portfolio = tmp_path / "portfolio"
    shutil.copytree(EXAMPLES / "aigerim", portfolio)
    ((file, (old, new)),) = page["fail"][0].items()
    replace(portfolio / file, old, new.replace("¦", ""))
    report = json.loads(run(copy, "-m", "pdcli", "lint", "--format", "sarif", cwd=portfolio).stdout)["runs"][0]
    (found,) = report["results"]
    assert found["ruleId"] == "PD413" and page["what"]["en"] in report["tool"]["driver"]["rules"][0]["help"]["markdown"]
    (tests,) = re.findall(r"`python (-m pytest [^`]* -k PD413)`", section)
    done = run(copy, *shlex.split(tests.replace("-k PD413", "-k PD41")), "-q", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout
    assert changed(copy) == {name}
    for command in (["ruff", "format", "--check"], ["ruff", "check"]):
        done = run(copy, "-m", *command, name)
        assert done.returncode == 0, done.stdout


NOISE = '''"""A rule that finds something everywhere."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule


@rule("PD098", "noise", Severity.ERROR, "clause: files")
def noise(context: LintContext) -> Iterator[Violation]:
    """Everything is wrong."""
    for document in context.portfolio.documents:
        for loc in ((), ("kind",), ("status",)):
            yield Violation(document, loc, _("Check both dates."), _("Check both dates."))
'''


def test_another_rule_breaks_no_case(tmp_path: Path) -> None:
    copy = scratch_copy(tmp_path / "pd")
    (copy / "pdcli" / "lint" / "rules" / "file" / "noise.py").write_text(NOISE, encoding="utf-8")
    lint = run(copy, "-m", "pdcli", "lint", "--no-cache", str(EXAMPLES / "first-week"))
    assert lint.stdout.count("PD098") > 10, lint.stdout
    chosen = " or ".join(f"PD{family}0{number}" for family in range(1, 9) for number in (1, 4))
    tests = ("tests/lint/test_rules.py", "-k", f"its_case_marks and ({chosen})")
    done = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests)
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) > len(chosen.split(" or "))


def test_things_are_where_the_table_says() -> None:
    """Each place of the table is there."""
    table = (
        (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Where things are")[2].partition("\n## ")[0]
    )
    places = [
        re.sub("<[a-z]+>", "*", place) for row in table.splitlines()[4:] for place in re.findall("`([^`]+)`", row)
    ]
    assert len(places) > 8
    assert [place for place in places if not list(ROOT.glob(place))] == []
