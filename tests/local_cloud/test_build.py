import sys
from pathlib import Path

import pytest
import yaml

from local_cloud.build import build, digest
from local_cloud.faults import Fault

_SAM = """#!/bin/sh
while [ "$1" != --build-dir ]; do shift; done
mkdir -p "$2/SendMessageFunction"
echo '{code}' > "$2/SendMessageFunction/handler.py"
cat > "$2/template.yaml" <<END
Resources:
  SendMessageFunction:
    Type: AWS::Serverless::Function
    Properties: {{CodeUri: SendMessageFunction}}
  Fn::ForEach::Topics: [Name, [One], {{'\\${{Name}}': {{Type: AWS::SNS::Topic}}}}]
END
exit {status}
"""


def _project(folder: Path) -> Path:
    (folder / "src" / "__pycache__").mkdir(parents=True)
    (folder / "src" / "app.py").write_text("first")
    (folder / "template.yaml").write_text("Resources: {}")
    return folder


def _with_sam(root: Path, *, code: str = "pass", status: int = 0) -> Path:
    """A project whose sam builds one function of this code, and ends with this status."""
    tools = root / ".local" / "tools" / "bin"
    tools.mkdir(parents=True)
    (tools / "python").symlink_to(sys.executable)
    (tools / "sam").write_text(_SAM.format(code=code, status=status))
    (tools / "sam").chmod(0o755)
    return root


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


def test_a_build_is_made_once(tmp_path: Path) -> None:
    first = build(_with_sam(_project(tmp_path)), config="local", parameters={})
    (tmp_path / ".local" / "tools" / "bin" / "sam").unlink()

    assert build(tmp_path, config="local", parameters={}) == first
    assert (first.parent / "bundle.zip").exists()


def test_functions_share_one_bundle_and_loops_stay_as_they_are(tmp_path: Path) -> None:
    built = build(_with_sam(_project(tmp_path)), config="local", parameters={})

    resources = yaml.safe_load(built.read_text())["Resources"]
    assert resources["SendMessageFunction"]["Properties"]["CodeUri"] == "bundle.zip"
    assert resources["Fn::ForEach::Topics"] == [
        "Name",
        ["One"],
        {"${Name}": {"Type": "AWS::SNS::Topic"}},
    ]


def test_code_that_does_not_compile_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    _with_sam(_project(tmp_path), code="def broken(:")

    with pytest.raises(Fault, match=r"does not compile[^✗]*handler\.py\", line 1"):
        build(tmp_path, config="local", parameters={})


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    _with_sam(_project(tmp_path), status=1)

    with pytest.raises(Fault, match="sam build failed"):
        build(tmp_path, config="local", parameters={})

    assert list((tmp_path / ".local" / "builds").iterdir()) == []
