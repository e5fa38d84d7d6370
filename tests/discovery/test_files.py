"""Which files belong to a portfolio."""

from pathlib import Path

from pdcli.discovery.files import document_files, find_portfolios, find_root, is_excluded, ref_of


def _write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("kind: cycle\n", encoding="utf-8")


def test_the_profile_comes_first_and_hidden_or_made_files_never(tmp_path: Path) -> None:
    _write(tmp_path, "portfolio.yaml", "a.yaml", "cycles/x/b.MD", "build/c.md", ".pd/d.yaml", "templates/e/form.yaml", ".f.yaml",
           "g.txt")  # fmt: skip
    assert [ref for _file, ref in document_files(str(tmp_path))] == ["portfolio", "a", "cycles/x/b"]


def test_a_portfolio_inside_another_is_its_own(tmp_path: Path) -> None:
    _write(tmp_path, "portfolio.yaml", "a.yaml", "inner/portfolio.yaml", "inner/b.yaml", "inner/deep/c.yaml")
    assert [ref for _file, ref in document_files(str(tmp_path))] == ["portfolio", "a"]
    assert [ref for _file, ref in document_files(str(tmp_path / "inner"))] == ["portfolio", "b", "deep/c"]
    assert find_root(tmp_path / "inner" / "deep") == (tmp_path / "inner").resolve()


def test_a_school_is_the_portfolios_below_it(tmp_path: Path) -> None:
    _write(tmp_path, "teachers/b/portfolio.yaml", "teachers/a/portfolio.yaml", "school.yaml")
    assert find_portfolios([tmp_path]) == [(tmp_path / "teachers" / name).resolve() for name in "ab"]


def test_patterns_exclude_files_and_folders(tmp_path: Path) -> None:
    _write(tmp_path, "portfolio.yaml", "old/a.yaml", "old/deep/b.yaml", "c.draft.md", "d.md")
    found = [ref for _file, ref in document_files(str(tmp_path), ("old", "*.draft.md"))]
    assert found == ["portfolio", "d"]
    assert is_excluded(str(tmp_path / "old/a.yaml"), str(tmp_path), ("old/**",))


def test_refs_have_forward_slashes_and_no_ending() -> None:
    assert ref_of("/p/cycles/x/1-action.md", "/p") == "cycles/x/1-action"
