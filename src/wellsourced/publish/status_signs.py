"""What stands beside a reference in every format: a sign for its status, and what a notice about it is called."""

from __future__ import annotations

from wellsourced.project.status import Status

#: A sign for each status, so that colour is not the only difference; the words stand beside it.
SIGNS = {
    Status.VERIFIED: "✓",
    Status.PARTIAL: "◐",
    Status.UNVERIFIED: "?",
    Status.STALE: "↻",
    Status.DISPUTED: "≠",
    Status.RETRACTED: "✕",
}
#: What an authority's notice about a work is called, by its kind.
WORK_NOTICES = {
    "retraction": "Retraction notice",
    "correction": "Correction notice",
    "expression-of-concern": "Expression of concern",
}
