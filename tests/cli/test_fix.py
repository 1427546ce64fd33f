"""`wellsourced check --fix` mends what is safe and leaves everything else of the file as it was."""

from __future__ import annotations

from pathlib import Path

from wellsourced.checks.fix import apply_safe_fixes
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Severity, Span

from .conftest import Run


def test_former_id_is_mended_in_a_file_with_crlf_and_bom(run: Run, survey: Path) -> None:
    bibliography = survey / "references/bibliography.yaml"
    text = bibliography.read_text(encoding="utf-8")
    key = next(line.split("id:")[1].strip() for line in text.splitlines() if "- id:" in line)
    bibliography.write_text(
        text.replace(f"- id: {key}\n", f"- id: {key}\n  aliases: [old-name]\n", 1), encoding="utf-8"
    )
    section = sorted((survey / "sections").glob("02*.md"))[0]
    content = b"\xef\xbb\xbf# Two\r\n\r\nA claim [@old-name, p. 3] and @old-name.\r\n"
    section.write_bytes(content)

    checked = run("check", folder=survey)
    assert "CIT002" in checked.stdout
    assert section.read_bytes() == content

    mended = run("check", "--fix", folder=survey)
    assert "CIT002" not in mended.stdout
    assert section.read_bytes() == content.replace(b"old-name", key.encode())


def test_unsafe_fixes_are_left_alone(run: Run, survey: Path) -> None:
    section = sorted((survey / "sections").glob("02*.md"))[0]
    key = run("refs", "list", folder=survey).stdout.split("\t")[0]
    section.write_text(f"# Two\n\nA claim [@{key}x].\n", encoding="utf-8")
    before = section.read_bytes()
    assert run("check", "--fix", folder=survey).returncode == 1
    assert section.read_bytes() == before


def test_overlapping_fixes_are_applied_one_at_a_time() -> None:
    def fix(start: int, end: int, text: str) -> Diagnostic:
        span = Span("a.md", 1, start, 1, end)
        return Diagnostic("X", Severity.INFO, "m", span, fix=Fix("t", (Edit(span, text),), safe=True))

    fixed = apply_safe_fixes([fix(1, 4, "ONE"), fix(3, 6, "no"), fix(5, 8, "TWO")], {"a.md": "one two\n"})
    assert fixed.texts == {"a.md": "ONE TWO\n"}
    assert len(fixed.applied) == 2
