"""Page templates of one's own: they stay in their folder, come to an end, and reach nothing."""

from pathlib import Path

import pytest

from pdcli.discovery.trust import Trust, own_trust
from pdcli.errors import UserError
from pdcli.render.matrix import Matrix
from pdcli.render.pages import fill_template
from tests.helpers import Pd, write
from tests.render.endless import ENDLESS

NAME = "_base/page.html.j2"


def fill(folder: Path, text: str, **values: object) -> str:
    write(folder, {f"templates/{NAME}": text})
    return fill_template(NAME, Trust(templates=(folder / "templates",)), "en", **values)


def refused(folder: Path, text: str, **values: object) -> str:
    with pytest.raises(UserError) as caught:
        fill(folder, text, **values)
    return str(caught.value)


@pytest.mark.parametrize("text", ENDLESS)
def test_what_does_not_end_is_stopped_with_file_and_line(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pdcli.render.own_templates.MOST_ROUNDS", 20_000)
    said = refused(tmp_path, f"<head></head>\n{text}\n", rows=[1])
    assert said.startswith(f"The template {tmp_path / 'templates' / NAME}:"), said
    assert ":2 is wrong: " in said or "circle" in said, said


def test_an_endless_loop_is_stopped_within_the_limits_of_every_day(tmp_path: Path) -> None:
    assert refused(tmp_path, ENDLESS[0]).endswith(":1 is wrong: it does not come to an end")


def test_time_ends_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pdcli.render.own_templates.MOST_SECONDS", 0.0)
    said = refused(tmp_path, "{% for i in [1] %}\nx{% endfor %}")
    assert said.endswith(":1 is wrong: it does not come to an end")


def test_a_large_page_is_no_endless_one(tmp_path: Path) -> None:
    text = "{% for i in range(2000) %}<tr>{% for k in range(50) %}<td>{{ i * k }}</td>{% endfor %}</tr>{% endfor %}"
    assert fill(tmp_path, text).count("<td>") == 100_000
    text = "{% macro m(n) %}{{ n | upper }}{% endmacro %}{% for i in rows %}{{ m(i) }}{{ '%05d' % 7 }}{% endfor %}"
    assert fill(tmp_path, text, rows=["a"] * 3).endswith("A00007A00007A00007")


@pytest.mark.parametrize(
    ("target", "name"), [("../secret.txt", NAME), ("/etc/hostname", NAME), ("../../..", "_base"), ("/dev/zero", NAME)]
)
def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path, target: str, name: str) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    write(tmp_path, {"_base/page.html.j2": "secret"})
    folder = tmp_path / "p" / "templates"
    place = folder / name
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path / "_base" if name == "_base" else target if target[0] == "/" else tmp_path / target[3:])
    with pytest.raises(UserError, match="it is a link that leads out of the templates folder"):
        fill_template(NAME, Trust(templates=(folder,)), "en")


def test_the_folder_itself_may_not_lead_elsewhere(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/_base/page.html.j2": "secret", "p/portfolio.yaml": ""})
    (tmp_path / "p" / "templates").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(UserError, match="leads out of the templates folder"):
        fill_template(NAME, own_trust(tmp_path / "p"), "en")


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    write(tmp_path, {"templates/_base/other.j2": "<head></head>inside"})
    (tmp_path / "templates" / NAME).symlink_to("other.j2")
    assert fill_template(NAME, Trust(templates=(tmp_path / "templates",)), "en").endswith("inside")


@pytest.mark.parametrize(
    "name", ["../secret.txt", "/etc/hostname", "_base/../../secret.txt", "_base", "..", "nowhere.j2"]
)
def test_includes_stay_inside(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    said = refused(tmp_path, f"<head></head>\n{{% include '{name}' %}}")
    assert ":2 is wrong: " in said and "secret\n" not in said


@pytest.mark.parametrize(
    "text",
    [
        "{{ 1 / 0 }}",
        "{{ rows[7].x }}",
        "{{ nothing }}",
        "{{ rows.x.y }}",
        "{{ 'a' + 1 }}",
        "{% if %}",
        "{{ int('x') }}",
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str) -> None:
    assert f"{tmp_path / 'templates' / NAME}:3 is wrong: " in refused(tmp_path, f"a\nb\n{text}", rows=[])


@pytest.mark.parametrize(
    "text", ["{{ place.write_text('x') }}", "{{ place.parent.iterdir() | list }}", "{{ f.__globals__ }}"]
)
def test_nothing_outside_is_reached(tmp_path: Path, text: str) -> None:
    refused(tmp_path, text, place=tmp_path / "new.txt", f=fill)
    assert not (tmp_path / "new.txt").exists()


POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "


def test_own_scripts_never_run(tmp_path: Path) -> None:
    for text in (
        "<html><head><title>x</title></head><script>alert(1)</script>",
        "<script>1</script>",
        "<!doctype html>\n<p>x",
    ):
        page = fill(tmp_path, text)
        assert POLICY in page and "script-src" not in page and page.index("<meta") < (page + "<script").index("<script")
    # Nor where a page of pd is put together with something of one's own.
    (tmp_path / "templates" / NAME).unlink()
    write(tmp_path, {"templates/_base/style.css.j2": "</style><script>alert(1)</script><style>"})
    page = fill_template("_base/comparison.html.j2", Trust(templates=(tmp_path / "templates",)), **EMPTY)
    assert "alert(1)" in page and "script-src" not in page


EMPTY = {
    "heads": [],
    "rows": [],
    "lang": "en",
    "unread": [],
    "notices": [],
    "matrix": Matrix((), (), ()),
    "claimed": [],
}


def test_every_page_says_what_a_browser_may_do(pd: Pd, good: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for words in (
        ("render", "--to", "html"), ("summary", "--to", "html"), ("summary", "..", "--each"), ("readiness", "--to", "html"),
        ("trace", "--to", "html"), ("history", "--to", "html"), ("summary", "--blind"), ("pack",),
    ):  # fmt: skip
        run = pd(*words, "--out", str(out / words[0] if words[0] != "pack" else out / "packet.zip"), cwd=good)
        assert run.code == 0, run.err
    pages = [file.read_text(encoding="utf-8") for file in out.rglob("*.html")]
    assert len(pages) >= 6
    for page in pages:
        assert page.count(POLICY) == 1 and page.index(POLICY) < page.index("<title>")
        assert ("script-src 'sha256-" in page) == ("<script>" in page)
        assert ("img-src 'self' file: data:" in page) == ("<img" in page)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ nothing }}", "`nothing` is not known here"), ("{% wrong %}", "it is not written the way a template should be (`wrong`)"),
        ("{% if", "it is not written the way a template should be"), ("{% include 'none.j2' %}", "there is no template `none.j2`"),
        ("{{ 1 / 0 }}", "it cannot be worked out (ZeroDivisionError)"), ("{{ ''.__class__ }}", "`__class__` is not "),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_the_words_of_pd(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(UserError) as caught:
        fill(tmp_path, text)
    assert f" is wrong: {reason}" in str(caught.value)
    kazakh = caught.value.text("kk").replace(str(tmp_path), "")
    assert " жоқ" in kazakh or "бұл жерде" in kazakh or "жазылмайды" in kazakh or "мүмкін емес" in kazakh
