"""A new survey is whole, loads without complaint and rests on verified references."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from wellsourced.project.load import load
from wellsourced.project.models import DATA_FILES
from wellsourced.project.scaffold import ScaffoldError, scaffold
from wellsourced.project.schemas import schema_line
from wellsourced.project.status import Status, derive_status


def test_new_survey_loads_without_complaint(tmp_path: Path) -> None:
    root = tmp_path / "deep" / "survey"
    files = scaffold(root, title="Bees")
    assert all(file.is_file() for file in files)
    loaded = load(root)
    assert loaded.diagnostics == ()
    project = loaded.project
    assert project is not None
    assert project.article.title == "Bees"
    assert [section.role for section in project.sections] == ["introduction", *["section"] * 6, "conclusion"]
    assert "Bees" in (root / "README.md").read_text(encoding="utf-8")
    assert (root / ".gitignore").read_text() == "build/\n"


def test_every_reference_is_verified_and_everything_used_exists(tmp_path: Path) -> None:
    scaffold(tmp_path / "survey")
    project = load(tmp_path / "survey").project
    assert project is not None
    assert len(project.references) >= 2
    for reference in project.references:
        report = derive_status(reference.item, project.evidence[reference.id], today=date(2026, 11, 22))
        assert report.status is Status.VERIFIED
    text = "\n".join(section.text for section in project.sections)
    cited = set(re.findall(r"\[@([\w-]+)\]", text))
    assert cited == set(project.reference_by_id)
    assert set(re.findall(r'fact\("([\w-]+)"\)', text)) == set(project.fact_by_id)
    labels = set(re.findall(r"\{#([\w:-]+)\}", text))
    assert set(re.findall(r"\]\(#([\w:-]+)\)", text)) <= labels
    assert all(re.match(r"# \w+ \{#sec:\w+\}\n\n\w", section.text) for section in project.sections)


def test_data_files_name_schemas_that_exist(tmp_path: Path) -> None:
    scaffold(tmp_path)
    present = [path for path in DATA_FILES if (tmp_path / path).exists()]
    assert len(present) == 9
    for path in present:
        first = (tmp_path / path).read_text(encoding="utf-8").split("\n", 1)[0]
        assert first == schema_line(path, tmp_path)
        assert ((tmp_path / path).parent / first.partition("$schema=")[2]).is_file()


@pytest.mark.parametrize(
    "title", ["1e3", "no", 'A "title": with # signs', "Ünïcode 𝄞", "a\nb", "back\\slash", "{{ x }}"]
)
def test_any_title_arrives_as_it_is(tmp_path: Path, title: str) -> None:
    scaffold(tmp_path, title=title)
    loaded = load(tmp_path)
    assert loaded.diagnostics == ()
    assert loaded.project is not None
    assert loaded.project.article.title == title.replace("\n", " ")


def test_control_characters_do_not_get_into_the_title(tmp_path: Path) -> None:
    scaffold(tmp_path, title="a\x00b\udc80\x1b")
    project = load(tmp_path).project
    assert project is not None
    assert project.article.title == "ab"


def test_a_folder_that_is_not_empty_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ScaffoldError, match="not empty"):
        scaffold(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(ScaffoldError, match="is a file"):
        scaffold(tmp_path / "mine.txt")


def test_an_empty_working_directory_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    scaffold(Path())
    assert Path("article/article.yaml").is_file()
    assert not list(Path().glob(".wellsourced*"))


def test_nothing_is_left_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ScaffoldError, match="cannot be made"):
        scaffold(tmp_path / "file" / "survey")
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_two_surveys_are_the_same_to_the_byte(tmp_path: Path) -> None:
    contents = [
        {file.relative_to(root): file.read_bytes() for file in scaffold(root)}
        for root in (tmp_path / "a", tmp_path / "b")
    ]
    assert contents[0] == contents[1]
