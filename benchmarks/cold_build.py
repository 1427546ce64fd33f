"""Cold build of HTML and PDF: wellsourced against plain pandoc and Typst, in alternating runs.

Plain pandoc: the same text with facts filled in, `pandoc --citeproc` to HTML, then `pandoc --citeproc` to Typst and one
Typst compile through the same wheel; no checks, no popovers, no appendices. Both sides start a process for each run
and use no cache.

    .venv/bin/python benchmarks/cold_build.py [--runs 5] [--generated]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from generated_article import generate_article
from wellsourced.manuscript.parse import parse
from wellsourced.pandoc import pandoc_path, pandoc_version
from wellsourced.project.load import load
from wellsourced.project.styles import read_style

REPOSITORY = Path(__file__).parents[1]

PLAIN = """
import subprocess, sys, typst
pandoc, = sys.argv[1:]
cite = ["--citeproc", "--bibliography=items.json", "--csl=style.csl", "--metadata=link-citations:true", "text.md"]
subprocess.run([pandoc, "--standalone", "--embed-resources", "--toc", "--output=plain.html", *cite], check=True)
subprocess.run([pandoc, "--standalone", "--toc", "--to=typst", "--output=plain.typ", *cite], check=True)
typst.compile("plain.typ", output="plain.pdf")
"""


def main() -> None:
    """Print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--generated", action="store_true", help="also 100,000 words and 1,500 references")
    options = parser.parse_args()
    print(
        f"Python {platform.python_version()}, pandoc {pandoc_version()}, typst {version('typst')}, "
        f"{os.cpu_count()} cores, {platform.machine()}"
    )
    with tempfile.TemporaryDirectory() as folder:
        compare("this article", REPOSITORY, Path(folder, "article"), options.runs)
        if options.generated:
            root = generate_article(Path(folder, "generated"), words=100_000, references=1_500)
            compare(
                "100,000 words, 1,500 references", root, Path(folder, "plain"), max(1, options.runs // 3), warm_up=False
            )


def compare(name: str, root: Path, folder: Path, runs: int, *, warm_up: bool = True) -> None:
    """Alternate the two builds and print what they took. `warm_up`: a first pair that does not count."""
    words = prepare_plain(root, folder)
    ours: list[float] = []
    plain: list[float] = []
    for run in range(runs + warm_up):
        taken_plain = _time([sys.executable, "-c", PLAIN, pandoc_path()], folder)
        taken_ours = _time(
            [
                sys.executable,
                "-m",
                "wellsourced",
                "build",
                "--draft",
                "--quiet",
                "--no-cache",
                "-C",
                str(root),
                "-o",
                str(folder),
            ],
            folder,
        )
        if run or not warm_up:
            plain.append(taken_plain)
            ours.append(taken_ours)
    print(f"\n{name}: {words:,} words, {runs} alternating runs")
    print(f"  wellsourced   median {statistics.median(ours):6.2f} s   (from {min(ours):.2f} to {max(ours):.2f})")
    print(f"  plain pandoc  median {statistics.median(plain):6.2f} s   (from {min(plain):.2f} to {max(plain):.2f})")
    pairs = [one / other for one, other in zip(ours, plain, strict=True)]
    print(f"  ratio         median {statistics.median(pairs):6.2f}     (from {min(pairs):.2f} to {max(pairs):.2f})")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  largest process so far: {peak:.0f} MB")


def prepare_plain(root: Path, folder: Path) -> int:
    """Lay out what plain pandoc needs; returns the number of words."""
    loaded = load(root)
    assert loaded.project, loaded.diagnostics
    project = loaded.project
    manuscript = parse(project)
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n\n".join(section.parsed.text for section in manuscript.sections)
    # pandoc draws no figures: it is spared them, and the comparison is the harder for us.
    text = re.sub(r"^!\[\]\(figure:[^)\n]*\)$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\[([^\]\n]*)\]\(#(?:fig|tbl|appendix|term)[:-][^)\n]*\)", r"\1", text)
    (folder / "text.md").write_text(text, encoding="utf-8")
    items = [reference.item for reference in project.references]
    items += [{**reference.item, "id": alias} for reference in project.references for alias in reference.aliases]
    (folder / "items.json").write_text(json.dumps(items), encoding="utf-8")
    (folder / "style.csl").write_text(read_style(root, project.article.style), encoding="utf-8")
    return sum(section.parsed.words for section in manuscript.sections)


def _time(command: list[str], folder: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
