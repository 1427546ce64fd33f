"""How time grows with size: load, parse and check of generated articles, and the audit of a long draft.

.venv/bin/python benchmarks/growth.py [WORDS ...]
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from generated_article import generate_article
from wellsourced.checks.audit import audit_text
from wellsourced.checks.run import run_checks
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load

Result = TypeVar("Result")


def main() -> None:
    """Print seconds per stage for growing articles with 15 references a thousand words."""
    sizes = [int(argument) for argument in sys.argv[1:]] or [10_000, 100_000, 300_000]
    print(f"{'words':>9} {'references':>10} {'load':>7} {'parse':>7} {'check':>7} {'audit':>7} {'peak MB':>8}")
    for words in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = generate_article(Path(folder), words=words, references=words * 15 // 1000)
            loaded, loading = _time(lambda root=root: load(root))
            project = loaded.project
            assert project, loaded.diagnostics
            manuscript, parsing = _time(lambda project=project: parse(project))
            _, checking = _time(lambda project=project, manuscript=manuscript: run_checks(project, manuscript))
            text = "\n\n".join(section.text for section in project.sections)
            _, auditing = _time(lambda text=text, project=project: audit_text("draft.md", text, project))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{words:>9,} {len(project.references):>10,} {loading:>7.2f} {parsing:>7.2f} {checking:>7.2f} "
            f"{auditing:>7.2f} {peak:>8.0f}"
        )


def _time(action: Callable[[], Result]) -> tuple[Result, float]:
    started = time.perf_counter()
    result = action()
    return result, time.perf_counter() - started


if __name__ == "__main__":
    main()
