from pathlib import Path

from local_cloud.build import digest


def _project(folder: Path) -> Path:
    (folder / "src" / "__pycache__").mkdir(parents=True)
    (folder / "src" / "app.py").write_text("first")
    (folder / "template.yaml").write_text("Resources: {}")
    return folder


def _digest(root: Path, *words: str) -> str:
    return digest(root, ["src", "template.yaml"], words)


def test_a_changed_file_changes_the_digest(tmp_path: Path) -> None:
    before = _digest(_project(tmp_path))

    (tmp_path / "src" / "app.py").write_text("second")

    assert _digest(tmp_path) != before


def test_a_renamed_file_changes_the_digest(tmp_path: Path) -> None:
    before = _digest(_project(tmp_path))

    (tmp_path / "src" / "app.py").rename(tmp_path / "src" / "other.py")

    assert _digest(tmp_path) != before


def test_another_parameter_changes_the_digest(tmp_path: Path) -> None:
    _project(tmp_path)

    assert _digest(tmp_path, "Architecture=arm64") != _digest(tmp_path, "Architecture=x86_64")


def test_what_python_compiled_and_other_files_do_not_change_the_digest(tmp_path: Path) -> None:
    before = _digest(_project(tmp_path))

    (tmp_path / "src" / "__pycache__" / "app.pyc").write_text("compiled")
    (tmp_path / "README.md").write_text("unrelated")

    assert _digest(tmp_path) == before
