"""Links lead somewhere safe and say where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from check_projects import slice_source, slice_text, write_project
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from wellsourced.checks.addresses import find_problem, split_address, without_tracking
from wellsourced.checks.audit import audit_text
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.parse import parse

Check = Callable[..., tuple[Diagnostic, ...]]


def edited(text: str, found: Diagnostic) -> str:
    """The text after the fix of a diagnostic."""
    assert found.fix is not None
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for edit in found.fix.edits:
        start = starts[edit.span.line - 1] + edit.span.column - 1
        end = starts[edit.span.end_line - 1] + edit.span.end_column - 1
        text = text[:start] + edit.text + text[end:]
    return text


@pytest.mark.parametrize(
    "link, covered, mended",
    [
        ("[a](https://bees.example/a b)", "https://bees.example/a b", "[a](https://bees.example/a%20b)"),
        ("[a](https://)", "https://", None),
        ("[a](https:///path)", "https:///path", None),
        ("[a](https:bees.example)", "https:bees.example", "[a](https://bees.example)"),
        ("[a](https://bees..example/)", "https://bees..example/", None),
        ("[a](https://bees/)", "https://bees/", None),
        ("[a](https://[::1/)", "https://[::1/", None),
        ("[a](https://bees.example:80x/)", "https://bees.example:80x/", None),
        ("[a](https://bees.example/100%)", "https://bees.example/100%", None),
        ("[a](javascript:alert\\(1\\))", "javascript:alert\\(1\\)", None),
        ("[a](file:///etc/passwd)", "file:///etc/passwd", None),
        ("[a](data:text/html;base64,QQ==)", "data:text/html;base64,QQ==", None),
        ("[a](www.bees.example)", "www.bees.example", "[a](https://www.bees.example)"),
        ("[a](//bees.example/a)", "//bees.example/a", "[a](https://bees.example/a)"),
        ("[a](02-other.md)", "02-other.md", None),
        ("[a](mailto:nobody)", "mailto:nobody", None),
        ("[a](https://doi.org/11.1000/182)", "https://doi.org/11.1000/182", None),
        ("[a](https://dx.doi.org/10.1000)", "https://dx.doi.org/10.1000", None),
        ("[a](doi:10.1/182)", "doi:10.1/182", None),
        ("[a](10.1000/182)", "10.1000/182", "[a](https://doi.org/10.1000/182)"),
        ("[a]()", "[a]()", None),
        ("[a](https://bees.example/(b", "[a](https://bees.example/(b", None),
        ("[a][b]\n\n[b]: ftp://bees.example/x", "ftp://bees.example/x", None),
        ("<irc://bees.example/x>", "irc://bees.example/x", None),
    ],
)
def test_malformed_address_is_an_error_at_its_place(link: str, covered: str, mended: str | None, check: Check) -> None:
    text = f"# T\n\nBees *dance*, {link}\n"
    [found] = check(text, select=("LNK001",))
    assert (found.severity, slice_text(text, found)) == (Severity.ERROR, covered)
    assert (edited(text, found) if found.fix else None) == (f"# T\n\nBees *dance*, {mended}\n" if mended else None)


@pytest.mark.parametrize(
    "target",
    [
        "https://bees.example/a_(b)?c=d&e=%20f#g", "https://bücher.example/ü", "https://bees.example:8080/", "#t",
        "https://user@bees.example/", "mailto:hive@bees.example?subject=Honey%20jar", "https://doi.org/10.1000/a(b)c<d>",
        "https://doi.org/", "doi:10.1000.10/123", "https://[2001:db8::1]/a", "http://192.0.2.1/x", "https://localhost/x",
        "HTTPS://BEES.EXAMPLE/", "https://bees.example", "https://a-b.c-d.example/~e/*f",
    ],
)  # fmt: skip
def test_sound_addresses_are_left_alone(target: str, check: Check) -> None:
    assert check(f"# T\n\n[Bees](<{target.replace('<d>', '')}>) dance.\n", select=("LNK001",)) == ()


def test_draft_may_link_to_files_and_telephones(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"01-bees.md": "# T\n"})
    draft = "[a](other.md) [b](tel:+15550100) [c](javascript:x)\n"
    [found] = audit_text("d.md", draft, project, select=("LNK001",))
    assert slice_text(draft, found) == "javascript:x"


def test_insecure_links_get_a_fix_that_a_person_confirms(check: Check) -> None:
    text = "# T\n\n[a](http://bees.example) <http://x.example> [b][c] http://y.example [d](http://localhost:80/)\n\n"
    text += "[c]: HTTP://z.example\n"
    found = check(text, select=("LNK002",))
    assert [slice_text(text, d) for d in found] == [
        "http://bees.example", "http://x.example", "http://y.example", "HTTP://z.example",
    ]  # fmt: skip
    assert not any(d.fix.safe for d in found if d.fix)
    assert "[c]: https://z.example" in edited(text, found[3])
    assert "[a](https://bees.example)" in edited(text, found[0])


@pytest.mark.parametrize(
    "text, mended",
    [
        ("The count is at https://bees.example/count.", "The count is at <https://bees.example/count>."),
        ("Bees (https://bees.example/a_(b)) dance", "Bees (<https://bees.example/a_(b)>) dance"),
        ("| a |\n|---|\n| https://bees.example/x |\n", "| a |\n|---|\n| <https://bees.example/x> |\n"),
        ("> *https://bees.example/x*, and", "> *<https://bees.example/x>*, and"),
        (
            "A[^1].\n\n[^1]: See http://bees.example/x?y=z; more.",
            "A[^1].\n\n[^1]: See <http://bees.example/x?y=z>; more.",
        ),
        ("𝒜e\u0301\thttps://bees.example/x", "𝒜e\u0301\t<https://bees.example/x>"),
        ("See www.bees.example.", "See <https://www.bees.example>."),
    ],
)
def test_bare_address_becomes_a_link(text: str, mended: str, check: Check) -> None:
    text, mended = f"# T\n\n{text}\n", f"# T\n\n{mended}\n"
    [found] = check(text, select=("LNK003",))
    assert edited(text, found) == mended
    assert found.fix is not None
    assert found.fix.safe is ("www" not in text)
    assert check(mended, select=("LNK003",)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "`https://bees.example/x`", "<!-- https://bees.example/x -->", "[https://bees.example](https://bees.example)",
        "<https://bees.example/x>", "![x](https://bees.example/x.png)", "[a]\n\n[a]: https://bees.example/x",
        "<span title=\"https://bees.example/x\">a</span>", "[a]{href=\"https://bees.example/x\"}", "~~~\nhttps://x.y\n~~~",
        "The scheme https:// is safe.", "mail@www.bees.example",
    ],
)  # fmt: skip
def test_no_bare_address_here(text: str, check: Check) -> None:
    assert check(f"# T\n\n{text}\n", select=("LNK003",)) == ()


@pytest.mark.parametrize(
    "words, complaint",
    [
        ("here", True), ("**Click here**", True), ("This link.", True), ("read\nmore…", True), ("", True),
        ("the survey of 2020", False), ("here and now", False), ("Link analysis", False), ("![Bees](b.png)", False),
        ("https://bees.example/a", False), ("https://bees.example/" + "a" * 40, True), ("2020", False),
    ],
)  # fmt: skip
def test_words_of_a_link_say_where_it_leads(words: str, complaint: bool, check: Check) -> None:
    text = f"# T\n\nA [{words}](https://bees.example/x) b.\n"
    found = check(text, select=("LNK004",))
    assert [slice_text(text, d) for d in found] == ([words or "[](https://bees.example/x)"] if complaint else [])


def test_long_autolink_is_no_reading_matter(check: Check) -> None:
    long = "https://bees.example/" + "a" * 30
    text = f"# T\n\n<{long}> <https://bees.example/>\n"
    assert [slice_text(text, d) for d in check(text, select=("LNK004",))] == [long]


def test_labels_and_addresses_belong_together(check: Check) -> None:
    text = (
        "# The dance\n\nA [b][c], [d][], [e], [sic] [F G][f  G] [h][the dance] [@i][@j] [k][@l].\n\n"
        "[e]: https://bees.example/e\n[f g]: https://bees.example/f\n[unused]: https://bees.example/u\n"
    )
    found = check(text, select=("LNK005",))
    assert [slice_text(text, d) for d in found] == ["[b][c]", "[d][]", "[unused]: https://bees.example/u"]


@pytest.mark.parametrize(
    "target, mended",
    [
        ("https://b.example/?utm_source=x&utm_medium=y", "https://b.example/"),
        ("https://b.example/?a=1&utm_source=x&b=2#c", "https://b.example/?a=1&b=2#c"),
        ("https://b.example/?fbclid=x&a=1", "https://b.example/?a=1"),
        ("https://b.example/?a=1&amp;gclid=x", "https://b.example/?a=1"),
        ("https://b.example/?a=1&reference=2&utm=3", None),
        ("https://b.example/utm_source=x", None),
    ],
)
def test_tracking_is_taken_off(target: str, mended: str | None, check: Check) -> None:
    text = f"# T\n\n[Bees]({target}), <{target}> and [x]\n\n[x]: {target}\n"
    found = check(text, select=("LNK006",))
    assert len(found) == (3 if mended else 0)
    for diagnostic in found:
        assert diagnostic.severity is Severity.INFO
        assert diagnostic.fix is not None
        assert diagnostic.fix.safe
        assert slice_text(text, diagnostic) == target
        assert diagnostic.fix.edits[0].text == mended


def test_link_in_the_abstract_is_read_but_not_rewritten(tmp_path: Path) -> None:
    article = {"abstract": "See [bees](http://bees.example/?utm_source=x) and [x](ftp://y.example)."}
    project = write_project(tmp_path, {"01-bees.md": "# T\n"}, article=article)
    found = run_checks(project, parse(project), select=("LNK",))
    assert {(d.code, slice_source(project, d)) for d in found} == {
        ("LNK001", "ftp://y.example"),
        ("LNK002", "http://bees.example/?utm_source=x"),
        ("LNK006", "http://bees.example/?utm_source=x"),
    }
    assert all(d.fix is None for d in found)


def test_link_in_an_included_file_is_placed_and_mended_there(tmp_path: Path) -> None:
    part = tmp_path / "sections/parts/honey.md"
    part.parent.mkdir(parents=True)
    part.write_text("Honey.\n\nSee [it](http://bees.example) {{ 1 + 1 }}.\n", encoding="utf-8")
    text = "# T\n\n{% include 'parts/honey.md' %}\n\n[a](http://a.example)\n"
    project = write_project(tmp_path, {"01-bees.md": text})
    first, second = run_checks(project, parse(project), select=("LNK002",))
    assert (first.span.path, slice_source(project, first)) == ("sections/01-bees.md", "http://a.example")
    assert (second.span.path, slice_source(project, second)) == ("sections/parts/honey.md", "http://bees.example")
    for found in (first, second):
        assert slice_source(project, replace_span(found)) == "http"


def replace_span(found: Diagnostic) -> Diagnostic:
    """The diagnostic at the place of its edit."""
    assert found.fix is not None
    return structs.replace(found, span=found.fix.edits[0].span)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("htps:/.?&;=#%[]()@ 0a-_ü\\utm_x10"), max_size=60))
def test_any_address_is_judged(target: str) -> None:
    for written in (target, f"https://{target}", f"https://a.example/?{target}", f"doi:{target}"):
        find_problem(written, published=True)
        split_address(written)
        shorter = without_tracking(written)
        assert shorter is None or (len(shorter) < len(written) and without_tracking(shorter) is None)


@pytest.mark.parametrize(
    "piece", ["a.", "a-", "-", "%", "10.1000", "10.", "@a.", "[", "&utm_a=1", "&amp;", "://", "1."]
)
def test_hostile_addresses_take_linear_time(piece: str) -> None:
    for start in ("https://", "mailto:", "doi:", "https://a.example/?", ""):
        find_problem(start + piece * 50_000, published=True)
        without_tracking(start + piece * 50_000)
