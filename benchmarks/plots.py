"""Plots that look alike."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from matplotlib import ticker
from matplotlib.axes import Axes
from matplotlib.figure import Figure

_INCHES = 4.5, 3.4
_DOTS_PER_INCH = 120


@contextmanager
def figure(file: Path, *, columns: int) -> Iterator[Sequence[Axes]]:
    """Axes side by side, to be drawn on; then they are written to a PNG file."""
    width, height = _INCHES
    canvas = Figure(figsize=(columns * width, height), layout="constrained")
    axes = [canvas.add_subplot(1, columns, column + 1) for column in range(columns)]
    yield axes
    for each in axes:
        each.grid(alpha=0.3)
        each.spines[["top", "right"]].set_visible(False)
        each.set_ylim(bottom=None if each.get_yscale() == "log" else 0)
        each.xaxis.set_major_formatter(ticker.StrMethodFormatter("{x:,.0f}"))
        each.yaxis.set_major_formatter(ticker.StrMethodFormatter("{x:,.0f}"))
        each.legend(frameon=False, fontsize="small")
    # Without the library's version in it, equal figures make an equal file.
    canvas.savefig(file, dpi=_DOTS_PER_INCH, metadata={"Software": None})
