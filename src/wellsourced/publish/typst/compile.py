"""Typst for pages: in process, rooted in a private folder, without packages and without the machine's fonts."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from wellsourced.publish.typst.fonts import ProjectFonts, load_fonts
from wellsourced.publish.typst.text import quote_string

if TYPE_CHECKING:
    import typst

#: Declared together and both enforced by Typst's exporter: PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3), which is
#: PDF/A-2a with leave to attach files of any kind.
STANDARDS: list[Literal["ua-1", "a-3a"]] = ["ua-1", "a-3a"]

_UNSHOWN = re.compile(r'the text `"(.+)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
_PLACE = re.compile(r"┌─ .*?([^/\\\s]+\.typ):(\d+):(\d+)")


class TypstComplaint(msgspec.Struct, frozen=True):
    """Typst's own words about one thing, with its hints; `place` is file:line:column of the generated markup."""

    message: str
    hints: tuple[str, ...] = ()
    place: str | None = None


class TypstFailedError(Exception):
    """Typst refused the markup; the complaints say why."""

    def __init__(self, complaints: tuple[TypstComplaint, ...]) -> None:
        super().__init__("; ".join(complaint.message for complaint in complaints))
        self.complaints = complaints


class Compiled(msgspec.Struct, frozen=True):
    """The PDF and Typst's warnings."""

    content: bytes
    warnings: tuple[TypstComplaint, ...]


def compile_pdf(
    markup: str, *, inputs: Mapping[str, str], files: Mapping[str, bytes], fonts: ProjectFonts, epoch: int
) -> Compiled:
    """Compile the main file `markup` beside the theme's template and `files`. `inputs` become `sys.inputs`.

    Raises TypstFailedError.
    """
    with tempfile.TemporaryDirectory(prefix="wellsourced-") as folder:
        root, empty = Path(folder, "root"), Path(folder, "packages")
        root.mkdir()
        empty.mkdir()
        for template in resources.files("wellsourced").joinpath("themes/default/typst").iterdir():
            if template.name.endswith(".typ"):
                (root / template.name).write_bytes(template.read_bytes())
        for name, content in files.items():
            (root / name).write_bytes(content)
        main = root / "main.typ"
        main.write_text(markup, encoding="utf-8")
        return _run(main, root=root, packages=empty, inputs=dict(inputs), fonts=fonts, epoch=epoch)


def find_missing_characters(characters: Iterable[str], fonts: ProjectFonts) -> frozenset[str]:
    """Those of the characters that no font can show, or that PDF/A forbids. Takes a few milliseconds.

    Typst is asked, not a table: a page with one character a line is exported, and the lines it refuses are the answer.
    """
    doubtful = sorted({character for character in characters if not _is_basic_latin(character)})
    if not doubtful:
        return frozenset()
    lines = ['#set document(title: "Glyphs"); #set page(height: auto); #set text(lang: "en")']
    lines += [f"#par(text({quote_string(character)}))" for character in doubtful]
    with tempfile.TemporaryDirectory(prefix="wellsourced-") as folder:
        main = Path(folder, "main.typ")
        main.write_text("\n".join(lines), encoding="utf-8")
        try:
            _run(main, root=Path(folder), packages=Path(folder), inputs={}, fonts=fonts, epoch=0)
        except TypstFailedError as error:
            places = [complaint.place for complaint in error.complaints if complaint.place]
            return frozenset(doubtful[int(place.split(":")[1]) - 2] for place in places)
    return frozenset()


def find_unshown_characters(complaints: Iterable[TypstComplaint]) -> frozenset[str]:
    """What the complaints say that no font shows where it stands: the marks of a letter, or else the letter."""
    found: set[str] = set()
    for complaint in complaints:
        if match := _UNSHOWN.search(complaint.message):
            # Rust writes what it takes for unprintable as `\\u{332}`.
            text = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), match[1])
            marks = {character for character in text if unicodedata.category(character).startswith("M")}
            found |= marks or {character for character in text if not _is_basic_latin(character)}
    return frozenset(found)


def find_damaged_images(images: Mapping[str, bytes], fonts: ProjectFonts) -> frozenset[str]:
    """The names of those images that Typst cannot decode."""
    return frozenset(name for name, content in images.items() if not _is_sound(name, content, fonts))


def find_unset_equations(markups: Mapping[str, str], fonts: ProjectFonts, epoch: int) -> frozenset[str]:
    """The names of those equations, given as Typst's mathematics, that Typst cannot set."""
    return frozenset(name for name, markup in markups.items() if not _sets(markup, fonts, epoch))


def describe_characters(characters: Iterable[str]) -> str:
    """A few of the characters, with code points and names: `中 (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D)`."""
    ordered = sorted(characters)
    shown = [f"{each} (U+{ord(each):04X} {unicodedata.name(each, 'unnamed').lower()})" for each in ordered[:4]]
    return ", ".join(shown) + (f" and {len(ordered) - 4} more" if len(ordered) > 4 else "")


def _is_sound(name: str, content: bytes, fonts: ProjectFonts) -> bool:
    with tempfile.TemporaryDirectory(prefix="wellsourced-") as folder:
        main = Path(folder, "main.typ")
        main.write_text(f'#set document(title: "Image")\n#image({quote_string(name)}, alt: "x")', encoding="utf-8")
        Path(folder, name).write_bytes(content)
        try:
            _run(main, root=Path(folder), packages=Path(folder), inputs={}, fonts=fonts, epoch=0)
        except TypstFailedError:
            return False
    return True


def _sets(markup: str, fonts: ProjectFonts, epoch: int) -> bool:
    preamble = '#set document(title: "Equation"); #set text(lang: "en"); #set math.equation(alt: "x")\n\n'
    with tempfile.TemporaryDirectory(prefix="wellsourced-") as folder:
        main = Path(folder, "main.typ")
        main.write_text(preamble + markup, encoding="utf-8")
        try:
            _run(main, root=Path(folder), packages=Path(folder), inputs={}, fonts=fonts, epoch=epoch)
        except TypstFailedError:
            return False
    return True


def _run(
    main: Path, *, root: Path, packages: Path, inputs: dict[str, str], fonts: ProjectFonts, epoch: int
) -> Compiled:
    import typst

    try:
        compiler = make_compiler(main, root=root, packages=packages, inputs=inputs, fonts=fonts)
        content, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=list(STANDARDS), timestamp=epoch)
    except typst.TypstError as error:
        raise TypstFailedError(_complaints(error)) from error
    except Exception as error:  # the wheel raises RuntimeError and ValueError for what is not the markup's fault
        raise TypstFailedError((TypstComplaint(str(error)),)) from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise TypstFailedError((TypstComplaint(f"Typst crashed: {error}"),)) from error
    if not isinstance(content, bytes):
        raise TypstFailedError((TypstComplaint("Typst returned no PDF"),))
    return Compiled(content, tuple(TypstComplaint(each.message, tuple(each.hints)) for each in warnings))


def make_compiler(
    main: Path, *, root: Path, packages: Path, fonts: ProjectFonts, inputs: dict[str, str] | None = None
) -> typst.Compiler:
    """Typst with the program's and the project's fonts. Of `packages` it reads what is there, and fetches nothing."""
    import typst

    return typst.Compiler(
        main,
        root=root,
        font_paths=load_fonts(fonts),
        ignore_system_fonts=True,
        sys_inputs=inputs or {},
        package_path=packages,
        package_cache_path=packages,
    )


def is_panic(error: BaseException) -> bool:
    """Whether Typst itself broke: a panic is a PanicException of pyo3, which is no Exception."""
    return type(error).__name__ == "PanicException"


def _complaints(error: typst.TypstError) -> tuple[TypstComplaint, ...]:
    """Every error in the report; the exception's own `message` is the first only."""
    complaints = []
    for part in re.split(r"(?m)^(?=error: |warning: )", error.diagnostic):
        if not part.startswith("error: "):
            continue
        place = _PLACE.search(part)
        hints = tuple(re.findall(r"= hint: (.*)", part))
        message = part.split("\n", 1)[0].removeprefix("error: ")
        complaints.append(TypstComplaint(message, hints, f"{place[1]}:{place[2]}:{place[3]}" if place else None))
    return tuple(complaints) or (TypstComplaint(error.message, tuple(error.hints)),)


def _is_basic_latin(character: str) -> bool:
    return character <= "ÿ"
