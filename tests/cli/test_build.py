"""`wellsourced build`: what it writes, when it refuses, what it leaves behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from .conftest import Run


def _first_section(survey: Path) -> Path:
    return sorted((survey / "sections").glob("01*.md"))[0]


def test_scaffolded_survey_builds_at_once(run: Run, survey: Path) -> None:
    built = run("build", "--strict", folder=survey)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "Wrote build/article.html" in built.stdout
    assert " KB), build/article.pdf (" in built.stdout
    assert "A survey of examples" in (survey / "build/article.html").read_text(encoding="utf-8")
    assert PdfReader(survey / "build/article.pdf").metadata["/Title"].startswith("A survey of examples")


def test_only_the_wanted_format_is_written(run: Run, survey: Path) -> None:
    assert run("build", "--to", "html", "-o", "out", folder=survey).returncode == 0
    written = sorted(path.name for path in (survey / "out").iterdir())
    assert written == ["article.html", "review.html", "review.json", "verification.json"]


def test_undefined_key_stops_the_build_and_draft_builds_anyway(run: Run, survey: Path) -> None:
    assert run("build", folder=survey).returncode == 0
    before = (survey / "build/article.html").read_bytes()
    section = _first_section(survey)
    section.write_text(section.read_text(encoding="utf-8") + "\nA claim [@no-such-key, p. 3].\n", encoding="utf-8")
    line = section.read_text(encoding="utf-8").count("\n")

    stopped = run("build", folder=survey)
    assert stopped.returncode == 1
    assert "CIT001" in stopped.stdout
    assert f"sections/{section.name}:{line}:10" in stopped.stdout
    assert "nothing was built" in stopped.stderr
    assert (survey / "build/article.html").read_bytes() == before

    draft = run("build", "--draft", folder=survey)
    assert draft.returncode == 0, draft.stdout + draft.stderr
    assert draft.stdout.splitlines()[-1].startswith("DRAFT: wrote")
    assert "DRAFT" in (survey / "build/article.html").read_text(encoding="utf-8")
    pages = PdfReader(survey / "build/article.pdf").pages
    assert all("DRAFT" in page.extract_text() for page in pages)


def test_returning_error_stops_the_build(run: Run, survey: Path) -> None:
    (survey / "article/corrections.yaml").write_text(
        "corrections:\n- id: moon\n  quote: the Moon Treaty of 1901\n  verdict: nonexistent\n"
        "  explanation: There is no such treaty.\n  wrong: [the Moon Treaty of 1901]\n",
        encoding="utf-8",
    )
    section = _first_section(survey)
    section.write_text(section.read_text(encoding="utf-8") + "\nSee the *Moon Treaty*\nof 1901.\n", encoding="utf-8")
    stopped = run("build", folder=survey)
    assert stopped.returncode == 1
    assert "COR001" in stopped.stdout
    assert not (survey / "build/article.html").exists()


def test_edited_reference_is_stale_and_stops_the_build(run: Run, survey: Path) -> None:
    bibliography = survey / "references/bibliography.yaml"
    text = bibliography.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if "title:" in line)
    bibliography.write_text(text.replace(title, title[:-1] + ("x" if title[-1] != "x" else "y"), 1), encoding="utf-8")
    listed = run("refs", "list", "--status", folder=survey)
    assert [line.split("\t")[1] for line in listed.stdout.splitlines()].count("stale") == 1
    stopped = run("build", folder=survey)
    assert stopped.returncode == 1
    assert "REF" in stopped.stdout


def test_same_inputs_same_bytes(run: Run, tmp_path: Path) -> None:
    outputs = []
    for name in ("one", "two"):
        assert run("new", f"{name}/survey").returncode == 0
        root = tmp_path / name / "survey"
        built = run("build", "--no-cache", folder=root, SOURCE_DATE_EPOCH="1700000000")
        assert built.returncode == 0, built.stdout + built.stderr
        outputs.append([(root / "build" / file).read_bytes() for file in ("article.html", "article.pdf")])
    assert outputs[0] == outputs[1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killed_build_leaves_the_previous_files_whole(run: Run, survey: Path) -> None:
    assert run("build", folder=survey).returncode == 0
    before = {path.name: path.read_bytes() for path in (survey / "build").glob("article.*")}
    section = _first_section(survey)
    section.write_text(section.read_text(encoding="utf-8") + "\nMore words.\n", encoding="utf-8")
    for delay in (0.2, 0.5, 0.8, 1.1):
        process = subprocess.Popen(
            [sys.executable, "-m", "wellsourced", "build", "--no-cache"],
            cwd=survey,
            env={**os.environ, "WELLSOURCED_CACHE": ""},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        now = {path.name: path.read_bytes() for path in (survey / "build").glob("article.*")}
        assert now.keys() == before.keys()
        for name, content in now.items():
            # Either the previous file or the next one, never part of one.
            assert content == before[name] or content.rstrip().endswith((b"</html>", b"%%EOF"))


def test_broken_project_exits_2_with_every_place(run: Run, survey: Path) -> None:
    article = survey / "article/article.yaml"
    article.write_text(article.read_text(encoding="utf-8") + "\nauthrs: []\n", encoding="utf-8")
    (survey / "article/facts.yaml").write_text("facts:\n- id: a\n  value: [\n", encoding="utf-8")
    broken = run("build", folder=survey)
    assert broken.returncode == 2
    assert "article/article.yaml:" in broken.stdout
    assert "article/facts.yaml:" in broken.stdout
    assert "Traceback" not in broken.stdout + broken.stderr


def test_unknown_style_is_a_diagnostic_at_its_place(run: Run, survey: Path) -> None:
    article = survey / "article/article.yaml"
    text = article.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("style:")]
    article.write_text("\n".join([*lines, "style: chicago-autor-date"]) + "\n", encoding="utf-8")
    stopped = run("build", folder=survey)
    assert stopped.returncode != 0
    assert f"article/article.yaml:{len(lines) + 1}:8" in stopped.stdout
    assert "chicago-author-date" in stopped.stdout


def test_no_project_here(run: Run) -> None:
    nowhere = run("build")
    assert nowhere.returncode == 2
    assert "wellsourced new" in nowhere.stderr


@pytest.mark.parametrize("output", ["taken", "taken/below", "x" * 300])
def test_folder_that_cannot_be_written_is_named(run: Run, survey: Path, output: str) -> None:
    (survey / "taken").write_text("A file stands here.", encoding="utf-8")
    built = run("build", "--to", "html", "-o", output, folder=survey)
    assert built.returncode == 2
    assert "fault of the program" not in built.stderr
    if output != "taken":  # click itself refuses a file for a folder
        assert "error[PUB006]" in built.stdout


def test_terminal_without_umlauts_shows_escapes(run: Run, survey: Path) -> None:
    section = _first_section(survey)
    section.write_text("# Übersicht\n\nÜber [@nöpe].\n", encoding="utf-8")
    for command in ("check", "build", "status"):
        done = run(command, folder=survey, PYTHONIOENCODING="ascii")
        assert done.returncode in (0, 1), done.stderr
    assert "n\\xf6pe" in run("check", folder=survey, PYTHONIOENCODING="ascii").stdout


@pytest.mark.parametrize("levels, named", [(400, "article/article.yaml"), (4000, "sections/01-background.md")])
def test_section_nested_beyond_reason_is_refused(run: Run, survey: Path, levels: int, named: str) -> None:
    section = _first_section(survey)
    section.write_text(f"# Background\n\n{'>' * levels} deep\n", encoding="utf-8")
    built = run("build", "--draft", "--to", "html", folder=survey)
    assert built.returncode == 1, built.stderr
    assert "error[PUB002]: lists, quotations or brackets are nested too deeply" in built.stdout
    assert f"--> {named}:1:1" in built.stdout


def test_style_with_a_parent_asks_nobody_for_it(run: Run, survey: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/styles/apa"
        styles = survey / "references" / "styles"
        styles.mkdir()
        (styles / "own.csl").write_text(
            '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>Own</title>'
            f'<link href="{address}" rel="independent-parent"/></info></style>',
            encoding="utf-8",
        )
        article = survey / "article" / "article.yaml"
        article.write_text(
            article.read_text(encoding="utf-8").replace("style: chicago-author-date", "style: own"), encoding="utf-8"
        )
        assert run("build", "--to", "html", "--no-cache", folder=survey).returncode == 0
        (styles / "own.csl").write_text(
            (styles / "own.csl").read_text(encoding="utf-8").replace("/styles/apa", "/styles/no-such"), encoding="utf-8"
        )
        refused = run("build", "--to", "html", "--no-cache", folder=survey)
        assert refused.returncode == 2
        assert "depends on another style: there is no citation style 'no-such'" in " ".join(refused.stdout.split())
        with pytest.raises(TimeoutError):
            server.accept()


def test_many_outputs_are_named_a_line_each(run: Run, survey: Path) -> None:
    built = run("build", "--to", "all", folder=survey)
    assert built.returncode == 0, built.stdout + built.stderr
    first, *files = built.stdout.splitlines()
    assert first.startswith("Wrote 10 outputs in ")
    assert all((survey / line.split()[0]).exists() for line in files)
    assert any(line.split()[0] == "build/site/" for line in files)
    assert {Path(line.split()[0]).suffix for line in files} >= {
        ".html",
        ".pdf",
        ".docx",
        ".epub",
        ".xml",
        ".md",
        ".txt",
    }
