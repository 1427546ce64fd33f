"""Nothing outside of the project is read, and nothing on disk hangs or kills the load."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from wellsourced.project import paths
from wellsourced.project.load import load

WriteProject = Callable[..., Path]

SECRET = "wells-secret"


def complaints(root: Path) -> list[tuple[str, str]]:
    loaded = load(root)
    assert SECRET not in str(loaded)
    return [(diagnostic.code, str(diagnostic.span)) for diagnostic in loaded.diagnostics]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    for name in ("00-introduction.md", "facts.yaml", "article.yaml"):
        (folder / name).write_text(f"{SECRET}: [\n")
    return folder


def test_section_that_is_a_link_to_the_outside(write_project: WriteProject, outside: Path) -> None:
    root = write_project({"sections/00-introduction.md": None})
    (root / "sections").mkdir()
    (root / "sections/00-introduction.md").symlink_to(outside / "00-introduction.md")
    assert complaints(root) == [("CFG017", "article/article.yaml:5:5")]


def test_sections_folder_that_is_a_link_to_the_outside(write_project: WriteProject, outside: Path) -> None:
    root = write_project({"sections/00-introduction.md": None})
    (root / "sections").symlink_to(outside)
    assert complaints(root) == [("CFG017", "article/article.yaml:5:5")]


def test_data_file_that_is_a_link_to_the_outside(write_project: WriteProject, outside: Path) -> None:
    root = write_project()
    (root / "article/facts.yaml").symlink_to(outside / "facts.yaml")
    assert complaints(root) == [("CFG017", "article/facts.yaml:1:1")]


def test_article_folder_that_is_a_link_to_the_outside(write_project: WriteProject, outside: Path) -> None:
    root = write_project({"article/article.yaml": None})
    (root / "article").symlink_to(outside)
    assert ("CFG017", "article/article.yaml:1:1") in complaints(root)


def test_relative_link_that_climbs_out(write_project: WriteProject, outside: Path) -> None:
    root = write_project()
    (root / "article/facts.yaml").symlink_to(Path("../..", outside.name, "facts.yaml"))
    assert complaints(root) == [("CFG017", "article/facts.yaml:1:1")]


def test_folder_whose_name_only_begins_like_the_project(write_project: WriteProject, tmp_path: Path) -> None:
    root = write_project()
    twin = tmp_path / "project-twin"
    twin.mkdir()
    (twin / "facts.yaml").write_text(f"{SECRET}: [\n")
    (root / "article/facts.yaml").symlink_to(twin / "facts.yaml")
    assert complaints(root) == [("CFG017", "article/facts.yaml:1:1")]


def test_links_inside_the_project_and_to_the_project_are_fine(write_project: WriteProject, tmp_path: Path) -> None:
    root = write_project({"article/kept-facts.yaml": "facts: []\n"})
    (root / "article/facts.yaml").symlink_to("kept-facts.yaml")
    (tmp_path / "link").symlink_to(root)
    assert complaints(tmp_path / "link") == []


def test_dangling_and_circular_links(write_project: WriteProject) -> None:
    root = write_project()
    (root / "article/facts.yaml").symlink_to("terms.yaml")
    (root / "article/terms.yaml").symlink_to("facts.yaml")
    (root / "article/help.yaml").symlink_to("nothing.yaml")
    assert complaints(root) == [("CFG001", "article/facts.yaml:1:1"), ("CFG001", "article/terms.yaml:1:1")]


def test_folders_and_pipes_in_the_place_of_files(write_project: WriteProject) -> None:
    root = write_project({"sections/00-introduction.md": None, "article/facts.yaml/x": "", "sections/x.txt": ""})
    os.mkfifo(root / "sections/00-introduction.md")
    os.mkfifo(root / "article/terms.yaml")
    assert complaints(root) == [
        ("CFG001", "article/article.yaml:5:5"),
        ("CFG001", "article/facts.yaml:1:1"),
        ("CFG001", "article/terms.yaml:1:1"),
    ]


def test_file_in_the_place_of_a_folder(write_project: WriteProject) -> None:
    root = write_project({"sections/00-introduction.md": None, "sections": "not a folder", "references": "neither"})
    assert complaints(root) == [("CFG014", "article/article.yaml:5:5")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission(write_project: WriteProject) -> None:
    root = write_project({"article/facts.yaml": "facts: []\n"})
    (root / "article/facts.yaml").chmod(0)
    assert complaints(root) == [("CFG001", "article/facts.yaml:1:1")]


def test_file_beyond_the_limit_is_not_read(write_project: WriteProject) -> None:
    root = write_project()
    for path in ("article/facts.yaml", "sections/00-introduction.md"):
        with (root / path).open("wb") as stream:
            stream.truncate(paths.MAX_FILE_BYTES + 1)
    assert complaints(root) == [("CFG001", "article/article.yaml:5:5"), ("CFG001", "article/facts.yaml:1:1")]


def test_file_names_that_no_disk_can_hold(write_project: WriteProject) -> None:
    long = "x" * 5000
    root = write_project(
        {
            "article/article.yaml": "title: T\nauthors: [{name: A}]\nsections:\n- 00-introduction.md\n"
            f'- {long}.md\n- "a\\0b.md"\n- "."\n- a//b.md\n'
        }
    )
    assert complaints(root) == [
        ("CFG001", "article/article.yaml:5:3"),
        ("CFG003", "article/article.yaml:6:3"),
        ("CFG014", "article/article.yaml:6:3"),
        ("CFG017", "article/article.yaml:7:3"),
        ("CFG014", "article/article.yaml:8:3"),
    ]
