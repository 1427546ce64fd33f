"""The day that a run is dated to. The one place, beside the writers of outputs, that reads a clock."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime


def today() -> date:
    """The day the build is dated to: of SOURCE_DATE_EPOCH, else today (UTC)."""
    epoch = source_date_epoch()
    return datetime.fromtimestamp(time.time() if epoch is None else epoch, UTC).date()


def source_date_epoch() -> int | None:
    """Seconds since 1970 that the environment gives (reproducible-builds.org specification), if they can be used."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    # Typst and PDF write years of four digits.
    return int(value) if value.isascii() and value.isdigit() and int(value) < 253402300800 else None
