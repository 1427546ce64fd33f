"""Nothing reaches the reader that could harm somebody."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from check_projects import slice_source, slice_text, write_project
from hypothesis import given, settings
from hypothesis import strategies as st

from wellsourced.checks.audit import audit_text
from wellsourced.checks.hidden_services import find_hidden_services
from wellsourced.checks.private_persons import NameFinder, find_mail_addresses, find_phone_numbers
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.links import find_links
from wellsourced.manuscript.parse import parse, parse_text
from wellsourced.project.load import load
from wellsourced.project.project import Project
from wellsourced.project.protected_names import hash_name, normalise_name, strip_accents

Check = Callable[..., tuple[Diagnostic, ...]]
#: Made up: letters of the alphabet of base32 in order, and no key of anybody.
OLD, NEW = "abcdefghijkl2345", "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuv2d"


@pytest.mark.parametrize(
    "text, covered",
    [
        (f"See {OLD}.onion today.", f"{OLD}.onion"),
        (f"[a](http://www.{NEW}.onion/x)", f"{NEW}.onion"),
        ("See `example.onion`.", "example.onion"),
        ("See example[.]onion, or", "example[.]onion"),
        ("See example [dot] onion.", "example [dot] onion"),
        ("See example(.)ONION.", "example(.)ONION"),
        ("See example\\[.\\]onion.", "example\\[.\\]onion"),
        ("See example．onion.", "example．onion"),
        ("See example\u200b.\u200bonion.", "example\u200b.\u200bonion"),
        (f"See {OLD} dot onion.", f"{OLD} dot onion"),
        (f"See\t{NEW}, 𝒜.", NEW),
        (f"<!-- {OLD}.onion -->", f"{OLD}.onion"),
        ("~~~\nexample.onion\n~~~", "example.onion"),
        ("A forum at example.i2p was closed.", "example.i2p"),
        ("> A[^1].\n\n[^1]: At example[.]onion.", "example[.]onion"),
    ],
)
def test_address_of_a_hidden_service_is_an_error(text: str, covered: str, check: Check) -> None:
    text = f"# T\n\n{text}\n"
    [found] = check(text, select=("SAF001",))
    assert (slice_text(text, found), found.severity) == (covered, Severity.ERROR)


@pytest.mark.parametrize(
    "text",
    [
        "An onion, onions. Onion soup.", "The `.onion` domain (RFC 7686).", "Services in .onion are hidden.",
        "They peel it. Onion routing hides.", "The so-called dot onion sites.", "i2p and I2P are networks.",
        "Hash 0123456789abcdef0123456789abcdef0123456789abcdef01234567.",
        "pneumonoultramicroscopicsilicovolcanoconiosis",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcd", "spring.onions",
    ],
)  # fmt: skip
def test_words_about_hidden_services_may_stand(text: str, check: Check) -> None:
    assert check(f"# T\n\n{text}\n", select=("SAF001",)) == ()


def test_data_files_are_searched_for_hidden_services(tmp_path: Path) -> None:
    terms = {"terms": [{"id": "t", "discouraged": ["x"], "preferred": "y", "explanation": f"see {OLD}.onion"}]}
    project = write_project(tmp_path, {"01-a.md": "# T\n"}, terms=terms, article={"abstract": "At bees[.]onion."})
    found = run_checks(project, parse(project), select=("SAF001",))
    assert [(d.span.path, slice_source(project, d)) for d in found] == [
        ("article/article.yaml", "bees[.]onion"),
        ("article/terms.yaml", f"{OLD}.onion"),
    ]


@pytest.mark.parametrize(
    "text, covered",
    [
        ("Write to bee.keeper+x@hive-1.example.org.", ["bee.keeper+x@hive-1.example.org"]),
        ("[Write](mailto:bee@hive.example?subject=x)", ["bee@hive.example"]),
        ("<bee@hive.example>", ["bee@hive.example"]),
        ("bee [at] hive [dot] example", ["bee [at] hive [dot] example"]),
        ("bee(at)hive.example", ["bee(at)hive.example"]),
        ("| a |\n|---|\n| bée@hive.example |", ["bée@hive.example"]),
        ("[@bee; @bee2020, p. 3] and @bee says", []),
        ("`bee@hive.example` <!-- bee@hive.example -->", []),
        ("https://user@hive.example/ and @bee@hive.example", []),
        ("meet [at] home, at hive.example, a@b", []),
    ],
)
def test_mail_addresses(text: str, covered: list[str], check: Check) -> None:
    text = f"# T\n\n{text}\n"
    found = check(text, select=("SAF002",))
    assert [slice_text(text, d) for d in found] == covered
    assert {d.severity for d in found} <= {Severity.ERROR}


def test_mail_address_is_a_warning_outside_sections(tmp_path: Path) -> None:
    article = {"abstract": "Ask bee@hive.example.", "authors": [{"name": "A", "email": "a@hive.example"}]}
    project = write_project(tmp_path, {"01-a.md": "# T\n"}, article=article)
    [found] = run_checks(project, parse(project), select=("SAF002",))
    assert (found.severity, slice_source(project, found)) == (Severity.WARNING, "bee@hive.example")
    [found] = audit_text("d.md", "Ask bee@hive.example.\n", project, select=("SAF002",))
    assert found.severity is Severity.WARNING


#: Numbers kept free for drama and documentation (Ofcom, NANPA 555-01XX), or of services the public is told of.
PHONES = [
    "+44 20 7946 0000", "+442079460000", "+44 (0)20 7946 0000", "+1 202 555 0123", "+1-202-555-0123",
    "0044 20 7946 0000",
    "(202) 555-0123", "202-555-0123", "1-202-555-0123", "202.555.0123", "1-800-555-0199", "1-800-BEE-HIVE",
    "020 7946 0000",
    "(020) 7946 0000", "0808 1570 000", "0800 1111", "01.99.00.12.34", "01 99 00 12 34", "030/23125 000",
    "+49 30 23125-000",
]  # fmt: skip


@pytest.mark.parametrize("number", PHONES)
def test_telephone_numbers_by_their_shape(number: str, check: Check) -> None:
    for text in (
        f"Call us at\t{number}, day and night. 12 do.",
        f"| a |\n|---|\n| {number} |",
        f"A[^1].\n\n[^1]: ({number}).",
    ):
        text = f"# T\n\n{text}\n"
        assert [slice_text(text, d) for d in check(text, select=("SAF003",))] == [number]


NO_PHONES = [
    "36 210 368", "in 2023 36 210 368 reports", "+36 210 368 more", "1 234 567 890", "12,345,678", "1.234.567,89",
    "0.123 0.4567",
    "ISBN 978-3-16-148410-0", "ISBN-13: 978-0-306-40615-7", "ISBN 0-306-40615-2", "ISSN 0028-0836",
    "ISO/IEC 27037:2012",
    "2024-03-01", "01-02-2020", "01.02.2020 10", "12/11/2020", "1990-2020, 2001-2020", "Directive 2011/93/EU",
    "CETS No. 201",
    "Republic Act No. 11930", "Pub. L. 110-401", "18 U.S.C. 2258A", "A/RES/54/263", "COM(2022) 209 final", "32011L0093",
    "Case C-293/12", "Case No. 0123-456-7890", "10.1000/182", "https://doi.org/10.1177/0886260520905543",
    "0000-0002-1825-0097",
    "112", "116 111", "call 116 123", "911", "pages 0123-0456", "version 01.02.03", "hours 0800-1600", "0800–1600",
    "between 2019 2020 2021 and 2022", "[@a2020, pp. 202-555]", "`+44 20 7946 0000`", "192.0.2.1", "20 000 000", "007",
    "90 000 to 120 000 in 2020", "telephone 12", "€ 0123 456 789", "No. 020 7946 0000", "36.2 million 1 020 345",
    "5-10-2020",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_PHONES)
def test_other_numbers_are_no_telephone_numbers(text: str, check: Check) -> None:
    assert check(f"# T\n\nIt says {text} there.\n", select=("SAF003",)) == ()


def test_word_before_makes_a_number_one(check: Check) -> None:
    text = "# T\n\nPhone: 36 210 368; call 5550123 now. [Dial](tel:+15550100).\n"
    assert [slice_text(text, d) for d in check(text, select=("SAF003",))] == ["36 210 368", "5550123", "tel:+15550100"]


HELP = {"seen": "2026-01-01", "help_points": [{"id": "a", "name": "A", "url": "https://a.example", "for": "all"}]}


@pytest.mark.parametrize(
    "files, complaint",
    [
        ({}, False),
        ({"safety": {"help_box": "optional"}}, False),
        ({"safety": {"help_box": "required"}}, True),
        ({"safety": {"help_box": "required"}, "help": HELP}, False),
    ],
)
def test_help_box_is_missed_where_the_subject_asks_for_it(files: dict[str, Any], complaint: bool, check: Check) -> None:
    found = check("# T\n", select=("SAF004",), **files)
    assert [(d.code, d.span.path) for d in found] == ([("SAF004", "article/safety.yaml")] if complaint else [])


SALT = "00" * 16


def register(*names: str) -> dict[str, Any]:
    forms = {form for name in names for form in (normalise_name(name), strip_accents(normalise_name(name)))}
    return {"salt": SALT, "protected_names": sorted(hash_name(SALT, form) for form in forms)}


@pytest.mark.parametrize(
    "text, covered",
    [
        ("So Jane Sample said.", ["Jane Sample"]),
        ("JANE SAMPLE'S hive", ["JANE SAMPLE'S"]),
        ("Jane *Sample*, Jane\nSample", ["Jane *Sample", "Jane\nSample"]),
        ("> Jane\n> Sample", ["Jane\n> Sample"]),
        ("Dr Jane Sample Hive", ["Jane Sample"]),
        ("jane sample; Jane. Sample; Jane, Sample; Jane\n\nSample", []),
        ("Jane Samples, Janet Sample, Jane A. Sample", []),
        ("José Ñandú-Beispiel, Jose\u0301 Ñandú Beispiel, Jose Nandu Beispiel", ["José Ñandú-Beispiel",
        "Jose\u0301 Ñandú Beispiel", "Jose Nandu Beispiel"]),
        ("Vincent van der Test, Vincent Van Der Test", ["Vincent van der Test", "Vincent Van Der Test"]),
        ("Q. R. Probe and Q.R. Probe", ["Q. R. Probe", "Q.R. Probe"]),
        ("Of Trapptest, von Trapptest", ["Trapptest", "Trapptest"]),
        ("O’Probe, O'Probe", ["O’Probe", "O'Probe"]),
        ("Анна Пробная", ["Анна Пробная"]),
        ("| a |\n|---|\n| Jane Sample |\n\n: By Jane Sample\n", ["Jane Sample", "Jane Sample"]),
        ("![By Jane Sample](a.png){alt='Seen: Jane Sample'}", ["Jane Sample", "Jane Sample"]),
        ("# Jane Sample\n\nA[^1].\n\n[^1]: 𝒜\tJane Sample", ["Jane Sample", "Jane Sample"]),
        ("`Jane Sample` <!-- Jane Sample --> [x](#Jane) [@Jane]", []),
        ("Ja\u00adne Sample", ["Ja\u00adne Sample"]),
    ],
)  # fmt: skip
def test_protected_names_are_found_in_any_dress(text: str, covered: list[str], check: Check) -> None:
    safety = register(
        "Jane Sample", "José Ñandú-Beispiel", "Vincent van der Test", "Q. R. Probe", "von Trapptest", "O'Probe",
        "Анна Пробная",
    )  # fmt: skip
    text = f"# T\n\n{text}\n"
    found = check(text, select=("SAF005",), safety=safety)
    assert [slice_text(text, d) for d in found] == covered
    for diagnostic in found:
        assert diagnostic.severity is Severity.ERROR
        assert not re.search(r"Jane|Sample|[0-9a-f]{16}", f"{diagnostic.message} {diagnostic.help}")


def test_protected_name_in_the_title_and_under_another_salt(tmp_path: Path) -> None:
    article = {"title": "The case of Jane Sample"}
    project = write_project(tmp_path, {"01-a.md": "# T\n"}, safety=register("Jane Sample"), article=article)
    [found] = run_checks(project, parse(project), select=("SAF005",))
    assert (found.span.path, slice_source(project, found)) == ("article/article.yaml", "Jane Sample")
    safety = {**register("Jane Sample"), "salt": "11" * 16}
    project = write_project(tmp_path, {"01-a.md": "# T\n"}, safety=safety, article=article)
    assert run_checks(project, parse(project), select=("SAF005",)) == ()


PHRASES = {
    "phrases": [
        {
            "id": "evading",
            "why": "no advice",
            "all": [["how to", "step*"], ["evade", "avoid*"], "inspection*"],
            "unless": ["law"],
        }
    ]
}


@pytest.mark.parametrize(
    "text, covered",
    [
        ("They learn how to *avoid* an inspection in spring.", "how to *avoid* an inspection"),
        ("Do not say how to evade inspections.", "how to evade inspections"),
        ("Avoiding one inspection takes three steps.", "Avoiding one inspection takes three steps"),
        ("They avoid inspections.", None),
        ("This is how to dance. They avoid inspections.", None),
        ("The law says how to avoid inspections.", None),
    ],
)
def test_operational_detail_by_phrases_of_one_sentence(text: str, covered: str | None, check: Check) -> None:
    text = f"# T\n\n{text}\n"
    found = check(text, select=("SAF006",), safety=PHRASES)
    assert [slice_text(text, d) for d in found] == ([covered] if covered else [])
    for diagnostic in found:
        assert (diagnostic.severity, diagnostic.help) == (Severity.ERROR, "no advice")
        assert diagnostic.related[0].span.path == "article/safety.yaml"


def test_place_in_a_file_with_crlf_and_templates(tmp_path: Path) -> None:
    write_project(tmp_path, {"01-a.md": "# T\n"}, safety=register("Jane Sample"))
    path = tmp_path / "sections/01-a.md"
    path.write_bytes(
        b"# T\r\n\r\n{% if true %}Words{% endif %}\tof Jane\r\nSample, 020 7946 0000 and bee@hive.example.\r\n"
    )
    project = load(tmp_path).project
    assert project is not None
    found = run_checks(project, parse(project), select=("SAF",))
    assert [(d.code, slice_source(project, d)) for d in found] == [
        ("SAF005", "Jane\nSample"), ("SAF003", "020 7946 0000"), ("SAF002", "bee@hive.example"),
    ]  # fmt: skip


def test_article_of_this_repository_is_clean_and_its_phrases_work(repository: Project) -> None:
    assert run_checks(repository, parse(repository), select=("SAF", "LNK", "FIG", "XRF001", "XRF003", "XRF004")) == ()
    assert repository.safety.help_box == "required"
    advice = "The steps below show how to avoid detection.\n\nHash matching can be bypassed by doing the following.\n"
    found = audit_text("d.md", advice, repository, select=("SAF006",))
    assert [d.span.line for d in found] == [1, 3]
    policy = (
        "Altered files can escape exact matching. Critics say that detection can be evaded. Courts ask for privacy.\n\n"
        "The report explains how services detect known files, and that offenders try to avoid detection.\n\n"
        "Parliament took steps to avoid general scanning. The court said how to avoid indiscriminate detection.\n"
    )
    assert audit_text("d.md", policy, repository, select=("SAF006",)) == ()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("+0128 ().-/\u00a0@abZÉ.onion[]'\n|"), max_size=200))
def test_any_text_is_searched(text: str) -> None:
    parsed = parse_text("x.md", text)
    places = [*find_phone_numbers(parsed, find_links(parsed)), *find_mail_addresses(text), *find_hidden_services(text)]
    places += NameFinder(SALT, frozenset()).find(text)
    assert all(0 <= start < end <= len(text) for start, end in places)


@pytest.mark.parametrize(
    "piece",
    ["a", "a@", "@a.", "a.", "0", "01 ", "+1", "+1 (", "0-", "(0", "1-", "800-A-", "A ", "A. ", "A van ", "A'",
    "onion", ".onion",
     "[.]onion", "dot onion ", "abcdefg2", "a-", "[at]", "(dot)", "tel ", "No. 1 ", "a\u00ad", "\u200b", "É\u0301"],
)  # fmt: skip
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    """What is quadratic here runs into pytest's time limit."""
    text = piece * (200_000 // len(piece))
    parsed = parse_text("x.md", text)
    list(find_phone_numbers(parsed, find_links(parsed)))
    list(find_mail_addresses(text))
    list(find_hidden_services(text))
    list(NameFinder(SALT, frozenset({"0" * 64})).find(text))
