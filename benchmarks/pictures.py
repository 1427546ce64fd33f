"""The pictures of docs/images that show the terminal, as SVG: this article's check with errors planted in a copy.

.venv/bin/python benchmarks/pictures.py          # writes docs/images/check.svg
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI

from wellsourced.checks.run import run_checks
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.report.terminal import render_terminal

REPOSITORY = Path(__file__).parents[1]
#: Appended to a section of the copy. The first two are what the tool was made against; the third is a slip.
PLANTED = """
## What binds states

States have long been bound by the ICPS and its protocol [@ohchr2001icps].

Reports are counted twice (@ncmec2023impact).
"""


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("article", "sections", "references"):
            shutil.copytree(REPOSITORY / name, root / name)
        section = root / "sections/02-legal.md"
        section.write_text(section.read_text(encoding="utf-8") + PLANTED, encoding="utf-8")
        project = load(root).project
        if project is None:
            raise SystemExit("the article cannot be read; run `wellsourced check`")
        diagnostics = run_checks(project, parse(project), select=("COR", "CIT"))
    screen = Console(record=True, width=92, force_terminal=True, color_system="truecolor", file=io.StringIO())
    screen.print("[bold green]$[/] wellsourced check\n", highlight=False)
    render_terminal(diagnostics, project.texts, screen)
    picture = screen.export_svg(title="wellsourced check", theme=MONOKAI, unique_id="check")
    # The fonts would be fetched from the web; any fixed-width font of the reader's will do.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    picture = picture.replace("Fira Code", "ui-monospace, DejaVu Sans Mono, Menlo, Consolas")
    picture = "\n".join(line.rstrip() for line in picture.splitlines()) + "\n"
    (REPOSITORY / "docs/images/check.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
