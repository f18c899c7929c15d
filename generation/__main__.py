"""`make generate`: write what follows from the sources. With --check, only report what is stale."""

import sys

from generation.files import generated, stale
from story.api import ROOT


def main(arguments: list[str]) -> int:
    """The exit code: 1 where --check found something stale."""
    found = [*stale(ROOT)]
    if arguments == ["--check"]:
        for path in found:
            print(f"{path} is stale: run `make generate`.")  # noqa: T201 - its only output
        return 1 if found else 0
    if arguments:
        print("usage: python -m generation [--check]")  # noqa: T201
        return 2
    files = generated(ROOT)
    for path in found:
        file = ROOT / path
        if path in files:
            file.write_text(files[path])
        else:
            file.unlink()
        print(path)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
