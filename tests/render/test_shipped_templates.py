"""pd's own templates are compiled beforehand, and never other than their sources say."""

import shutil
from pathlib import Path

import pytest
from jinja2 import Environment

from pdcli.render import shipped_templates
from pdcli.render.shipped_templates import ShippedTemplates
from pdcli.resources import resource
from tests.helpers import ROOT

NAMES = sorted(f"_base/{file.name}" for file in (ROOT / "templates" / "_base").glob("*.j2"))


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> Environment:
    """An environment that compiles nothing from a source."""

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("compiled again")

    env = Environment(loader=ShippedTemplates(), autoescape=True)
    monkeypatch.setattr(env, "compile", refuse)
    return env


@pytest.mark.parametrize("name", NAMES)
def test_no_template_is_compiled_again(env: Environment, name: str) -> None:
    assert env.get_template(name).name == name


@pytest.mark.parametrize("change", ["source", "library"])
def test_what_is_newer_is_compiled_from_its_source(
    env: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    if change == "library":
        monkeypatch.setattr(shipped_templates.jinja2, "__version__", "3.99.0")
    else:
        copy = tmp_path / "templates"
        shutil.copytree(resource("templates"), copy)
        (copy / "_base" / "style.css.j2").write_text("new {{ 1 + 1 }}", encoding="utf-8")
        monkeypatch.setattr(shipped_templates, "resource", lambda _folder: copy)
        assert (
            Environment(loader=ShippedTemplates(), autoescape=True).get_template("_base/style.css.j2").render()
            == "new 2"
        )
        env = env.overlay(loader=ShippedTemplates())
    with pytest.raises(AssertionError, match="compiled again"):
        env.get_template("_base/style.css.j2")
