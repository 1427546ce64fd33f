"""Parts of an output, by the name of its format."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from .parity import Difference, compare
from .parts import Parts
from .read_docx import read_docx
from .read_epub import read_epub
from .read_html import read_html, read_site
from .read_jats import read_jats
from .read_pdf import read_pdf

_READERS: dict[str, Callable[[Path], Parts]] = {
    "docx": read_docx,
    "epub": read_epub,
    "jats": read_jats,
    "site": read_site,
}
#: What is compared with the page; hence all with one another.
COMPARED = (*_READERS, "pdf")


@lru_cache
def parts_of_page(page: Path) -> Parts:
    """The parts of article.html, which the others are held against."""
    return read_html(page)


def differences(page: Path, path: Path, name: str) -> list[str]:
    """What the output of the format `name` says otherwise than the page, in words."""
    first = parts_of_page(page)
    second = read_pdf(path).cut_like(first) if name == "pdf" else _READERS[name](path)
    found: list[Difference] = compare(first, second, printed=name == "pdf")
    return [str(each) for each in found]
