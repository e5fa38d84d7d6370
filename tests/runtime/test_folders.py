"""Where each system has the user's own folders."""

from pathlib import Path

import pytest

from pdcli.runtime.folders import cache_folder, state_folder

NAMES = ("PD_CACHE_DIR", "PD_STATE_DIR", "XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA")
SYSTEMS = [
    ("linux", {}, "home/.cache/pd", "home/.local/state/pd"),
    ("linux", {"XDG_CACHE_HOME": "xc", "XDG_STATE_HOME": "xs"}, "xc/pd", "xs/pd"),
    ("darwin", {}, "home/Library/Caches/pd", "home/Library/Application Support/pd"),
    ("win32", {"LOCALAPPDATA": "local"}, "local/pd/cache", "local/pd"),
    ("win32", {}, "home/pd/cache", "home/pd"),
    *((system, {"PD_CACHE_DIR": "c", "PD_STATE_DIR": "s", "XDG_CACHE_HOME": "x", "LOCALAPPDATA": "l"}, "c", "s")
      for system in ("linux", "darwin", "win32")),
]  # fmt: skip


@pytest.mark.parametrize(("system", "variables", "cache", "state"), SYSTEMS)
def test_folders_of_a_system(
    system: str, variables: dict[str, str], cache: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr(Path, "home", lambda: Path("home"))
    assert (cache_folder(), state_folder()) == (Path(cache), Path(state))


def test_nobody_is_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError

    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", nobody)
    assert state_folder() is None
    with pytest.raises(OSError):
        cache_folder().mkdir(parents=True)
