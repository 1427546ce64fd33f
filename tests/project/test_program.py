"""What was kept by another state of the program is not taken for this one's."""

from __future__ import annotations

from pathlib import Path

import pytest

import wellsourced
from wellsourced.project.program import state_of_program

PACKAGE = Path(wellsourced.__file__).parent


@pytest.mark.parametrize("folder", ["checks", "manuscript", "project", "figures"])
def test_the_state_holds_every_module_and_word_list_in_all_rooms(folder: str) -> None:
    state = state_of_program()
    files = [path for path in (PACKAGE / folder).rglob("*") if path.suffix in (".py", ".toml")]
    assert any(path.parent != PACKAGE / folder for path in files) or folder in ("project", "figures")
    for path in files:
        assert repr(str(path.relative_to(PACKAGE))) in state, path
    assert "__pycache__" not in state
