"""A check of what has not changed is answered from the cache, and says what a fresh one says."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run


def check(run: Run, survey: Path, **environment: str) -> str:
    return run("check", "--format", "json", folder=survey, **environment).stdout


def test_same_findings_with_and_without_what_was_kept(run: Run, survey: Path) -> None:
    section = sorted((survey / "sections").glob("02*.md"))[0]
    section.write_text("# Two\n\nA claim [@nobody]. In 2020 there were 4,711 of them.\n", encoding="utf-8")
    fresh = check(run, survey)
    assert "CIT001" in fresh
    assert check(run, survey) == fresh
    assert check(run, survey, WELLSOURCED_CACHE="") == fresh


def test_any_change_is_seen(run: Run, survey: Path) -> None:
    section = sorted((survey / "sections").glob("02*.md"))[0]
    section.write_text("# Two\n\nNothing here.\n", encoding="utf-8")
    before = check(run, survey)
    section.write_text("# Two\n\nNothing here [@nobody].\n", encoding="utf-8")
    assert "CIT001" in check(run, survey)
    section.write_text("# Two\n\nNothing here.\n", encoding="utf-8")
    assert check(run, survey) == before
    (survey / "sections/unlisted.md").write_text("# More\n", encoding="utf-8")
    assert "CFG015" in check(run, survey)


def test_the_day_is_part_of_it(run: Run, survey: Path) -> None:
    evidence = survey / "references/evidence.yaml"
    text = evidence.read_text(encoding="utf-8")
    evidence.write_text(text.replace("    seen:", "    review_after: '2027-01-01'\n    seen:", 1), encoding="utf-8")
    assert "REF003" not in check(run, survey, SOURCE_DATE_EPOCH="1790000000")
    assert "REF003" in check(run, survey, SOURCE_DATE_EPOCH="1830000000")


def test_an_image_that_disappears_is_missed(run: Run, survey: Path) -> None:
    section = sorted((survey / "sections").glob("02*.md"))[0]
    image = survey / "sections/dot.svg"
    image.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>', encoding="utf-8")
    section.write_text('# Two\n\n![A dot on white](dot.svg){alt="a dot"}\n', encoding="utf-8")
    assert "FIG003" not in check(run, survey)
    image.unlink()
    assert "FIG003" in check(run, survey)


def test_damaged_findings_are_found_anew(run: Run, survey: Path, tmp_path: Path) -> None:
    fresh = check(run, survey)
    for file in (tmp_path / "cache").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-3] + b"xxx")
    assert check(run, survey) == fresh
