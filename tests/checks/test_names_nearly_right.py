"""Names with one thing wrong are found wherever they stand; organs of states and ordinary things are let be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from check_projects import slice_text, write_project

from wellsourced.checks.audit import audit_text

REGISTER: list[dict[str, Any]] = [
    {
        "id": "bees",
        "kind": "treaty",
        "official_name": "Convention on the Protection of Bees against Cold and Hunger",
        "short_names": ["Hive Convention"],
        "identifiers": {"CETS": "301"},
        "jurisdiction": "Council of Europe",
    },
    {
        "id": "rescue",
        "kind": "organisation",
        "official_name": "International Centre for Lost and Stolen Swarms",
        "short_names": ["ICLS", "Swarm Rescue Alliance"],
    },
    {"id": "pollen", "kind": "tool", "official_name": "PollenDNA"},
    {"id": "keepers", "kind": "organisation", "official_name": "Apiarists", "short_names": ["BKA"]},
    {"id": "care", "kind": "programme", "official_name": "Before You Open the Hive"},
    {
        "id": "swarms",
        "kind": "statute",
        "official_name": "Stray Swarms Act 1978",
        "short_names": ["SSA", "section 62 of the Stray Swarms Act 1978"],
        "jurisdiction": "United Kingdom",
    },
    {
        "id": "combs",
        "kind": "statute",
        "official_name": "Wax and Combs Act 65 of 1996",
        "identifiers": {"act": "Act 65 of 1996"},
        "jurisdiction": "South Africa",
    },
]


@pytest.fixture
def flagged(tmp_path: Any) -> Callable[[str], list[tuple[str, str]]]:
    project = write_project(tmp_path, {"01-bees.md": "Bees.\n"}, instruments={"instruments": REGISTER})

    def run(text: str) -> list[tuple[str, str]]:
        found = [d for d in audit_text("draft.md", text, project) if d.code in ("INS001", "INS002", "INS004")]
        return [(d.code, slice_text(text, d)) for d in found]

    return run


Flagged = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    "name",
    [
        "International Centre for Lost and Stolen Combs",
        "International Centre for Stolen Swarms",
        "International Centre for Lost and Stolen Honey Swarms",
        "International Centre for Swarms and Stolen Lost",
        "Convention on the Protection of Bees against Cold and Frost",
        "Accord on the Protection of Bees against Cold and Hunger",
        "Before You Open the Door",
        "Stray Swarm Act 1978",
        "Pollen DNA",
        "PolenDNA",
    ],
)
def test_one_wrong_word_makes_a_wrong_name(flagged: Flagged, name: str) -> None:
    assert [code for code, _ in flagged(f"Some authors mention {name}, others do not.")] == ["INS002"]


def test_a_wrong_name_is_shown_where_it_stands(flagged: Flagged) -> None:
    text = "The study, with the International Centre for Lost and Stolen Combs, is old."
    assert flagged(text) == [("INS002", "International Centre for Lost and Stolen Combs")]


@pytest.mark.parametrize(
    "text, words",
    [
        ("Section 63 of the Stray Swarms Act 1978 matters.", "Stray Swarms Act 1978"),
        ("The Wax and Combs Act 65 of 1981 is old.", "Wax and Combs Act"),
        ("The Indian Stray Swarms Act is old.", "Stray Swarms Act"),
        ("Canada's SSA is old.", "SSA"),
    ],
)
def test_section_number_and_issuer_are_part_of_the_name(flagged: Flagged, text: str, words: str) -> None:
    found = flagged(text)
    assert [code for code, _ in found] == ["INS002"]
    assert words in found[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "Inspectors use the forensic suite Stingray.",
        "The StingGuard scanner reads combs.",
        "Inspectors use a crawler called Drone.",
        "Apiarists' open-source tool CombBridge matches pictures.",
        "The programme Safe Meadow was liked.",
        "The charity Honey Guardians took part.",
        "HiveNet Europe keeps a list.",
        "Operation Silver Sting led to arrests.",
        "They follow SWGDE 31-X-777.",
        "They follow BS 99100.",
        "They follow ASTM E9999-20.",
        "The General Assembly adopted resolution 99/123 on bees.",
        "The Bienenbilderschutzgesetz applies.",
        "The EU Comb Matching Act applies.",
    ],
)
def test_what_the_words_beside_it_call_a_thing_must_be_registered(flagged: Flagged, text: str) -> None:
    assert [code for code, _ in flagged(text)] == ["INS001"]


@pytest.mark.parametrize(
    "text",
    [
        "The BKA (Bee and Klee Association) met.",
        "The Bee Keeping Agency (BKA) met.",
        "BKA: Bee Keeping Agency.",
        "The BKA, as one reads, means Bee Keeping Agency.",
        "The body (Bee Keeping Agency, BKA) met.",
        "They wrote to the BKA, the Bee Keeping Agency.",
        "They wrote to the BKA, the Bee Keeping Agency; nobody answered.",
        "The full name of the BKA is Bee Keeping Agency.",
        "The BKA's full name is the Bee Keeping Agency.",
        "The BKA (whose full title is Bee Keeping Agency) met.",
        "The name BKA comes from Bee Keeping Agency.",
        "The initials BKA represent Bee Keeping Agency.",
        "The BKA is, written out, the Bee Keeping Agency.",
        "The BKA, an acronym of Bee Keeping Agency, met.",
    ],
)
def test_letters_are_held_against_the_register_in_every_form(flagged: Flagged, text: str) -> None:
    assert ("INS004" in [code for code, _ in flagged(text)]) is True


@pytest.mark.parametrize(
    "text",
    [
        "The Dutch police and the Supreme Court of India disagreed with the European Parliament.",
        "India's Supreme Court and the Ministry of Justice of Finland wrote.",
        "The Spanish Data Protection Agency fined a company.",
        "The Hong Kong Police Force and the Kenyan Directorate of Criminal Investigations met.",
        "The Massachusetts Institute of Technology and the University of Edinburgh took part.",
        "He used the Telegram app, the Tor network and the Signal app.",
        "The Data Protection Officer and the Executive Director agreed.",
        "Bee-keeping groups and Swarm-rescue teams met.",
        "The Western Balkans project ended.",
        "The British SSA inspectors met.",
        "The BKA comes from Bavaria and Kent, and from Avon.",
        "The full name of the SSA is Stray Swarms Act.",
        "I left the Act on the desk, next to the Charter and a copy of the Code.",
        "We found no trace of an Operation Silver Sting.",
        "There is no such thing as a Madrid Convention on Stings.",
        "It is the Hive Convention, not the Hive Treaty.",
        "The Hive Convention is sometimes wrongly called the Hive Treaty.",
        "The Comb Agency of Europe has never been founded.",
        "We could not verify the Sting Relief Act of 2019.",
        "An earlier draft cited a Madrid Convention on Stings.",
        "In the Hive Convention of March and the Stray Swarms Act 1978 of Britain nothing is said.",
        "Before You Open the Hive, a programme, was liked.",
    ],
)
def test_organs_of_states_and_ordinary_things_are_let_be(flagged: Flagged, text: str) -> None:
    assert flagged(text) == []
