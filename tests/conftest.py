"""What the whole run says at its end: which outside judges were heard, what they said, and who is missing and why.

It stands here and not beside the judges, because the process that collects the workers' reports reads this file only.
"""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The properties that the fixture `judge` of tests/judges has put on the reports of its tests."""
    told: dict[str, set[str]] = {"judge said": set(), "judge ran": set(), "judge missing": set()}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for key, words in getattr(report, "user_properties", ()):
                if key in told:
                    told[key].add(str(words))
    for words in sorted(told["judge said"]):
        terminalreporter.write_line(f"judge {words}")
    for key, lead in (("judge ran", "judges that ran"), ("judge missing", "judges that were skipped")):
        if told[key]:
            terminalreporter.write_line(f"{lead}: {'; '.join(sorted(told[key]))}")
