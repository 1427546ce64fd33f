"""How well the rules on quantities judge labelled sentences: two sets of tests/corpus, each in two halves.

An id belongs to the first half (`development`, `seen`) if the last hexadecimal digit of its SHA-256 is even. Rules are
made looking at that half only; of the other (`test`, `unseen`) nothing but the totals is read. A sentence counts as
flagged where FCT001, FCT002 or FCT007 overlaps the quantity that is judged.

    python benchmarks/quantities.py [--set strangers] [--only HALF] [--errors development|seen]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from wellsourced.checks.audit import audit_text
from wellsourced.diagnostics import Diagnostic
from wellsourced.manuscript.spans import LineIndex
from wellsourced.project.load import load
from wellsourced.project.project import Project

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
#: Each set: its file, and its halves after an even and an odd last digit of the hash.
SETS = {
    "first": ("numbers.yaml", ("development", "test")),
    "strangers": ("numbers_strangers.yaml", ("seen", "unseen")),
}
CONTRADICTS, UNBACKED = {"FCT002", "FCT007"}, {"FCT001"}


def main() -> None:
    """Print recall and precision of both halves of a set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, default="first")
    parser.add_argument("--only", help="one half only")
    parser.add_argument("--errors", help="print what is judged wrongly in this half, the one for development")
    arguments = parser.parse_args()
    name, halves = SETS[arguments.set]
    if arguments.only not in (None, *halves):
        parser.error(f"--only: the halves of this set are {' and '.join(halves)}")
    if arguments.errors not in (None, halves[0]):
        parser.error(f"--errors: only {halves[0]} may be looked at")
    corpus = yaml.safe_load((CORPUS / name).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        project = build_project(Path(folder), corpus["facts"])
        for half in (arguments.only,) if arguments.only else halves:
            sentences = [s for s in corpus["sentences"] if half_of(s["id"], halves) == half]
            verdicts = [(s, *judge(project, s)) for s in sentences]
            print(f"{half}: {len(sentences)} sentences")
            report(verdicts)
            if arguments.errors == half:
                print_errors(verdicts)


def half_of(identifier: str, halves: tuple[str, str] = SETS["first"][1]) -> str:
    """The half to which an id belongs for good."""
    return halves[int(hashlib.sha256(identifier.encode()).hexdigest()[-1], 16) % 2]


def build_project(root: Path, facts: Sequence[Mapping[str, Any]]) -> Project:
    """A project with these facts, and an entry for each of their sources."""
    for name in ("article", "references", "sections"):
        (root / name).mkdir()
    article = {"title": "Figures", "authors": [{"name": "A. Writer"}], "sections": ["01.md"]}
    sources = sorted({fact["source"] for fact in facts})
    bibliography = [{"id": s, "type": "report", "title": s, "issued": {"date-parts": [[2024]]}} for s in sources]
    for path, content in {
        "article/article": article,
        "article/facts": {"facts": list(facts)},
        "references/bibliography": {"references": bibliography},
    }.items():
        (root / f"{path}.yaml").write_text(json.dumps(content), encoding="utf-8")
    (root / "sections" / "01.md").write_text("# Figures\n", encoding="utf-8")
    loaded = load(root)
    assert loaded.project is not None, loaded.diagnostics
    return loaded.project


def judge(project: Project, sentence: Mapping[str, Any]) -> tuple[str, list[Diagnostic]]:
    """What the rules say of the quantity: "backed", "contradicts" or "unbacked"; and complaints about other words."""
    text = sentence["text"]
    found = audit_text("sentence.md", text, project, select=("FCT001", "FCT002", "FCT007"))
    start = text.find(sentence.get("quantity") or "\0")
    end = start + len(sentence.get("quantity") or "")
    lines = LineIndex(text)

    def offset(line: int, column: int) -> int:
        return lines.starts[line - 1] + column - 1

    hits = [
        d
        for d in found
        if start >= 0
        and offset(d.span.line, d.span.column) < end
        and offset(d.span.end_line, d.span.end_column) > start
    ]
    others = [d for d in found if d not in hits]
    codes = {d.code for d in hits}
    verdict = "contradicts" if codes & CONTRADICTS else "unbacked" if codes & UNBACKED else "backed"
    return verdict, others


def report(verdicts: Sequence[tuple[Mapping[str, Any], str, list[Diagnostic]]]) -> None:
    """Recall and precision of "flagged", and how often the flag is the right one of the two."""
    counts: Counter[str] = Counter()
    for sentence, verdict, others in verdicts:
        label, also = sentence["label"], sentence.get("also", ())
        wrong = label in ("contradicts", "unbacked")
        flagged = verdict != "backed" or (label == "none" and bool(others))
        counts["wrong"] += wrong
        counts["flagged"] += flagged
        counts["hit"] += wrong and flagged
        counts["backed flagged"] += label == "backed" and flagged
        counts["none flagged"] += label == "none" and flagged
        counts["backed"] += label == "backed"
        counts["none"] += label == "none"
        counts["kind"] += wrong and flagged and verdict in (label, *also)
        counts["beside"] += label != "none" and bool(others)
    print(f"  recall    {counts['hit'] / max(1, counts['wrong']):.3f}  ({counts['hit']} of {counts['wrong']} wrong)")
    print(
        f"  precision {counts['hit'] / max(1, counts['flagged']):.3f}  ({counts['hit']} of {counts['flagged']} flagged)"
    )
    print(f"  right code {counts['kind'] / max(1, counts['hit']):.3f}  (contradicts or unbacked, of {counts['hit']})")
    print(f"  right ones flagged {counts['backed flagged']} of {counts['backed']}, ", end="")
    print(f"no quantities flagged {counts['none flagged']} of {counts['none']}, beside the quantity {counts['beside']}")


def print_errors(verdicts: Sequence[tuple[Mapping[str, Any], str, list[Diagnostic]]]) -> None:
    """Every sentence that is judged otherwise than labelled."""
    for sentence, verdict, others in verdicts:
        label = sentence["label"]
        fine = verdict == "backed" if label in ("backed", "none") else verdict in (label, *sentence.get("also", ()))
        if fine and not others:
            continue
        print(f"  {sentence['id']} {label} -> {verdict}: {sentence.get('quantity')!r} in {sentence['text']}")
        for diagnostic in others:
            print(f"      beside: {diagnostic.code} {diagnostic.message}")


if __name__ == "__main__":
    main()
