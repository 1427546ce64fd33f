"""How well returns of registered errors, and of rejected leads, are found.

Run `python benchmarks/corrections.py`. Two sets of sentences of our own are measured apart: the one the wordings of the
register were written against, and one written afterwards. Recall: wrong sentences flagged with their own correction.
Precision: of all flagged sentences, those that are wrong. False alarms: right sentences flagged with anything.
"""

from __future__ import annotations

import time
from pathlib import Path

import yaml

from wellsourced.checks.audit import audit_text
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.project import Project

ROOT = Path(__file__).parents[1]
SETS = {"written against": "labelled_corrections.yaml", "held out": "held_out_corrections.yaml"}


def main() -> None:
    project = load(ROOT).project
    if project is None:
        raise SystemExit("the repository's own project does not load")
    for name, file in SETS.items():
        measure_corrections(project, name, yaml.safe_load((ROOT / "tests/checks" / file).read_text(encoding="utf-8")))
    measure_leads(project, yaml.safe_load((ROOT / "tests/checks/labelled_leads.yaml").read_text(encoding="utf-8")))
    measure_time(project)


def measure_corrections(project: Project, name: str, labelled: dict[str, dict[str, list[str]]]) -> None:
    found = missed = alarms = right = 0
    for id, both in labelled.items():
        for sentence in both["wrong"]:
            if id in corrections_in(project, audit_text("s.md", sentence, project, select=("COR001",))):
                found += 1
            else:
                missed += 1
                print(f"  missed      {id}: {sentence}")
        for sentence in both["right"]:
            right += 1
            if diagnostics := audit_text("s.md", sentence, project, select=("COR001",)):
                alarms += 1
                print(f"  false alarm {sorted(corrections_in(project, diagnostics))}: {sentence}")
    print(
        f"corrections, {name}: recall {found / (found + missed):.3f} ({found}/{found + missed}),"
        f" precision {found / max(1, found + alarms):.3f}, false alarms {alarms}/{right}"
    )


def measure_leads(project: Project, labelled: dict[str, list]) -> None:  # type: ignore[type-arg]
    def flagged(sentence: str) -> list[str]:
        return [d.message for d in audit_text("s.md", sentence, project, select=("COR002",))]

    repeats = labelled["repeats"]
    found = sum(any(case["id"] in message for message in flagged(case["sentence"])) for case in repeats)
    alarms = sum(bool(flagged(sentence)) for sentence in labelled["harmless"])
    print(f"rejected leads: recall {found}/{len(repeats)}, false alarms {alarms}/{len(labelled['harmless'])}")


def measure_time(project: Project) -> None:
    manuscript = parse(project)
    words = sum(section.parsed.words for section in manuscript.sections)
    times = []
    for _ in range(7):
        started = time.process_time()
        run_checks(project, manuscript)
        times.append(time.process_time() - started)
    print(
        f"all rules on this article ({words:,} words): {sorted(times)[3] * 1000:.0f} ms of processor time (median of 7)"
    )
    text = "\n\n".join(section.parsed.text for section in manuscript.sections)
    for size in (250_000, 500_000, 1_000_000):
        draft = (text * (size // len(text) + 1))[:size]
        started = time.process_time()
        audit_text("draft.md", draft, project)
        print(f"audit of {size / 1e6:g} million characters: {time.process_time() - started:.2f} s of processor time")


def corrections_in(project: Project, diagnostics: tuple[Diagnostic, ...]) -> set[str]:
    path = "article/corrections.yaml"
    lines = {project.where(path, "corrections", n).line: c.id for n, c in enumerate(project.corrections)}
    return {lines[related.span.line] for d in diagnostics for related in d.related}


if __name__ == "__main__":
    main()
