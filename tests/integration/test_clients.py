"""Real outside clients: an independent validator, a browser, a clean environment with the built wheel."""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from pdcli.portfolio.portfolio import load_portfolio
from tests.helpers import EXAMPLES, ROOT, run_pd
from tests.integration.language_server import LanguageServer

pytestmark = pytest.mark.integration
BIN = Path(sys.executable).parent


@pytest.mark.parametrize("name", ["aigerim", "first-week"])
def test_check_jsonschema_accepts_every_yaml_document(name: str) -> None:
    documents = [item for item in load_portfolio(EXAMPLES / name).documents if not item.is_markdown]
    assert documents
    for document in documents:
        schema = EXAMPLES / name / ".pd" / "schemas" / f"{document.kind}.schema.json"
        done = subprocess.run(
            [str(BIN / "check-jsonschema"), "--schemafile", str(schema), str(document.path)],
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


def test_an_editor_checks_completes_and_explains_in_kazakh_without_a_network(tmp_path: Path) -> None:
    assert run_pd("init", "--name", "Мұғалім Үлгі", "--school", "№1 мектеп", cwd=tmp_path, lang="kk").code == 0
    assert run_pd("new-cycle", "--start", "2026-09-01", "--end", "2026-12-26", cwd=tmp_path, lang="kk").code == 0
    server = ROOT / "tests/integration/node_modules/yaml-language-server/bin/yaml-language-server"
    with LanguageServer(["node", str(server), "--stdio"], tmp_path) as editor:
        profile = tmp_path / "portfolio.yaml"
        text = profile.read_text(encoding="utf-8")
        design = next(tmp_path.glob("cycles/*/*-design.yaml"))
        assert editor.open(profile, text) == []
        assert editor.open(design, design.read_text(encoding="utf-8")) == []

        wrong = tmp_path / "wrong.yaml"
        found = editor.open(wrong, text.splitlines()[0] + "\nkind: portfolio\ncategory: wizard\ntarget_category: \n")
        assert [item["range"]["start"]["line"] for item in found] == [2]

        at = {"textDocument": {"uri": wrong.as_uri()}, "position": {"line": 3, "character": 17}}
        offered = {item["label"] for item in editor.ask("textDocument/completion", at)["items"]}
        assert {"teacher", "moderator", "expert", "researcher", "master"} <= offered
        hover = editor.ask("textDocument/hover", {**at, "position": {"line": 2, "character": 3}})
        assert "санат" in str(hover["contents"]).casefold()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_fits_the_screen_of_a_real_browser(tmp_path: Path, width: int) -> None:
    assert run_pd("render", "--out", str(tmp_path), cwd=EXAMPLES / "aigerim", lang="kk").code == 0
    page = tmp_path / "portfolio.html"
    probe = "<script>document.title=document.documentElement.scrollWidth+' of '+innerWidth</script></body>"
    # A frame of the wanted width: the browser's own window is never narrower than 500.
    # The probe is a script, which the page's own policy forbids.
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))
    inner = text.replace("</body>", probe.replace("document.title=", "parent.document.title="))
    (tmp_path / "inner.html").write_text(inner, encoding="utf-8")
    frame = f"<!DOCTYPE html><title>?</title><iframe src='inner.html' width='{width}' height='800' style='border:0'></iframe>"
    (tmp_path / "frame.html").write_text(frame, encoding="utf-8")
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--allow-file-access-from-files",
         f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1400,900", "--dump-dom",
         "--virtual-time-budget=5000", (tmp_path / "frame.html").as_uri()],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    found = re.search(r"<title>(\d+) of (\d+)</title>", done.stdout)
    assert found, done.stdout[:500]
    assert int(found[1]) <= int(found[2]) == width


def test_the_wheel_works_alone_and_offline(tmp_path: Path) -> None:
    subprocess.run([str(BIN / "python"), "-m", "build", "--wheel", "--outdir", str(tmp_path), str(ROOT)],
                   check=True, capture_output=True)  # fmt: skip
    wheel = next(tmp_path.glob("*.whl"))
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", str(wheel)], check=True, capture_output=True)
    offline = {**os.environ, "http_proxy": "http://127.0.0.1:1", "https_proxy": "http://127.0.0.1:1", "PD_LANG": "kk"}
    work = tmp_path / "work"
    work.mkdir()
    for command in (["demo"], ["lint", "pd-demo"], ["init", "мен"]):
        done = subprocess.run(
            [str(python), "-m", "pdcli", *command],
            cwd=work,
            env=offline,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert (work / "pd-demo" / "build" / "portfolio.html").exists()
