"""What a reference's status is derived from: evidence, kinds of witnesses, the fingerprint and the day."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellsourced.project.hosts import registrable_host
from wellsourced.project.models import EvidenceRecord
from wellsourced.project.status import Status, derive_status, fingerprint

ARTICLE: dict[str, Any] = {
    "id": "moreno2021",
    "type": "article-journal",
    "title": "Paper under light",
    "author": [{"family": "Moreno", "given": "Ana"}],
    "issued": {"date-parts": [[2021, 6]]},
    "publisher": "Paper Press",
}
PAGE: dict[str, Any] = {
    "id": "handbook",
    "type": "webpage",
    "title": "Handbook",
    "author": [{"literal": "Museums Council"}],
    "accessed": {"date-parts": [[2026, 11, 1]]},
}
ACT: dict[str, Any] = {
    "id": "act",
    "type": "legislation",
    "title": "Museum Stores Act 2019",
    "authority": "Parliament",
    "number": "c. 14",
    "container-title": "Statutes",
    "volume": "12",
    "issued": {"date-parts": [[2019]]},
}
ALL = ("title", "author", "issued")


def seen(item: dict[str, Any], *confirms: str, url: str = "https://a.example.org/x", **more: Any) -> EvidenceRecord:
    values = {"kind": "primary", "seen": "2026-11-01", "fingerprint": fingerprint(item), **more}
    return EvidenceRecord(url=url, confirms=confirms or ALL, **values)


def status(item: dict[str, Any], *records: EvidenceRecord, today: date | None = None) -> Status:
    return derive_status(item, records, today=today).status


def test_one_primary_record_for_each_requirement_verifies() -> None:
    report = derive_status(
        ARTICLE,
        [seen(ARTICLE, "title"), seen(ARTICLE, "author", "issued", url="https://b.example.com/", seen="2026-11-03")],
    )
    assert report.status is Status.VERIFIED
    assert report.confirmed["issuer"] == ("https://b.example.com/",)
    assert (report.missing, report.why, report.seen) == ((), (), "2026-11-03")


def test_without_records_a_reference_is_unverified_and_says_what_is_missing() -> None:
    report = derive_status(ARTICLE, [])
    assert report.status is Status.UNVERIFIED
    assert report.missing == ("title", "issuer", "year")
    assert "no current record confirms the title" in report.why


def test_two_secondary_records_of_different_hosts_verify() -> None:
    one = seen(ARTICLE, kind="secondary", url="https://one.example.com/a")
    other = seen(ARTICLE, kind="secondary", url="https://two.example.net/a")
    assert status(ARTICLE, one, other) is Status.VERIFIED


@pytest.mark.parametrize(
    "other",
    [
        "https://one.example.com/b",
        "http://www.example.com/",
        "https://mirror.example.com./c",
        "https://web.archive.org/web/2020/https://old.example.com/a",
    ],
)
def test_the_same_host_twice_counts_once(other: str) -> None:
    records = [seen(ARTICLE, kind="secondary", url=url) for url in ("https://one.example.com/a", other)]
    report = derive_status(ARTICLE, records)
    assert report.status is Status.UNVERIFIED
    assert "one secondary host only (example.com)" in report.why[0]


def test_institutions_under_a_registry_label_are_different_hosts() -> None:
    urls = ("https://www.museum.org.uk/a", "https://www.archive.org.uk/a")
    assert status(ARTICLE, *(seen(ARTICLE, kind="secondary", url=url) for url in urls)) is Status.VERIFIED


@pytest.mark.parametrize("url", ["urn:isbn:9780000000000", "(a stored file)", "ftp://example.org/x", "https://", "x"])
def test_a_record_without_public_address_does_not_count(url: str) -> None:
    report = derive_status(ARTICLE, [seen(ARTICLE, url=url)])
    assert report.status is Status.UNVERIFIED
    assert "only where there is no public address" in report.why[0]


def test_changing_one_letter_of_a_verified_title_makes_it_stale() -> None:
    record = seen(ARTICLE)
    assert status(ARTICLE, record) is Status.VERIFIED
    report = derive_status({**ARTICLE, "title": "Papers under light"}, [record])
    assert report.status is Status.STALE
    assert "the item changed after it was checked" in report.why[0]


def test_an_outdated_record_that_is_not_needed_does_no_harm() -> None:
    old = msgspec_replace(seen(ARTICLE), fingerprint="0" * 64)
    assert status(ARTICLE, old, seen(ARTICLE)) is Status.VERIFIED


def test_a_changed_item_that_was_never_vouched_for_is_not_stale() -> None:
    record = seen(ARTICLE, kind="secondary")
    assert status({**ARTICLE, "title": "Other"}, record) is Status.UNVERIFIED


def test_a_former_id_does_not_change_the_fingerprint() -> None:
    assert fingerprint({**ARTICLE, "aliases": ["moreno"]}) == fingerprint(ARTICLE)


def test_a_record_past_its_review_makes_the_reference_stale_when_the_day_is_known() -> None:
    record = seen(ARTICLE, review_after="2026-12")
    assert status(ARTICLE, record) is Status.VERIFIED
    assert status(ARTICLE, record, today=date(2026, 12, 31)) is Status.VERIFIED
    assert status(ARTICLE, record, today=date(2027, 1, 1)) is Status.STALE


def test_a_dispute_outranks_what_is_verified_until_the_item_is_mended() -> None:
    disputing = seen(ARTICLE, "title", url="https://doi.example.org/", disputes=("issued",))
    assert status(ARTICLE, seen(ARTICLE), disputing) is Status.DISPUTED
    mended = {**ARTICLE, "issued": {"date-parts": [[2022]]}}
    assert status(mended, seen(mended), disputing) is Status.VERIFIED


def test_a_retraction_counts_whatever_became_of_the_item() -> None:
    notice = seen(ARTICLE, notice="retraction", fingerprint="0" * 64, by="the journal")
    report = derive_status(ARTICLE, [seen(ARTICLE), notice])
    assert report.status is Status.RETRACTED
    assert "the journal announced its retraction" in report.why


def test_a_publisher_does_not_vouch_for_a_personal_author() -> None:
    assert status(ARTICLE, seen(ARTICLE, "title", "publisher", "issued")) is Status.PARTIAL


def test_a_publisher_of_the_same_name_vouches_for_a_corporate_author() -> None:
    report = {**PAGE, "type": "report", "issued": {"date-parts": [[2022]]}, "publisher": "museums council"}
    assert status(report, seen(report, "title", "publisher", "issued")) is Status.VERIFIED
    other = {**report, "publisher": "Paper Press"}
    assert status(other, seen(other, "title", "publisher", "issued")) is Status.PARTIAL


def test_the_site_stands_for_the_issuer_of_a_page_that_names_nobody() -> None:
    page = {k: v for k, v in PAGE.items() if k != "author"} | {"container-title": "Museum News"}
    assert status(page, seen(page, "title", "container-title")) is Status.VERIFIED
    article = {**page, "author": [{"family": "Lind"}]}
    assert status(article, seen(article, "title", "container-title")) is Status.PARTIAL


@pytest.mark.parametrize("fields", [("authority",), ("number",), ("container-title", "volume")])
def test_number_or_citation_stands_for_the_issuer_of_a_law(fields: tuple[str, ...]) -> None:
    assert status(ACT, seen(ACT, "title", "issued", *fields)) is Status.VERIFIED


def test_a_series_without_volume_is_no_citation() -> None:
    assert status(ACT, seen(ACT, "title", "issued", "container-title")) is Status.PARTIAL


def test_a_number_does_not_stand_for_the_author_of_a_report() -> None:
    report = {**ARTICLE, "type": "report", "number": "R-7"}
    assert status(report, seen(report, "title", "issued", "number")) is Status.PARTIAL


def test_an_undated_page_needs_the_day_of_access() -> None:
    record = seen(PAGE, "title", "author")
    assert status(PAGE, record) is Status.VERIFIED
    without = {k: v for k, v in PAGE.items() if k != "accessed"}
    report = derive_status(without, [seen(without, "title", "author")])
    assert report.status is Status.PARTIAL
    assert report.missing == ("accessed",)


def test_an_undated_report_is_never_verified() -> None:
    report = {**PAGE, "type": "report"}
    assert status(report, seen(report, "title", "author")) is Status.PARTIAL


def test_a_field_that_the_item_lacks_is_not_confirmed_by_a_record() -> None:
    nameless = {k: v for k, v in ARTICLE.items() if k not in ("author", "publisher")}
    report = derive_status(nameless, [seen(nameless)])
    assert report.missing == ("issuer",)
    assert "names neither author nor issuing body" in report.why[0]


def test_fingerprint_is_sha256_of_canonical_json() -> None:
    expected = hashlib.sha256('{"id":"é","title":"a \\"b\\""}'.encode()).hexdigest()
    assert fingerprint({"title": 'a "b"', "id": "é"}) == expected


values = st.recursive(
    st.text() | st.integers(-(2**53), 2**53) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(min_size=1), values, max_size=5), st.randoms())
def test_fingerprint_ignores_the_order_of_keys(item: dict[str, Any], random: Any) -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            keys = list(value)
            random.shuffle(keys)
            return {key: shuffled(value[key]) for key in keys}
        return [shuffled(part) for part in value] if isinstance(value, list) else value

    assert fingerprint(shuffled(item)) == fingerprint(item)


@given(st.sampled_from(sorted(ARTICLE)), st.text(min_size=1))
def test_any_change_of_a_field_changes_the_fingerprint(field: str, value: str) -> None:
    assert fingerprint({**ARTICLE, field: value}) != fingerprint(ARTICLE) or ARTICLE[field] == value


@given(st.text())
def test_no_address_breaks_the_reading_of_hosts(url: str) -> None:
    host = registrable_host(url)
    assert host is None or host


def msgspec_replace(record: EvidenceRecord, **changes: Any) -> EvidenceRecord:
    import msgspec

    return msgspec.structs.replace(record, **changes)
