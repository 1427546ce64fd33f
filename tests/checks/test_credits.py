"""INS008: what a sentence says a thing is or does, in the many ways in which sentences say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from check_projects import slice_text, write_project
from hypothesis import given, settings
from hypothesis import strategies as st

from wellsourced.checks.audit import audit_text
from wellsourced.manuscript.parse import parse_text
from wellsourced.project.project import Project

REGISTER: list[dict[str, Any]] = [
    {
        "id": "buzzcheck",
        "kind": "tool",
        "official_name": "BuzzCheck",
        "is_not": ["forensic suite*", "antivirus", "open source", "detects new", "developed by Meadowsoft"],
    },
    {
        "id": "watch",
        "kind": "organisation",
        "official_name": "Apiary Watch Foundation",
        "short_names": ["AWF"],
        "jurisdiction": "Canada",
        "is_not": [
            "police force*",
            "UN agenc*",
            "arrests suspects",
            "issues arrest warrant*",
            "power of arrest",
            "NGO",
        ],
    },
    {
        "id": "bees",
        "kind": "treaty",
        "official_name": "Convention on the Protection of Bees",
        "short_names": ["Hive Convention"],
        "jurisdiction": "Council of Europe",
        "is_not": ["EU law", "duty to scan"],
    },
    {
        "id": "guide",
        "kind": "soft-law",
        "official_name": "Meadow Guidelines",
        "is_not": ["legally binding", "binding treaty"],
    },
    {"id": "case", "kind": "case", "official_name": "Keeper v. Hive Coalition", "is_not": ["Supreme Court decision*"]},
    {"id": "order", "kind": "statute", "official_name": "Swarm Order 41", "is_not": ["act of congress"]},
    {
        "id": "rules",
        "kind": "eu-act",
        "official_name": "Regulation (EU) 2030/1 on swarms",
        "short_names": ["Digital Swarms Act"],
    },
]
REGISTER += [
    {
        "id": "guard",
        "kind": "organisation",
        "official_name": "INTERBEE",
        "short_names": ["Interbee"],
        "is_not": ["arrests suspects"],
    },
    {"id": "union", "kind": "organisation", "official_name": "European Union", "short_names": ["EU"]},
    {"id": "inspector", "kind": "organisation", "official_name": "Hive Inspector (England and Wales)"},
]
Judge = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def project(tmp_path: Any) -> Project:
    return write_project(tmp_path, {"01-bees.md": "Bees.\n"}, instruments={"instruments": REGISTER})


@pytest.fixture
def judge(project: Project) -> Judge:
    def run(text: str) -> list[tuple[str, str]]:
        return [(d.code, slice_text(text, d)) for d in audit_text("draft.md", text, project) if d.code == "INS008"]

    return run


@pytest.mark.parametrize(
    "text",
    [
        "BuzzCheck serves as a forensic suite.",
        "BuzzCheck, long regarded as an antivirus, was sold.",
        "BuzzCheck, first sold in 1998, is an antivirus.",
        "BuzzCheck and other forensic suites are sold widely.",
        "They count BuzzCheck among the forensic suites of the region.",
        "They used forensic suites (BuzzCheck and others).",
        "The county chose BuzzCheck as its main forensic suite.",
        "As a forensic suite, BuzzCheck disappoints.",
        "The forensic package BuzzCheck was sold.",
        "They called BuzzCheck an antivirus.",
        "It was asked whether BuzzCheck, being an antivirus, had altered the disk.",
        "BuzzCheck's work as an antivirus was praised.",
        "| BuzzCheck | antivirus |",
        "BuzzCheck is open source and was built in 2009.",
        "BuzzCheck detects many new hives.",
        "BuzzCheck, developed by Meadowsoft, counts bees.",
        "The AWF, a UN agency, counts bees.",
        "An agency of the United Nations named AWF counts bees.",
        "The Apiary Watch Foundation (AWF) is an NGO.",
        "It is to the police force, the AWF, that keepers must report.",
        "Five suspects were arrested by the AWF.",
        "Arrest warrants are issued by the AWF.",
        "The AWF, using its power of arrest, came at dawn.",
        "The AWF convicts keepers.",
        "The AWF, a British charity, counts bees.",
        "Under the legally binding Meadow Guidelines this is forbidden.",
        "The Meadow Guidelines are a binding treaty of five states.",
        "The Hive Convention imposed a duty to scan on all keepers.",
        "The Hive Convention is a law of the European Union.",
        "A statute, the Hive Convention, is quoted.",
        "This statute is the Hive Convention.",
        "The Supreme Court in Keeper v. Hive Coalition went further.",
        "When Congress passed Swarm Order 41, bees were counted.",
        "BuzzCheck is not only a counter of bees but an antivirus.",
        "The Digital Swarms Act is a directive.",
        "The Digital Swarms Act, a directive of 2030, is quoted.",
    ],
)
def test_every_way_to_say_it_is_seen(judge: Judge, text: str) -> None:
    assert [code for code, _ in judge(text)] == ["INS008"]


@pytest.mark.parametrize(
    "text",
    [
        "No antivirus, BuzzCheck counts bees.",
        "Far from being an antivirus, BuzzCheck counts bees.",
        "An earlier draft called BuzzCheck a forensic suite; that was a mistake.",
        "Is BuzzCheck an antivirus?",
        "Who would call BuzzCheck an antivirus?",
        "People often say that the AWF is an NGO. It is not: it is a club.",
        "If BuzzCheck is an antivirus, bees are birds.",
        "BuzzCheck resembles the list that forensic suites use.",
        "BuzzCheck is an alternative to forensic suites.",
        "Nobody is arrested by the AWF.",
        "The AWF arrests nobody; local officers do.",
        "When the AWF reports, local officers arrest suspects.",
        "The police force asked the AWF for its list.",
        "The tool the AWF runs counts bees.",
        "The AWF, although police forces use its lists, is a club.",
        "Ratified by ten states, the Hive Convention, the Meadow Guidelines and the statute of 1990 differ.",
        "The Hive Convention, the Convention on the Protection of Bees, is one treaty.",
        "States passed a statute after the Hive Convention.",
        "The Hive Convention has been in force since 2010.",
        "The Digital Swarms Act is a regulation and no directive.",
        "The Digital Swarms Act is what obliges software firms to count bees.",
    ],
)
def test_what_is_denied_asked_or_said_of_others_is_right(judge: Judge, text: str) -> None:
    assert judge(text) == []


def test_name_and_predicate_are_marked(judge: Judge) -> None:
    assert judge("In May BuzzCheck, a small antivirus, was sold.") == [("INS008", "BuzzCheck, a small antivirus")]


@pytest.mark.parametrize(
    "text, message",
    [
        ("BuzzCheck is an antivirus.", "“BuzzCheck” is no antivirus, by its record"),
        ("BuzzCheck detects new mites.", "“BuzzCheck” is not what “detects new” says, by its record"),
        ("BuzzCheck was developed by Meadowsoft.", "“BuzzCheck” is not developed by Meadowsoft, by its record"),
        ("The Meadow Guidelines are legally binding.", "“Meadow Guidelines” is not legally binding, by its record"),
    ],
)
def test_the_message_reads_as_english(project: Project, text: str, message: str) -> None:
    assert [d.message for d in audit_text("draft.md", text, project) if d.code == "INS008"] == [message]


PIECES = [
    "BuzzCheck",
    "the AWF",
    ", ",
    " (",
    ")",
    " is ",
    " a ",
    " as ",
    "antivirus",
    " and ",
    " of ",
    " such as ",
    "'s ",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, ": ", " | ", ". ", " which ", " called ", " forensic suites "]), max_size=60))
def test_no_order_of_words_breaks_the_reading(pieces: list[str]) -> None:
    from wellsourced.checks.credited.predications import find_predications
    from wellsourced.checks.names.named import Named
    from wellsourced.manuscript.mentions import Mention

    text = "".join(pieces)
    parsed = parse_text("draft.md", text)
    at = parsed.prose.find("BuzzCheck")
    if at >= 0:
        mention = Mention(at, at + 9, "name", "BuzzCheck", sentence=(0, len(parsed.prose)))
        for predication in find_predications(parsed, Named(mention)):
            assert 0 < predication.head <= len(predication.tokens)


@pytest.mark.parametrize(
    "text",
    [
        "The Digital Swarms Act is an EU regulation.",
        "The Digital Swarms Act, EU law, counts bees.",
        "As an act of the European Union, the Digital Swarms Act counts bees.",
        "| England and Wales | Swarm Order 41 |",
    ],
)
def test_what_a_neighbour_of_the_name_is_is_not_said_of_it(judge: Judge, text: str) -> None:
    assert judge(text) == []


def test_a_union_is_no_law(judge: Judge) -> None:
    assert len(judge("The European Union is a statute of many states.")) == 1


@pytest.mark.parametrize("name", ["INTERBEE", "Interbee"])
def test_a_name_is_known_in_capitals_and_without(judge: Judge, name: str) -> None:
    assert judge(f"{name} arrests suspects in many states.") == [("INS008", f"{name} arrests suspects")]


def test_never_behind_an_auxiliary_denies(judge: Judge) -> None:
    assert judge("The AWF has never arrested suspects.") == []
