"""What pd loads of forms, packs and tables is what their sources say."""

from tests import compiled


def test_compiled_data_is_up_to_date() -> None:
    files = {path.relative_to(compiled.FOLDER).as_posix(): path for path in compiled.FOLDER.rglob("*.json")}
    assert {name: path.read_text(encoding="utf-8") for name, path in files.items()} == compiled.texts(), (
        "stale: make compiled"
    )
