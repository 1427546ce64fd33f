"""What changed since an earlier dossier or a git revision."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from review_projects import bees, collect, find_claim, make_record, write_files

from wellsourced.project.status import fingerprint
from wellsourced.review.compare import mark_changes
from wellsourced.review.dossier import Dossier

Change = Callable[[dict[str, Any]], None]


def compared(tmp_path: Path, change: Change) -> Dossier:
    files = bees()
    before = collect(write_files(tmp_path / "before", files), entries=False)
    change(files)
    return mark_changes(before, collect(write_files(tmp_path / "now", files), entries=False), since="round 1")


def edit(old: str, new: str) -> Change:
    def change(files: dict[str, Any]) -> None:
        assert old in files["sections/hives.md"]
        files["sections/hives.md"] = files["sections/hives.md"].replace(old, new)

    return change


def changed_claims(dossier: Dossier) -> dict[str, str]:
    return {claim.text: claim.change for s in dossier.sections for claim in s.claims if claim.change}


def test_nothing_changed(tmp_path: Path) -> None:
    dossier = compared(tmp_path, lambda _: None)
    assert dossier.changes is not None
    assert dossier.changes.headline == "Nothing changed since round 1"
    assert changed_claims(dossier) == {}


def test_reworded_claim_is_changed_and_shows_its_earlier_words(tmp_path: Path) -> None:
    dossier = compared(tmp_path, edit("Losses fell by 40 percent", "Losses fell by 41 percent"))
    claim = find_claim(dossier, "41 percent")
    assert (claim.change, claim.before) == ("changed", "Losses fell by 40 percent in the north. [@keeper2020]")
    assert dossier.changes.headline == "1 claim changed since round 1"


def test_moved_claim_is_no_change(tmp_path: Path) -> None:
    dossier = compared(tmp_path, edit("# Hives\n\n", "# Hives\n\nWhat follows is about them.\n\n"))
    assert changed_claims(dossier) == {}


def test_other_source_or_locator_is_a_change(tmp_path: Path) -> None:
    assert changed_claims(compared(tmp_path, edit("p. 12", "p. 13"))) == {
        "Hives were counted in 73 villages.": "changed"
    }


def test_new_and_removed_claims(tmp_path: Path) -> None:
    dossier = compared(tmp_path, edit("A count of 900 hives has no source.", "Wasps numbered 5 million [@roe2021]."))
    assert changed_claims(dossier) == {"Wasps numbered 5 million.": "added"}
    assert dossier.sections[0].removed == ("A count of 900 hives has no source.",)
    assert dossier.changes.headline == "2 claims changed since round 1"


def test_claim_whose_fact_changed_is_changed_and_so_is_the_fact(tmp_path: Path) -> None:
    def change(files: dict[str, Any]) -> None:
        files["article/facts.yaml"]["facts"][0]["value"] = 74

    dossier = compared(tmp_path, change)
    assert changed_claims(dossier) == {"Hives were counted in 74 villages.": "changed"}
    assert [(fact.id, fact.change, fact.changed) for fact in dossier.facts] == [("hives-2020", "changed", ("value",))]
    assert dossier.changes.headline == "1 claim and 1 fact changed since round 1"


def test_edited_reference_says_what_changed(tmp_path: Path) -> None:
    def change(files: dict[str, Any]) -> None:
        keeper, stale = (
            next(item for item in files["references/bibliography.yaml"]["references"] if item["id"] == id)
            for id in ("keeper2020", "stale2019")
        )
        keeper["title"] = "Counting all hives"
        files["references/evidence.yaml"]["evidence"]["stale2019"].append(
            make_record(stale, url="https://new.example/")
        )
        assert fingerprint(stale)

    dossier = compared(tmp_path, change)
    changed = {card.id: card.changed for card in dossier.references if card.change}
    assert changed == {
        "keeper2020": ("the entry", "status: verified, now stale"),
        "stale2019": ("status: stale, now verified", "evidence: 1 added, 0 removed"),
    }
    assert dossier.changes.headline.startswith("2 references")


def test_removed_things_are_named(tmp_path: Path) -> None:
    def change(files: dict[str, Any]) -> None:
        files["references/bibliography.yaml"]["references"].pop()
        del files["references/instruments.yaml"]["instruments"][0]["not_to_be_confused_with"]
        files["references/instruments.yaml"]["instruments"].pop()

    dossier = compared(tmp_path, change)
    assert dossier.changes.removed_references == ("unused2001",)
    assert dossier.changes.removed_instruments == ("wasp-convention",)
    assert next(c for c in dossier.instruments).changed == ("not to be confused with",)
    assert dossier.changes.headline == "1 reference and 2 named things changed since round 1"


def test_removed_section_is_named_and_its_claims_count(tmp_path: Path) -> None:
    def change(files: dict[str, Any]) -> None:
        files["article/article.yaml"]["sections"] = ["hives.md"]

    dossier = compared(tmp_path, change)
    assert dossier.changes.removed_sections == ("Honey",)
    assert dossier.changes.claims == 2


def test_unlike_sections_are_added_and_removed_whole(tmp_path: Path) -> None:
    files = bees()
    dossiers = []
    for word in ("Alpha", "Omega, which is long,"):
        sentences = (f"{word} counted {number} and {number * 7} bees [@keeper2020]." for number in range(200))
        files["sections/hives.md"] = "# Hives\n\n" + "\n\n".join(sentences)
        dossiers.append(collect(write_files(tmp_path, files), entries=False))
    dossier = mark_changes(*dossiers, since="round 1")
    assert set(changed_claims(dossier).values()) == {"added"}
    assert len(dossier.sections[0].removed) == 200
    assert dossier.changes.headline == "400 claims changed since round 1"


# --- git -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository" / "survey"
    write_files(root, bees())
    git(root.parent, "init", "--quiet")
    git(root.parent, "add", ".")
    git(root.parent, "commit", "--quiet", "-m", "first")
    git(root.parent, "tag", "round-1")
    edit_file(root / "sections/hives.md", "40 percent", "41 percent")
    return root


def git(folder: Path, *arguments: str) -> str:
    identity = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout


def edit_file(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def check(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wellsourced", "check", *arguments],
        cwd=root,
        env={**os.environ, "WELLSOURCED_CACHE": str(root.parent.parent / "cache"), "SOURCE_DATE_EPOCH": "1795305600"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_since_a_revision(repository: Path) -> None:
    done = check(repository, "--format", "review-json", "--since", "round-1")
    assert done.returncode == 1, done.stderr
    dossier = json.loads(done.stdout)
    assert dossier["changes"]["headline"] == "1 claim changed since round-1"
    assert git(repository, "status", "--porcelain").split() == ["M", "survey/sections/hives.md"]


def test_since_an_earlier_dossier(repository: Path, tmp_path: Path) -> None:
    file = tmp_path / "round 1.json"
    assert check(repository, "--format", "review-json", "--output", str(file)).returncode == 1
    edit_file(repository / "sections/honey.md", "12 towns", "15 towns")
    page = check(repository, "--format", "html", "--since", str(file)).stdout
    assert "<strong>1 claim changed since round 1.</strong>" in page


def test_filters_and_hooks_of_the_repository_do_not_run(repository: Path, tmp_path: Path) -> None:
    marker = tmp_path / "taken"
    (repository.parent / ".gitattributes").write_text("* filter=evil\n")
    git(repository, "add", "../.gitattributes")
    git(repository, "commit", "--quiet", "-m", "attributes")
    git(repository, "config", "filter.evil.smudge", f"touch {marker}; cat")
    git(repository, "config", "core.fsmonitor", f"touch {marker}")
    assert json.loads(check(repository, "--format", "review-json", "--since", "HEAD").stdout)["changes"]["claims"] == 1
    assert not marker.exists()


@pytest.mark.parametrize(
    "since", ["--output=x", "nosuch", "round-1:survey", "", "nosuch.json", "round\n1", "HEAD^{tree}"]
)
def test_no_such_state_is_a_clear_error(repository: Path, since: str) -> None:
    done = check(repository, "--format", "html", f"--since={since}")
    assert done.returncode == 2
    assert "Error: --since:" in done.stderr
    assert done.stdout == ""


def test_outside_a_repository_is_a_clear_error(tmp_path: Path) -> None:
    root = write_files(tmp_path / "survey", bees())
    done = check(root, "--format", "html", "--since", "HEAD")
    assert done.returncode == 2
    assert "git knows no revision 'HEAD'" in done.stderr


def test_state_that_could_not_be_read_is_a_clear_error(repository: Path) -> None:
    (repository / "article/article.yaml").rename(repository / "article/kept.txt")
    git(repository, "add", "--all", ".")
    git(repository, "commit", "--quiet", "-m", "broken")
    (repository / "article/kept.txt").rename(repository / "article/article.yaml")
    done = check(repository, "--format", "html", "--since", "HEAD")
    assert done.returncode == 2
    assert "the project cannot be read as of HEAD: article/article.yaml" in done.stderr


def test_other_forms_cannot_show_changes(repository: Path) -> None:
    done = check(repository, "--since", "round-1")
    assert done.returncode == 2
    assert "--since works with --format html or --format review-json" in done.stderr
