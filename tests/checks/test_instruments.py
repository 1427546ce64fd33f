"""INS: what the register of named things says is held against the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from check_projects import slice_text, write_project

from wellsourced.checks.audit import audit_text
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic
from wellsourced.manuscript.parse import parse
from wellsourced.project.project import Project

REGISTER: list[dict[str, Any]] = [
    {
        "id": "bees",
        "kind": "treaty",
        "official_name": "Council of Europe Convention on the Protection of Bees against Cold and Hunger",
        "short_names": ["Hive Convention"],
        "identifiers": {"CETS": "301"},
        "adopted": "2007-10-25",
        "in_force": "2010-07-01",
        "jurisdiction": "Council of Europe",
        "not_to_be_confused_with": ["wasps"],
    },
    {
        "id": "wasps",
        "kind": "treaty",
        "official_name": "Convention on Wasps",
        "short_names": ["Sting Convention"],
        "identifiers": {"CETS": "285"},
        "adopted": "2001-11-23",
        "in_force": "2004-07-01",
        "jurisdiction": "Council of Europe",
    },
    {
        "id": "honey-directive",
        "kind": "eu-act",
        "official_name": "Directive 2011/93/EU of the European Parliament and of the Council on honey",
        "short_names": ["Honey Directive"],
        "identifiers": {"CELEX": "32011L0093"},
        "adopted": "2011-12-13",
        "jurisdiction": "European Union",
    },
    {
        "id": "nectar",
        "kind": "eu-act",
        "official_name": "Regulation (EU) 2021/1232 on nectar",
        "short_names": ["Nectar Regulation"],
        "adopted": "2021-07-14",
        "in_force": "2021-08-02",
        "until": "2026-04-04",
        "status": "lapsed",
        "jurisdiction": "European Union",
    },
    {
        "id": "watch",
        "kind": "organisation",
        "official_name": "Apiary Watch Foundation",
        "short_names": ["AWF"],
        "is_not": ["police force*"],
    },
    {
        "id": "buzzcheck",
        "kind": "tool",
        "official_name": "BuzzCheck",
        "is_not": ["forensic suite*", "antivirus"],
    },
    {"id": "case", "kind": "case", "official_name": "Keeper v. Hive Coalition", "adopted": "1982-07-02"},
    {
        "id": "swarm-act",
        "kind": "statute",
        "official_name": "Protection of Swarms Act 1978",
        "jurisdiction": "United Kingdom",
    },
    {
        "id": "tracing",
        "kind": "standard",
        "official_name": "ISO/IEC 27937:2012",
        "identifiers": {"ISO": "ISO/IEC 27937:2012"},
    },
]


@pytest.fixture
def project(tmp_path: Any) -> Project:
    reference = {"id": "apis", "type": "report", "title": "Bees", "author": [{"literal": "Meadow Research Institute"}]}
    return write_project(
        tmp_path,
        {"01-bees.md": "Bees.\n"},
        instruments={"instruments": REGISTER},
        bibliography={"references": [reference]},
    )


Found = list[tuple[str, str]]
Judge = Callable[[str], Found]


@pytest.fixture
def judge(project: Project) -> Judge:
    """Codes and flagged words of the warnings and errors of the family in a loose text."""

    def run(text: str) -> Found:
        found = audit_text("draft.md", text, project)
        named = [d for d in found if d.code.startswith("INS") and d.severity != "info"]
        return [(d.code, slice_text(text, d)) for d in named]

    return run


def test_names_as_registered_are_right(judge: Judge) -> None:
    text = (
        "The Hive Convention of 2007 (CETS No. 301), the Convention on the protection of bees against cold and hunger, "
        "*Keeper v. Hive Coalition*, Directive 2011/93/EU, the UK Protection of Swarms Act 1978, ISO/IEC 27937:2012 "
        "and the Apiary Watch Foundation (AWF) are cited by the Meadow Research Institute, which uses BuzzCheck.\n"
    )
    assert judge(text) == []


@pytest.mark.parametrize(
    "name",
    [
        "Madrid Convention on Digital Meadows",
        "Safer Hives Act 2017",
        "Directive 2019/4321/EU",
        "ISO/IEC 39123",
        "Geneva Bureau for Bee Safety",
        "Operation Silver Hive",
    ],
)
def test_what_nobody_registered_is_unknown(judge: Judge, name: str) -> None:
    assert judge(f"Much is said of the {name} these days.\n") == [("INS001", name)]


@pytest.mark.parametrize(
    "name, code",
    [
        ("Hive Charter", "INS002"),
        ("Hive Conventoin", "INS002"),
        ("Hive Convention of 2009", "INS002"),
        ("Protection of Swarms Act 1987", "INS002"),
        ("Protection of Swarms Regulation", "INS002"),
        ("Directive 2011/39/EU", "INS002"),
        ("Regulation 2011/93/EU", "INS002"),
        ("Apiary Watch Federation", "INS002"),
        ("ISO/IEC 27937:2015", "INS002"),
        ("BuzzChek", "INS002"),
    ],
)
def test_a_wrong_word_year_number_or_type_is_misnamed(judge: Judge, name: str, code: str) -> None:
    assert judge(f"Much is said of the {name} these days.\n") == [(code, name)]


def test_the_right_name_is_offered_as_an_unsafe_fix(project: Project) -> None:
    for wrong, right in (("Hive Charter", "Hive Convention"), ("Directive 2011/39/EU", "Directive 2011/93/EU")):
        [found] = [d for d in audit_text("d.md", f"The {wrong} applies.\n", project) if d.code == "INS002"]
        assert found.fix is not None
        assert not found.fix.safe
        assert found.fix.edits[0].text == right


def test_the_other_party_of_a_case_must_be_its_own(judge: Judge) -> None:
    assert judge("In *Keeper v. Hive Association* the court spoke.\n") == [("INS002", "Keeper v. Hive Association")]


def test_the_number_behind_a_name_must_be_its_own(judge: Judge) -> None:
    assert judge("The Hive Convention (CETS No. 310) applies.\n") == [("INS002", "CETS No. 310")]


def test_the_number_or_year_of_a_confusable_instrument_is_said_to_be_that(judge: Judge) -> None:
    assert judge("The Hive Convention (CETS No. 285) applies.\n") == [("INS007", "CETS No. 285")]
    assert judge("The Hive Convention of 2001 applies.\n") == [("INS007", "Hive Convention of 2001")]


@pytest.mark.parametrize(
    "text",
    [
        "By 2008 the Hive Convention was already in force in most states.",
        "In force since 2012, the Hive Convention binds its parties.",
        "The Hive Convention entered into force in 2008.",
        "In June 2026 providers still relied on the Nectar Regulation.",
        "The Nectar Regulation is still in force.",
    ],
)
def test_a_law_is_not_spoken_of_out_of_its_time(judge: Judge, text: str) -> None:
    assert [code for code, _ in judge(text)] == ["INS003"]


@pytest.mark.parametrize(
    "text",
    [
        "The Hive Convention was adopted in 2007 and entered into force on 1 July 2010.",
        "In 2006, before the Hive Convention, few states had such rules.",
        "Spain, which ratified the Hive Convention in 2011, changed its law in 2015.",
        "In 2023 providers acted under the Nectar Regulation, which lapsed in 2026.",
    ],
)
def test_times_that_fit_are_right(judge: Judge, text: str) -> None:
    assert judge(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The AWF (Animal Welfare Federation) counts bees.",
        "AWF stands for Animal Welfare Federation in this text.",
        "AWF, the Animal Welfare Federation, counts bees.",
        "In Rome sits the AWF – short for Animal Welfare Federation – with many guests.",
        "AWF is Rome's Animal Welfare Federation.",
        "The Animal Welfare Federation (AWF project) counts bees.",
        "The Apiary Watch Foundation (AFW) counts bees.",
    ],
)
def test_letters_stand_for_one_name(judge: Judge, text: str) -> None:
    assert [code for code, _ in judge(text)] == ["INS004"]


@pytest.mark.parametrize(
    "text",
    [
        "BuzzCheck is a forensic suite.",
        "BuzzCheck, an antivirus, runs at night.",
        "Forensic suites such as BuzzCheck are sold widely.",
        "The Apiary Watch Foundation is a police force.",
        "BuzzCheck, an international treaty, is quoted.",
        "The Hive Convention, a treaty of the European Union, is quoted.",
    ],
)
def test_a_thing_is_not_credited_with_what_it_is_not(judge: Judge, text: str) -> None:
    assert [code for code, _ in judge(text)] == ["INS008"]


@pytest.mark.parametrize(
    "text",
    [
        "BuzzCheck is not a forensic suite.",
        "BuzzCheck is a counter of bees rather than a forensic suite.",
        "Unlike a forensic suite, BuzzCheck counts bees.",
        "No act called the Safer Hives Act 2017 was ever passed.",
        "The Madrid Convention on Digital Meadows does not exist.",
    ],
)
def test_denials_are_right(judge: Judge, text: str) -> None:
    assert judge(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Acts of violence, codes of practice and the act of sharing differ.",
        "Code review is standard practice; regulation of platforms is not.",
        "The Convention, the Directive and the Act are discussed in turn.",
        "The University of Oxford, the High Court and the Ministry of Justice agreed.",
        "On Monday 3 March 2025 Dr. Charter met Bill Gates in The Hague.",
        "# Legal Frameworks and Policy Options in Comparative View",
        "Section 3 of the Act and Article 8 of the Convention apply.",
    ],
)
def test_what_only_looks_like_a_name_is_left_alone(judge: Judge, text: str) -> None:
    assert judge(text + "\n") == []


@pytest.mark.parametrize(
    "before, behind",
    [("> ", ""), ("- ", " is cited."), ("| A | ", " |\n|---|---|\n| b | c |"), ("Text.[^1]\n\n[^1]: See the ", ".")],
)
def test_names_are_found_at_their_place_in_any_block(judge: Judge, before: str, behind: str) -> None:
    name = "Madrid Convention on Digital Meadows"
    assert judge(f"{before}{name}{behind}\n") == [("INS001", name)]


def test_bodies_are_warnings_and_laws_are_errors(project: Project) -> None:
    text = "The Geneva Bureau for Bee Safety cites the Safer Hives Act 2017.\n"
    found = [d for d in audit_text("d.md", text, project) if d.code == "INS001"]
    severities = {slice_text(text, d): d.severity for d in found}
    assert severities == {"Geneva Bureau for Bee Safety": "warning", "Safer Hives Act 2017": "error"}


def test_the_first_mention_of_a_law_is_cited_in_the_article(tmp_path: Any) -> None:
    register = [{**REGISTER[0], "reference": "apis"}, REGISTER[1]]
    reference = {"id": "apis", "type": "report", "title": "Bees", "author": [{"literal": "Meadow Research Institute"}]}
    text = "The Hive Convention binds states. They obey.\n\nHoney is sweet [@apis].\n"

    def check(text: str, folder: str) -> list[Diagnostic]:
        project = write_project(
            tmp_path / folder,
            {"01-bees.md": text},
            instruments={"instruments": register},
            bibliography={"references": [reference]},
        )
        return list(run_checks(project, parse(project), select=["INS006"]))

    assert [d.code for d in check(text, "without")] == ["INS006"]
    assert check(text.replace("obey.", "obey [@apis]."), "with") == []
