"""Faults of a template, gathered so that one start shows them all."""

from collections.abc import Sequence
from pathlib import Path


class TemplateError(Exception):
    """A template that cannot be served.

    faults: one sentence each, beginning with file, logical id and property:
    template.yaml: SendResolver.Code: …
    """

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class Faults:
    """What was found wrong in one file so far."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._found: list[str] = []

    def add(self, place: str, sentence: str) -> None:
        """Note a fault; place is a logical id with a property, or a section of the template."""
        fault = f"{self._file.name}: {place}: {sentence}"
        if fault not in self._found:
            self._found.append(fault)

    def check(self) -> None:
        """Raise TemplateError if anything was noted."""
        if self._found:
            raise TemplateError(self._found)
