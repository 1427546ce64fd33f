"""`wellsourced fix` and `check --fix` mend what is safe and leave everything else of the file as it was."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .conftest import Run


def test_former_id_is_mended_in_a_file_with_crlf_and_bom(run: Run, survey: Path) -> None:
    key = _rename_first_reference(survey)
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


def test_diff_writes_nothing_and_can_be_applied_by_git(run: Run, survey: Path) -> None:
    key = _rename_first_reference(survey)
    section = sorted((survey / "sections").glob("02*.md"))[0]
    section.write_text("# Two\n\nA claim [@old-name, p. 3].", encoding="utf-8")
    before = section.read_bytes()
    shown = run("fix", "--diff", "--select", "CIT002", folder=survey)
    assert shown.returncode == 1
    assert section.read_bytes() == before
    patch = survey / "mend.patch"
    patch.write_text(shown.stdout, encoding="utf-8")
    subprocess.run(["git", "apply", "mend.patch"], cwd=survey, check=True)
    assert section.read_bytes() == before.replace(b"old-name", key.encode())
    assert run("fix", "--diff", "--select", "CIT002", folder=survey).returncode == 0


def test_unsafe_fixes_are_made_when_asked_for(run: Run, survey: Path) -> None:
    section = sorted((survey / "sections").glob("02*.md"))[0]
    key = run("refs", "list", folder=survey).stdout.split("\t")[0]
    section.write_text(f"# Two\n\nA claim [@{key}x].\n", encoding="utf-8")
    told = run("fix", folder=survey)
    assert "Nothing to mend." in told.stderr
    assert "could be mended with --unsafe" in told.stderr
    assert told.returncode == 1
    mended = run("fix", "--unsafe", "--select", "CIT001", folder=survey)
    assert mended.returncode == 0
    assert "Mended 1 in 1 file (CIT001 1)." in mended.stderr
    assert section.read_text(encoding="utf-8") == f"# Two\n\nA claim [@{key}].\n"


def test_a_second_run_changes_nothing(run: Run, survey: Path) -> None:
    _rename_first_reference(survey)
    section = sorted((survey / "sections").glob("02*.md"))[0]
    section.write_bytes(b"# Two\r\n\r\nA claim [@old-name], another [@old-name]\rand [@old-name].\n")
    assert "Mended 3" in run("fix", "--select", "CIT002", folder=survey).stderr
    mended = section.read_bytes()
    assert "Nothing to mend." in run("fix", "--select", "CIT002", folder=survey).stderr
    assert section.read_bytes() == mended


def _rename_first_reference(survey: Path) -> str:
    """Give the first reference the former id `old-name`; returns its present one."""
    bibliography = survey / "references/bibliography.yaml"
    text = bibliography.read_text(encoding="utf-8")
    key = next(line.split("id:")[1].strip() for line in text.splitlines() if "- id:" in line)
    bibliography.write_text(
        text.replace(f"- id: {key}\n", f"- id: {key}\n  aliases: [old-name]\n", 1), encoding="utf-8"
    )
    return key
