"""Fonts of the project: they show what the wheel's lack, and a file that is no sound font is refused by name."""

from __future__ import annotations

import base64
import re
import shutil
import struct
from collections.abc import Iterable
from pathlib import Path

import pytest
from docx_reading import unpack
from html_documents import compose_markdown
from test_epub import Book
from test_pdf import decompressed, words

from wellsourced.compose.document import Document
from wellsourced.diagnostics import Diagnostic
from wellsourced.publish.docx.writer import write_docx
from wellsourced.publish.epub.writer import write_epub
from wellsourced.publish.jats.writer import write_jats
from wellsourced.publish.pdf import write_pdf
from wellsourced.publish.pipeline import build
from wellsourced.publish.project_fonts import read_fonts
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.publish.sfnt import find_damage
from wellsourced.publish.typst.fonts import ProjectFonts

PROJECT = Path(__file__).parents[1] / "judges/project"
#: Outlines in CFF and in bitmaps; the first holds 川.
WIDE = (PROJECT / "article/fonts/noto-serif-cjk.otf").read_bytes()
EMOJI = (PROJECT / "article/fonts/noto-color-emoji.ttf").read_bytes()
TEXT = "# One {#one}\n\nThe river is 川."
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<text x="4" y="32" font-size="30" font-family="serif">川</text></svg>'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """article/fonts of a project at `tmp_path`."""
    made = tmp_path / "article/fonts"
    made.mkdir(parents=True)
    return made


def read(folder: Path) -> tuple[ProjectFonts, list[tuple[str, str]]]:
    """The fonts, and code and words of each complaint."""
    fonts, problems = read_fonts(folder.parents[1])
    return fonts, [(each.code, each.message) for each in problems]


def moment(folder: Path) -> Moment:
    fonts, problems = read_fonts(folder.parents[1])
    assert problems == ()
    return Moment(0, (), fonts)


def codes(rendered: Rendered | Iterable[Diagnostic]) -> list[str]:
    return [each.code for each in (rendered.diagnostics if isinstance(rendered, Rendered) else rendered)]


def collection(*starts: int) -> bytes:
    """A collection of fonts (TTC, version 1) that begin at these offsets, with one font behind the header."""
    header = struct.pack(f">4sIL{len(starts)}L", b"ttcf", 0x00010000, len(starts), *starts)
    return header + WIDE


def with_table(tag: bytes, content: bytes) -> bytes:
    """The font with the first bytes of a table exchanged, and the checksum of old."""
    (count,) = struct.unpack_from(">H", WIDE, 4)
    (offset,) = [
        offset
        for name, _, offset, _ in (struct.unpack_from(">4sIII", WIDE, 12 + 16 * number) for number in range(count))
        if name == tag
    ]
    return WIDE[:offset] + content + WIDE[offset + len(content) :]


# --- the folder ------------------------------------------------------------------------------------------------------


def test_project_without_fonts_has_none(tmp_path: Path) -> None:
    assert read_fonts(tmp_path) == ((), ())


def test_fonts_come_by_name_and_what_is_no_font_by_name_is_left_alone(folder: Path) -> None:
    (folder / "b.otf").write_bytes(WIDE)
    (folder / "A.TTF").write_bytes(EMOJI)
    (folder / "OFL.txt").write_text("The licence.")
    fonts, problems = read(folder)
    assert problems == []
    assert [font.path for font in fonts] == ["article/fonts/A.TTF", "article/fonts/b.otf"]
    assert len({font.digest for font in fonts}) == 2


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("a.ttf", b"", "is no TrueType or OpenType font"),
        ("a.ttf", b"Nothing of the kind", "is no TrueType or OpenType font"),
        ("a.woff2", b"wOF2" + bytes(40), "is packed for the web"),
        ("a.ttf", b"wOFF" + bytes(40), "is packed for the web"),
        ("a.otf", WIDE[:60], "is cut off"),
        ("a.otf", WIDE[:-500], "is cut off: its table"),
        ("a.otf", with_table(b"CFF ", bytes(8)), 'the checksum of its table "CFF" is wrong'),
        ("a.otf", with_table(b"cmap", b"\xff"), 'the checksum of its table "cmap" is wrong'),
        ("a.otf", with_table(b"maxp", bytes(6)), 'the checksum of its table "maxp" is wrong'),
        ("a.otf", with_table(b"head", bytes(54)), "holds no font that Typst can read"),
        ("a.ttc", collection(0xFFFFFFF0), "is no TrueType or OpenType font"),
        ("a.ttc", b"ttcf\x00\x01\x00\x00\xff\xff\xff\xff", "is no TrueType or OpenType font"),
    ],
)
def test_file_that_is_no_sound_font_is_refused_by_name(folder: Path, name: str, content: bytes, said: str) -> None:
    (folder / name).write_bytes(content)
    (folder / "sound.otf").write_bytes(WIDE)
    fonts, ((code, message),) = read(folder)
    assert (code, [font.path for font in fonts]) == ("PUB019", ["article/fonts/sound.otf"])
    assert message.startswith(f"article/fonts/{name} ")
    assert said in message


def test_sound_fonts_have_no_damage() -> None:
    moved = bytearray(collection(16))
    for number in range(struct.unpack_from(">H", WIDE, 4)[0]):
        at = 16 + 12 + 16 * number + 8
        struct.pack_into(">I", moved, at, struct.unpack_from(">I", moved, at)[0] + 16)
    assert [find_damage(content) for content in (WIDE, EMOJI, bytes(moved))] == [None, None, None]


def test_tables_that_lie_over_one_another_are_not_summed_for_ever() -> None:
    tables = b"".join(struct.pack(">4sIII", b"glyf", 0, number, 900) for number in range(100))
    hostile = b"\x00\x01\x00\x00" + struct.pack(">HHHH", 100, 0, 0, 0) + tables
    assert find_damage(hostile) == "is damaged: its tables lie over one another"


def test_fonts_are_read_from_the_project_only(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.otf").write_bytes(WIDE)
    (folder / "a.otf").symlink_to(outside / "secret.otf")
    (folder / "b.otf").symlink_to(folder / "gone.otf")
    (folder / "c.otf").mkdir()
    fonts, problems = read(folder)
    assert fonts == ()
    assert [code for code, _ in problems] == ["CFG017", "PUB019", "CFG001"]
    folder.rename(folder.with_name("old"))
    folder.symlink_to(outside)
    fonts, problems = read(folder)
    assert (fonts, [code for code, _ in problems]) == ((), ["CFG017"])


def test_link_within_the_project_is_followed(folder: Path) -> None:
    (folder.parents[1] / "wide.otf").write_bytes(WIDE)
    (folder / "a.otf").symlink_to(folder.parents[1] / "wide.otf")
    fonts, problems = read(folder)
    assert ([font.content for font in fonts], problems) == ([WIDE], [])


def test_fonts_without_end_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wellsourced.publish.project_fonts._MOST_BYTES", len(WIDE) + 10)
    for name in ("a.otf", "b.otf", "c.otf"):
        (folder / name).write_bytes(WIDE)
    fonts, problems = read(folder)
    assert len(fonts) == 1
    assert [code for code, _ in problems] == ["PUB019"]
    assert "article/fonts/b.otf" in problems[0][1]


# --- what they are for -----------------------------------------------------------------------------------------------


def test_characters_of_a_projects_font_are_printed(folder: Path) -> None:
    document = compose_markdown(TEXT + " And a 🌉.", "", help_box={})
    lacking = write_pdf(document, Moment(0))
    assert codes(lacking) == ["PUB017"]
    assert "article/fonts/" in (lacking.diagnostics[0].help or "")
    assert "The river is □. And a □." in words(lacking.content)
    (folder / "wide.otf").write_bytes(WIDE)
    half = write_pdf(document, moment(folder))
    assert codes(half) == ["PUB017"]
    assert "🌉" in half.diagnostics[0].message
    assert "川" not in half.diagnostics[0].message
    (folder / "emoji.ttf").write_bytes(EMOJI)
    whole = write_pdf(document, moment(folder))
    assert codes(whole) == []
    assert "The river is 川. And a 🌉." in words(whole.content)
    assert b"NotoSerifCJK" in decompressed(whole.content)
    # What the wheel's fonts have is still theirs.
    assert b"LibertinusSerif" in decompressed(whole.content)


def test_same_fonts_give_the_same_bytes_however_the_folder_lists_them(folder: Path) -> None:
    document = compose_markdown(TEXT, "", help_box={})
    made = []
    for names in (("1.otf", "2.otf", "3.ttf"), ("3.ttf", "2.otf", "1.otf")):
        shutil.rmtree(folder)
        folder.mkdir()
        for name in names:
            (folder / name).write_bytes(EMOJI if name.endswith("ttf") else WIDE)
        made.append(write_pdf(document, moment(folder)).content)
    assert made[0] == made[1]


def test_cover_shows_words_in_letters_of_a_projects_font(folder: Path) -> None:
    (folder / "wide.otf").write_bytes(WIDE)
    document = compose_markdown(TEXT, "", help_box={}, title="川", subtitle="On rivers")
    plain, set_with_it = write_epub(document, Moment(0)), write_epub(document, moment(folder))
    assert (codes(plain), codes(set_with_it)) == (["PUB033"], [])
    ((_, cover),) = Book(set_with_it.content).find("img", role="doc-cover")
    assert cover.get("alt", "").startswith("Cover: 川; On rivers;")
    assert Book(plain.content).files["EPUB/cover.png"] != Book(set_with_it.content).files["EPUB/cover.png"]


@pytest.mark.parametrize("name", ["docx", "jats"])
def test_words_in_a_drawing_are_drawn_with_a_projects_font(folder: Path, name: str) -> None:
    address = f"data:image/svg+xml;base64,{base64.b64encode(DRAWING.encode()).decode()}"
    document = compose_markdown(f"# One {{#one}}\n\n![A river]({address})", "", help_box={})
    (folder / "wide.otf").write_bytes(WIDE)
    with_it, without = moment(folder), Moment(0)
    assert drawn(name, document, with_it) != drawn(name, document, without)
    assert drawn(name, document, with_it) == drawn(name, document, with_it)


def drawn(name: str, document: Document, at: Moment) -> bytes:
    """The one PNG of an output."""
    files = unpack(write_docx(document, at).content) if name == "docx" else write_jats(document, at).files
    (picture,) = [content for path, content in files.items() if path.endswith(".png")]
    return picture


# --- the build -------------------------------------------------------------------------------------------------------


def test_build_stops_at_a_damaged_font_where_a_format_needs_it(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(PROJECT, root)
    (root / "article/fonts/noto-serif-cjk.otf").write_bytes(WIDE[:-500])
    stopped = build(root, formats=["pdf", "html"])
    assert stopped.outputs == ()
    found = [each for each in stopped.diagnostics if each.code == "PUB019"]
    assert [each.span.path for each in found] == ["article/fonts/noto-serif-cjk.otf"]
    assert build(root, formats=["html"]).outputs
    draft = build(root, formats=["pdf"], draft=True)
    assert draft.outputs
    assert {"PUB017", "PUB019"} <= set(codes(draft.diagnostics))


def test_build_sets_with_the_projects_fonts(tmp_path: Path) -> None:
    built = build(PROJECT, formats=["pdf"], folder=tmp_path)
    assert not {"PUB017", "PUB019"} & set(codes(built.diagnostics))
    text = words((tmp_path / "article.pdf").read_bytes())
    assert re.search("川は橋の下を流れ、私たちは岸でお茶を飲みます。", text.replace(" ", ""))
