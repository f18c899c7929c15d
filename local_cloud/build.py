"""The bundle of the functions, as sam builds it, with compiled Python in it.

All functions have the same code, and sam makes a copy for each. Here they share one file, so it is
compiled, zipped and uploaded once, without the tests that some packages bring along. Lambda's copy
is read-only: without the `.pyc` files every cold start would compile everything again.
"""

import contextlib
import hashlib
import os
import platform
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from local_cloud import sam
from local_cloud.exclusive import exclusively
from local_cloud.faults import Fault

_INPUTS = (
    *("template.yaml", "samconfig.toml", "src", "requirements/tools.txt"),
    "local_cloud/build.py",
)
_KEPT = 3
_FUNCTION = "AWS::Serverless::Function"
_TEMPLATE = "template.yaml"
BUNDLE = "bundle.zip"
_READABLE = 0o644


def host_architecture() -> str:
    """Lambda's name for this machine's processor."""
    return "arm64" if platform.machine().lower() in {"arm64", "aarch64"} else "x86_64"


def build(root: Path, *, config: str, parameters: Mapping[str, str]) -> Path:
    """Build for an environment of samconfig.toml, unless it is built already.

    Returns the path of the built template. Raises Fault when sam fails, or the code is not Python.
    """
    key = digest(root, _INPUTS, [config, *overrides(parameters)])
    folder = root / ".local" / "builds" / key[:16]
    with exclusively(root / ".local" / "sam" / ".lock"):
        if not folder.exists():
            _build(root, folder, config=config, parameters=parameters)
            _forget_old(folder.parent)
        folder.touch()
    return folder / "built" / _TEMPLATE


def overrides(parameters: Mapping[str, str]) -> list[str]:
    """Template parameters as sam takes them."""
    return [f"{name}={value}" for name, value in sorted(parameters.items())]


def digest(root: Path, inputs: Iterable[str], words: Iterable[str]) -> str:
    """A fingerprint of files, folders and words; the same for the same content."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in sorted(_files(root, inputs)):
        total.update(f"\0{path.relative_to(root)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(root: Path, inputs: Iterable[str]) -> Iterable[Path]:
    for each in inputs:
        path = root / each
        if path.is_file():
            yield path
        yield from (
            file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts
        )


def _build(root: Path, folder: Path, *, config: str, parameters: Mapping[str, str]) -> None:
    # Under a temporary name until it is complete, so that others never see half of it.
    draft = folder.with_name(f"{folder.name}.{os.getpid()}")
    built = draft / "built"
    arguments = [
        "build",
        *("--template-file", str(root / "template.yaml")),
        *("--config-file", str(root / "samconfig.toml"), "--config-env", config),
        *("--build-dir", str(built)),
        *("--cached", "--cache-dir", str(root / ".local" / "sam" / "cache")),
    ]
    if parameters:
        arguments += ["--parameter-overrides", *overrides(parameters)]
    log = root / ".local" / "logs" / "sam-build.log"
    try:
        sam.run(arguments, root=root, environment=os.environ, log=log)
        _share_code(root, built)
        with contextlib.suppress(OSError):  # another build of the same was faster
            draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _share_code(root: Path, built: Path) -> None:
    template = yaml.safe_load((built / _TEMPLATE).read_text())
    functions = [*_functions(template["Resources"])]
    copies = [built / each["Properties"]["CodeUri"] for each in functions]
    _drop_tests(copies[0])
    _compile(root, copies[0])
    _zip(copies[0], built / BUNDLE)
    for copy in copies:
        shutil.rmtree(copy)
    for function in functions:
        function["Properties"]["CodeUri"] = BUNDLE
    (built / _TEMPLATE).write_text(yaml.safe_dump(template, sort_keys=False))


def _drop_tests(code: Path) -> None:
    """Those of packages, which some of them install beside their code."""
    for tests in code.glob("*/tests"):
        shutil.rmtree(tests)


def _functions(resources: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """The functions, which are spelled out. sam leaves loops (Fn::ForEach) as they are written."""
    for name, resource in resources.items():
        if not name.startswith("Fn::") and resource["Type"] == _FUNCTION:
            yield resource


def _compile(root: Path, code: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own arguments
        [
            *(sam.tools(root) / "python", "-m", "compileall", "-q"),
            *("--invalidation-mode", "unchecked-hash"),
            *("-s", code, "-p", "/var/task", code),
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Fault(f"The functions' code does not compile; /var/task is src/:\n{done.stdout}")


def _zip(code: Path, bundle: Path) -> None:
    """With neither dates nor owners in it, so that equal code makes an equal file."""
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(each for each in code.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(str(file.relative_to(code)))
            entry.external_attr = _READABLE << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())


def _forget_old(builds: Path) -> None:
    by_age = sorted(builds.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in by_age[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
