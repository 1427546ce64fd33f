"""The shipped JSON Schemas are those of the models, and say the same as the load."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wellsourced.project.models import DATA_FILES
from wellsourced.project.schemas import (
    SCHEMA_NAMES,
    SHIPPED,
    generate_schema,
    render_schema,
    schema_line,
    write_schemas,
)
from wellsourced.project.validate import validate
from wellsourced.project.yaml_positions import read_yaml

NAMES = (
    *(
        "article",
        "bibliography",
        "evidence",
        "instruments",
        "deeds",
        "rejected",
        "facts",
        "corrections",
        "terms",
        "help",
    ),
    "safety",
)

GOOD = {
    "article": "title: T\nauthors: [{name: A, orcid: 0000-0001-2345-678X}]\n"
    "sections: [a.md, {file: b.md, role: section}]\n",
    "bibliography": "references: [{id: a, type: book, issued: {date-parts: [[2020, 1]]}, DOI: 10.1/x}]\n",
    "evidence": f"evidence: {{a: [{{url: 'https://e.org', kind: primary, confirms: [title], seen: 2026-11-22, "
    f"fingerprint: '{'0' * 64}'}}]}}\n",
    "instruments": "instruments: [{id: a, kind: treaty, official_name: N, identifiers: {CETS: '201'}}]\n",
    "deeds": "deeds: [{id: a, what: w, of: [tool], ways: [{verbs: [v], objects: [o]}], nouns: [n]}]\n",
    "rejected": "rejected: [{id: a, claim: c, why: w}]\n",
    "facts": "facts: [{id: a, statement: s, source: b, value: 1.5}, "
    "{id: c, statement: s, source: b, value: 2020-01-01}]\n",
    "corrections": "corrections: [{id: a, quote: q, verdict: correct, explanation: e, wrong: [x, {pattern: y}]}]\n",
    "terms": "terms: [{id: a, discouraged: [x], preferred: y, exceptions: [quotations]}]\n",
    "help": "seen: 2026-11-22\nhelp_points: [{id: a, name: n, url: 'https://e.org', for: all}]\n",
    "safety": "salt: 0123456789abcdef0123456789abcdef\nphrases: [{id: a, why: w, all: [x, [y, z]]}]\n",
}
BAD = {
    "article": ["title: T\n", "title: ''\nauthors: [{name: A}]\nsections: [a.md]\n", GOOD["article"] + "colour: x\n"],
    "bibliography": ["references: [{id: a, type: bok}]\n", "references: [{id: ' ', type: book}]\n"],
    "evidence": [GOOD["evidence"].replace("primary", "hearsay"), GOOD["evidence"].replace("2026-11-22", "2026-13")],
    "instruments": [GOOD["instruments"].replace("treaty", "tready"), GOOD["instruments"].replace("id: a", "id: A")],
    "deeds": [GOOD["deeds"].replace("tool", "took"), GOOD["deeds"].replace("verbs: [v]", "verbs: []")],
    "rejected": ["rejected: [{id: a}]\n", "[]\n"],
    "facts": [GOOD["facts"].replace("1.5", "[1]"), GOOD["facts"].replace("id: a", "ID: a")],
    "corrections": [GOOD["corrections"].replace("correct,", "right,"), "corrections: {}\n"],
    "terms": [GOOD["terms"].replace("[x]", "[]"), GOOD["terms"].replace("quotations", "titles")],
    "help": [GOOD["help"].replace("https://e.org", "e.org"), GOOD["help"].replace("for:", "for_:")],
    "safety": [GOOD["safety"].replace("0123", "xyz"), GOOD["safety"].replace("all: [x, [y, z]]", "all: []")],
}


def accepts(name: str, text: str) -> bool:
    document = read_yaml("f.yaml", text)
    assert document.readable
    return validate(document.value, DATA_FILES[SCHEMA_NAMES[name]], document.positions)[0] is not None


def test_a_schema_is_shipped_for_every_data_file() -> None:
    assert set(SCHEMA_NAMES) == set(NAMES)
    assert {file.name for file in SHIPPED.iterdir()} >= {f"{name}.schema.json" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_shipped_schemas_are_current(name: str) -> None:
    shipped = (SHIPPED / f"{name}.schema.json").read_text(encoding="utf-8")
    assert shipped == render_schema(name), (
        "the models changed: run write_schemas(SHIPPED) of wellsourced.project.schemas"
    )


@pytest.mark.parametrize("name", NAMES)
def test_schemas_stand_on_their_own(name: str) -> None:
    schema = generate_schema(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    references: list[str] = []

    def collect(node: Any) -> None:
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            if key == "$ref":
                references.append(value)
            elif isinstance(value, (dict, list)):
                collect(value)

    collect(schema)
    assert {reference.removeprefix("#/$defs/") for reference in references} == set(schema.get("$defs", {}))


@pytest.mark.parametrize("name", NAMES)
def test_the_load_accepts_the_good_and_refuses_the_bad(name: str) -> None:
    assert accepts(name, GOOD[name])
    assert [text for text in BAD[name] if accepts(name, text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_schemas_and_load_agree(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(generate_schema(name))
    validator.check_schema(validator.schema)
    for text in (GOOD[name], *BAD[name]):
        assert validator.is_valid(read_yaml("f.yaml", text).value) == accepts(name, text)


def test_schemas_are_written_where_asked(tmp_path: Path) -> None:
    files = write_schemas(tmp_path / "deep" / "folder")
    assert len(files) == len(NAMES) + 1  # and the schema of figures
    assert all(json.loads(file.read_text(encoding="utf-8"))["$id"] == file.name for file in files)


def test_schema_line_leads_from_the_file_to_its_schema(tmp_path: Path) -> None:
    line = schema_line("references/evidence.yaml", tmp_path)
    assert line == "# yaml-language-server: $schema=../.schemas/evidence.schema.json"
    repository = SHIPPED.parents[2]
    if (repository / "src").is_dir():
        own = schema_line("article/facts.yaml", repository).partition("$schema=")[2]
        assert (repository / "article" / own).resolve() == (SHIPPED / "facts.schema.json").resolve()
