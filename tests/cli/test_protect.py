"""`wellsourced protect` registers names without writing them down, and the check finds them."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wellsourced.project.load import load

from .conftest import Run


def protect(folder: Path, names: str | bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a project with these names on standard input."""
    return subprocess.run(
        [sys.executable, "-m", "wellsourced", "protect", *arguments],
        cwd=folder,
        input=names.encode() if isinstance(names, str) else names,
        env={**os.environ, "WELLSOURCED_CACHE": str(folder / "cache")},
        capture_output=True,
        timeout=60,
        check=False,
    )


def write_section(survey: Path, text: str) -> str:
    section = sorted((survey / "sections").glob("01*.md"))[0]
    section.write_text(text, encoding="utf-8")
    return section.relative_to(survey).as_posix()


def test_registered_name_is_found_and_never_written(run: Run, survey: Path) -> None:
    done = protect(survey, "Maria  de la Cruz-Sample\nJosé Beispiel\n\n")
    assert (done.returncode, done.stdout) == (0, b"2 names added to article/safety.yaml.\n"), done.stderr
    written = (survey / "article/safety.yaml").read_text(encoding="utf-8")
    assert not any(part in written.lower() for part in ("maria", "cruz", "jos", "beispiel"))
    write_section(survey, "# One\n\nThe case of *Maria* de la\nCRUZ-Sample, and Jose Beispiel's, were heard.\n")
    checked = run("check", "--format", "json", "--select", "SAF005", folder=survey)
    assert checked.returncode == 1
    found = json.loads(checked.stdout)["diagnostics"]
    assert [(d["line"], d["column"], d["end_line"], d["end_column"]) for d in found] == [(3, 14, 4, 12), (4, 18, 4, 33)]
    assert {d["message"] for d in found} == {"This is a protected name"}


def test_file_keeps_comments_salt_and_line_ends(survey: Path) -> None:
    path = survey / "article/safety.yaml"
    salt = "0123456789abcdef" * 2
    path.write_bytes(
        f"# Who must not be named\r\nsalt: {salt} # keep\r\nhelp_box: optional\r\nprotected_names:\r\n"
        f"# the first\r\n- {'a' * 64} # one\r\nphrases: []\r\n".encode()
    )
    assert protect(survey, "Jane Sample\nJane Sample\njane  SAMPLE\n").stdout.endswith(b"; 2 protected before.\n")
    text = path.read_bytes().decode()
    for kept in (
        "# Who must not be named\r\n",
        f"salt: {salt} # keep\r\n",
        "# the first\r\n",
        f"- {'a' * 64} # one\r\n",
    ):
        assert kept in text
    assert text.replace("\r\n", "").count("\n") == 0
    project = load(survey).project
    assert project is not None
    assert len(project.safety.protected_names) == 2
    before = path.read_bytes()
    assert protect(survey, "Jane Sample\n").returncode == 0
    assert path.read_bytes() == before


def test_what_is_no_name_is_refused_by_its_number(survey: Path) -> None:
    done = protect(survey, "One Two Three Four Five\nJane Sample\n12345\n")
    assert done.returncode == 2
    assert b"number 1, 3 of those given" in done.stderr
    assert b"Five" not in done.stderr + done.stdout
    assert done.stdout.startswith(b"1 name added")


@pytest.mark.parametrize("names", [b"", b"\n \n", b"Jan\xe9 Sample\n"])
def test_nothing_to_add_is_a_wrong_call(names: bytes, survey: Path) -> None:
    done = protect(survey, names)
    assert done.returncode == 2
    assert b"standard input" in done.stderr
    assert b"Traceback" not in done.stderr


def test_names_are_not_taken_from_the_command_line(survey: Path) -> None:
    assert protect(survey, "Jane Sample\n", "Jane Sample").returncode == 2
    assert not (survey / "article/safety.yaml").exists()


def test_broken_register_is_named_and_left_alone(survey: Path) -> None:
    path = survey / "article/safety.yaml"
    path.write_text("protected_names: nobody\n", encoding="utf-8")
    done = protect(survey, "Jane Sample\n")
    assert done.returncode == 2
    assert b"article/safety.yaml:1:18" in done.stdout
    assert path.read_text(encoding="utf-8") == "protected_names: nobody\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_without_right_to_write(survey: Path) -> None:
    (survey / "article").chmod(0o555)
    try:
        done = protect(survey, "Jane Sample\n")
    finally:
        (survey / "article").chmod(0o755)
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr


def test_names_typed_at_a_terminal_are_not_shown(survey: Path) -> None:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "wellsourced", "protect"],
        cwd=survey,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "WELLSOURCED_CACHE": str(survey / "cache")},
        start_new_session=True,
    )
    os.close(slave)
    shown = b""
    try:
        for answer in (b"Jane Sample\n", b"\n"):
            asked = shown.count(b"Name (empty: done)")
            while shown.count(b"Name (empty: done)") == asked:
                shown += os.read(master, 1000)
            time.sleep(0.1)  # the terminal stops echoing just after it has asked
            os.write(master, answer)
        while b"added" not in shown:
            shown += os.read(master, 1000)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        os.close(master)
    assert b"1 name added" in shown
    assert b"Jane" not in shown
