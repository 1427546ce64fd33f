"""Names with words in another form or order, letters and short names in brackets, versions, addresses, new products."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from check_projects import slice_text, write_project

from wellsourced.checks.audit import audit_text

REGISTER: list[dict[str, Any]] = [
    {
        "id": "act",
        "kind": "statute",
        "official_name": "Stored Honeys Act 2009",
        "short_names": ["Stored Honeys Act", "section 62 of the Stored Honeys Act 2009"],
        "jurisdiction": "United Kingdom",
        "not_to_be_confused_with": ["combs"],
    },
    {
        "id": "combs",
        "kind": "statute",
        "official_name": "Combs and Wax Act 1988",
        "short_names": ["section 160 of the Combs and Wax Act 1988"],
        "jurisdiction": "United Kingdom",
    },
    {
        "id": "technology",
        "kind": "statute",
        "official_name": "Bee Technology Act, 2000",
        "jurisdiction": "India",
    },
    {"id": "treaty", "kind": "treaty", "official_name": "Hive Convention", "short_names": ["Swarmcrime Convention"]},
    {
        "id": "committee",
        "kind": "organisation",
        "official_name": "Swarmcrime Convention Committee",
        "short_names": ["S-CY"],
    },
    {
        "id": "police",
        "kind": "organisation",
        "official_name": "Association of Chief Police Officers",
        "short_names": ["ACPO"],
    },
    {
        "id": "project",
        "kind": "programme",
        "official_name": "Analysis Project Drones",
        "short_names": ["AP Drones"],
    },
    {
        "id": "protocol",
        "kind": "treaty",
        "official_name": "Optional Protocol on the sale of bees, queen smuggling and queen trade",
    },
    {
        "id": "guide",
        "kind": "soft-law",
        "official_name": "Good Practice Guide for Digital Honey",
        "identifiers": {"version": "5.0"},
    },
    {
        "id": "terms",
        "kind": "soft-law",
        "official_name": "Guidelines on the Words of Keepers",
        "identifiers": {"edition": "2nd (2025-04)"},
    },
    {"id": "address", "kind": "tool", "official_name": "StopSting.org", "short_names": ["StopSting"]},
    {"id": "maker", "kind": "tool", "official_name": "Celebroid UFED", "short_names": ["UFED"]},
    {"id": "case", "kind": "tool", "official_name": "EnComb"},
    {"id": "edr", "kind": "tool", "official_name": "Endpoint drone response", "short_names": ["EDR"]},
    {"id": "line", "kind": "organisation", "official_name": "Beeline", "short_names": ["BeeLine"]},
    {"id": "kenya", "kind": "statute", "official_name": "Hive Code (Kenya)", "jurisdiction": "Kenya"},
    {
        "id": "ghana",
        "kind": "statute",
        "official_name": "Hive Code (Ghana)",
        "identifiers": {"section": "474.22"},
        "jurisdiction": "Ghana",
    },
    {
        "id": "identify",
        "kind": "programme",
        "official_name": "Swarm Identification Program",
        "short_names": ["SIP"],
        "not_to_be_confused_with": ["national"],
    },
    {
        "id": "national",
        "kind": "programme",
        "official_name": "National Swarm Identification Program",
        "short_names": ["NSIP"],
    },
    {
        "id": "declaration",
        "kind": "soft-law",
        "official_name": "Declaration on the Rights of Keepers",
        "short_names": ["Keepers Declaration"],
    },
    {"id": "hash", "kind": "standard", "official_name": "Buzz Hash Standard", "short_names": ["BUZ-256"]},
    {
        "id": "japan",
        "kind": "statute",
        "official_name": "Act on Hives",
        "identifiers": {"act": "Act No. 52 of 1999"},
        "jurisdiction": "Japan",
    },
    {"id": "garden", "kind": "soft-law", "official_name": "Office for Bee Safety in Gardens garden guidance"},
]


@pytest.fixture
def flagged(tmp_path: Any) -> Callable[[str], list[tuple[str, str]]]:
    project = write_project(tmp_path, {"01-bees.md": "Bees.\n"}, instruments={"instruments": REGISTER})
    wanted = ("INS001", "INS002", "INS004", "INS007")

    def run(text: str) -> list[tuple[str, str]]:
        return [(d.code, slice_text(text, d)) for d in audit_text("draft.md", text, project) if d.code in wanted]

    return run


Flagged = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    "text, code, words",
    [
        ("The Bee Technologies Act, 2000 is Indian.", "INS002", "Bee Technologies Act, 2000"),
        ("The Swarmcrimes Convention was signed.", "INS002", "Swarmcrimes Convention"),
        ("Orders go out under the Storing of Honeys Act.", "INS002", "Storing of Honeys Act"),
        ("The Wax and Combs Act 1988 is old.", "INS002", "Wax and Combs Act 1988"),
        ("Parties meet in the Swarmcrime Convention Commission (S-CY).", "INS002", "Swarmcrime Convention Commission"),
        ("The Association of Police Chief Officers (ACPO) wrote.", "INS002", "Association of Police Chief Officers"),
        ("The Association of Police Officers (ACPO) wrote.", "INS002", "Association of Police Officers"),
        ("The team is called Analysis Project Queens (AP Drones).", "INS002", "Analysis Project Queens"),
        (
            "The Optional Protocol on the barter of bees, queen smuggling and queen trade is short.",
            "INS002",
            "Optional Protocol on the barter of bees, queen smuggling and queen trade",
        ),
        ("See the Good Practice Guide for Digital Honey, version 7, of March.", "INS002", None),
        ("The third edition of the Guidelines on the Words of Keepers is out.", "INS002", None),
        ("They turned to StopSting.com for help.", "INS002", "StopSting.com"),
        ("Celebroyd UFED reads hives.", "INS002", "Celebroyd UFED"),
        ("Possession is dealt with by section 160 of the Stored Honeys Act 2009.", "INS007", None),
        ("It is adopted by S-CY, the Swarm Council on Youth, each year.", "INS004", None),
        ("Firms buy EDR (electronic drone recovery) for it.", "INS004", None),
        ("We moved from EnComb to SwarmVault Examiner, made by a firm.", "INS001", "SwarmVault Examiner"),
        ("- EnComb;\n- HexHash Sentinel, the matcher licensed to keepers.", "INS001", "HexHash Sentinel"),
        ("They run HiveShield Europa, a matching engine that a firm sells.", "INS001", "HiveShield Europa"),
        ("Two tools, SwarmFinder and EnComb, were tested.", "INS001", "SwarmFinder"),
        ("The Declaration on the Rights on Keepers is old.", "INS002", None),
        ("The hash BUZ-265 is used.", "INS002", "BUZ-265"),
        ("The Japanese Act No. 25 of 1999 is on hives.", "INS002", "Act No. 25 of 1999"),
        ("In Ghana section 447.22 of the Hive Code punishes it.", "INS002", "section 447.22"),
        ("The National Swarm Identification Program (SIP) was begun then.", "INS004", None),
        ("The Optional Protocol on the sale of bees, queen smuggling and queen trade (SIP) is short.", "INS004", None),
        ("They wrote to the European Ombudsman for Lost Drones (EOLD).", "INS001", None),
    ],
)
def test_what_is_nearly_a_name_is_found(flagged: Flagged, text: str, code: str, words: str | None) -> None:
    found = flagged(text)
    assert [c for c, _ in found] == [code]
    assert words is None or found[0][1] == words


@pytest.mark.parametrize(
    "text",
    [
        "The Bee Technology Act, 2000 and the Stored Honeys Act differ from the Swarmcrime Convention.",
        "The storing of honeys is old, and so is the Combs and Wax Act 1988.",
        "Parties meet in the Swarmcrime Convention Committee (S-CY).",
        "The Association of Chief Police Officers of England, Wales and Northern Ireland (ACPO) wrote.",
        "The team is called Analysis Project Drones (AP Drones).",
        "The Optional Protocol on the sale of bees, queen smuggling and queen trade is short.",
        "See the Good Practice Guide for Digital Honey, version 5, and its version 4 before it.",
        "The second edition of the Guidelines on the Words of Keepers followed the first edition.",
        "They turned to StopSting.org for help, not to https://stopsting.com or to help@stopsting.net.",
        "Possession is dealt with by section 160 of the Combs and Wax Act 1988, not section 62 of it.",
        "S-CY is the Swarmcrime Convention Committee and ACPO the Association of Chief Police Officers.",
        "Firms buy EDR (endpoint drone response) for it.",
        "The Faculty of Engineering and the Computing Centre helped, and the Bar Council agreed.",
        "In Kenya the Hive Code is old; in Ghana section 474.22 of the Hive Code punishes it.",
        "| Kenya | Hive Code |\n|---|---|\n| Ghana | Hive Code, section 474.22 |",
        "The National Swarm Identification Program (NSIP) and the Swarm Identification Program (SIP) were begun then.",
        "BUZ-256, BUZ-512 and the Japanese Act No. 52 of 1999 are named with the Declaration on the Rights of Keepers.",
        "BeeLine and Beeline are one body.",
        "Our Hives, Their Swarms was the working title of this chapter.",
        "The Office for Bee Safety in Gardens issued guidance for keepers.",
        "They moved from Leeds to McDonald Street, near a shop.",
    ],
)
def test_what_is_right_in_the_same_grammar_is_let_be(flagged: Flagged, text: str) -> None:
    assert flagged(text) == []
