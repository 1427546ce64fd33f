"""How time grows with size: load, parse and check of generated articles, and the audit of a long draft.

.venv/bin/python benchmarks/growth.py [--dense] [WORDS ...]
"""

from __future__ import annotations

import argparse
import math
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import linear_regression
from typing import TypeVar

from generated_article import generate_article
from wellsourced.checks.audit import audit_text
from wellsourced.checks.run import run_checks
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load

Result = TypeVar("Result")

#: 15 references a thousand words, but never more than this.
MOST_REFERENCES = 10_000


def main() -> None:
    """Print processor seconds per stage for growing articles, and how load, parse and check together grow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 300_000], metavar="WORDS")
    parser.add_argument("--dense", action="store_true", help="with figures, claims, tables and 2,000 named things")
    arguments = parser.parse_args()
    totals: list[tuple[int, float]] = []
    print(f"{'words':>9} {'references':>10} {'load':>7} {'parse':>7} {'check':>7} {'audit':>7} {'peak MB':>8}")
    for words in arguments.sizes:
        references = min(words * 15 // 1000, MOST_REFERENCES)
        instruments = 2_000 if arguments.dense else 0
        with tempfile.TemporaryDirectory() as folder:
            root = generate_article(Path(folder), words=words, references=references, instruments=instruments)
            loaded, loading = _time(lambda root=root: load(root))
            project = loaded.project
            assert project, loaded.diagnostics[:3]
            manuscript, parsing = _time(lambda project=project: parse(project))
            _, checking = _time(lambda project=project, manuscript=manuscript: run_checks(project, manuscript))
            text = "\n\n".join(section.text for section in project.sections)
            _, auditing = _time(lambda text=text, project=project: audit_text("draft.md", text, project))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{words:>9,} {len(project.references):>10,} {loading:>7.2f} {parsing:>7.2f} {checking:>7.2f} "
            f"{auditing:>7.2f} {peak:>8.0f}"
        )
        totals.append((words, loading + parsing + checking))
    print(describe_fit(totals))


def describe_fit(totals: Sequence[tuple[int, float]]) -> str:
    """The power of the number of words with which the seconds grow, by least squares of the logarithms (1: linear)."""
    if len(totals) < 2:
        return ""
    power, _ = linear_regression([math.log(words) for words, _ in totals], [math.log(s) for _, s in totals])
    return f"load + parse + check grow with words to the power of {power:.2f}"


def _time(action: Callable[[], Result]) -> tuple[Result, float]:
    started = time.process_time()
    result = action()
    return result, time.process_time() - started


if __name__ == "__main__":
    main()
