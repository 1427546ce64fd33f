"""The records of metadata/ before their judges: the official schemas of Crossref, CITATION.cff and CSL, vocabularies.

Three articles stand before them: the judges' project, this repository's own, and one that says only what it must.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from lxml import etree

from .building import REPOSITORY, build, output
from .conftest import Bench
from .metadata_rules import ZENODO

MINIMAL = "title: Tea\nauthors:\n- name: Ada Writer\nsections: [00-tea.md]\n"
#: What Crossref must have besides.
REGISTERED = "doi: 10.5555/tea\naddress: https://tea.example.org/\n"
SECTION = "# Tea\n\nTea is a drink.\n"
#: Terms of schema.org younger than the list in rdflib.
YOUNGER = {"funding"}
#: What CodeMeta 3.0 adds to schema.org, as far as it is used.
CODEMETA = {"referencePublication"}
ARTICLES = ("judges' project", "this article", "least article", "least article with a DOI")


@pytest.fixture(scope="module", params=ARTICLES)
def records(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder metadata/ of an article."""
    if request.param == ARTICLES[0]:
        folder: Path = request.getfixturevalue("judged_project")
        return output(folder, "metadata").parent
    if request.param == ARTICLES[1]:
        folder = request.getfixturevalue("judged_article")
        return output(folder, "metadata").parent
    root = tmp_path_factory.mktemp("least")
    (root / "article").mkdir()
    (root / "sections").mkdir()
    (root / "sections/00-tea.md").write_text(SECTION, encoding="utf-8")
    more = REGISTERED if request.param == ARTICLES[3] else ""
    article = MINIMAL.replace("Ada Writer\n", "Ada Writer\n  email: ada@example.org\n") if more else MINIMAL
    (root / "article/article.yaml").write_text(article + more, encoding="utf-8")
    assert not build(root, root / "build", ("metadata",))
    return root / "build/metadata"


@pytest.fixture(scope="module")
def deposits() -> dict[Path, Any]:
    """Crossref's schema, compiled once, by the folder it came from."""
    return {}


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_citation_file_is_valid(records: Path, judge: Bench) -> None:
    schemas = judge("metadata-schemas")
    assert schemas.home is not None
    citation = yaml.safe_load((records / "CITATION.cff").read_text(encoding="utf-8"))
    schema = read_json(schemas.home / "cff_v1.2.0.json")
    checker = jsonschema.Draft7Validator.FORMAT_CHECKER
    jsonschema.validate(citation, schema, cls=jsonschema.Draft7Validator, format_checker=checker)
    judge.says("CITATION.cff 1.2.0 JSON Schema", "valid")


def test_deposit_is_valid_against_the_schema_of_crossref(
    records: Path, judge: Bench, deposits: dict[Path, Any]
) -> None:
    deposit = records / "crossref.xml"
    if "10." not in (records / "article.csl.json").read_text(encoding="utf-8"):
        assert not deposit.exists()
        pytest.skip("the article has no DOI, so there is no deposit")
    judge("xmlschema")
    home = judge("metadata-schemas").home
    assert home is not None
    schema = deposits.get(home) or deposits.setdefault(home, compile_deposit_schema(home / "crossref"))
    errors = [f"{error.path}: {error.reason}" for error in schema.iter_errors(str(deposit))]
    assert errors == []
    judge.says("Crossref deposit schema 5.5.0", "valid")


def compile_deposit_schema(folder: Path) -> Any:
    """Crossref's XSD, which is XML Schema 1.1, with what it includes from elsewhere taken from beside it."""
    import xmlschema

    local = {
        "http://www.w3.org/2001/xml.xsd": "xml.xsd",
        "http://www.w3.org/2009/01/xml.xsd": "xml.xsd",
        "http://www.w3.org/Math/XMLSchema/mathml3/mathml3.xsd": "standard-modules/mathml3/mathml3.xsd",
    }
    mapped = {address: (folder / path).as_uri() for address, path in local.items()}
    return xmlschema.XMLSchema11(
        str(folder / "crossref5.5.0.xsd"), uri_mapper=lambda uri: mapped.get(uri, uri), allow="local"
    )


def test_items_are_valid_csl_json(records: Path, judge: Bench) -> None:
    home = judge("metadata-schemas").home
    assert home is not None
    schema = read_json(home / "csl-data.json")
    for file in sorted(records.glob("*.csl.json")):
        items = read_json(file)
        jsonschema.validate(items, schema if schema.get("type") == "array" else {"type": "array", "items": schema})
    judge.says("csl-data.json", "valid")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("file, more", [("schema-org.jsonld", YOUNGER), ("codemeta.json", YOUNGER | CODEMETA)])
def test_every_word_of_the_linked_data_is_one_of_the_vocabulary(
    records: Path, judge: Bench, file: str, more: set[str]
) -> None:
    judge("rdflib")
    from rdflib import RDF, SDO, Graph, URIRef

    described = read_json(records / file)
    # The context by its address is not to be had without a network; this one says the same of every plain word.
    assert described.pop("@context") in {"https://schema.org", "https://w3id.org/codemeta/3.0"}
    graph = Graph()
    graph.parse(data=json.dumps({"@context": {"@vocab": str(SDO)}, **described}), format="json-ld")
    assert len(graph) > 5
    words = {predicate for predicate in graph.predicates() if predicate != RDF.type}
    words |= {kind for kind in graph.objects(predicate=RDF.type) if isinstance(kind, URIRef)}
    unknown = {name for word in words if (name := word.removeprefix(str(SDO))) not in more and name not in SDO}
    assert unknown == set()
    judge.says(f"schema.org terms of {file}", "all known")


def test_dublin_core_has_only_its_fifteen_elements(records: Path, judge: Bench) -> None:
    judge("rdflib")
    from rdflib import DC

    root = etree.parse(records / "dublin-core.xml").getroot()
    assert etree.QName(root).localname == "dc"
    names = [etree.QName(child) for child in root]
    assert names
    assert {name.namespace for name in names} == {str(DC)}
    assert [name.localname for name in names if name.localname not in DC] == []
    assert all(child.text and not len(child) for child in root)


def test_deposition_is_as_zenodo_documents_it(records: Path) -> None:
    jsonschema.validate(read_json(records / "zenodo.json"), ZENODO, cls=jsonschema.Draft202012Validator)


def test_reference_managers_read_every_entry(records: Path, judge: Bench) -> None:
    judge("rispy")
    import rispy

    for file in sorted(records.glob("*.ris")):
        items = rispy.loads(file.read_bytes().decode())
        assert [item["id"] for item in items] == [item["id"] for item in read_json(file.with_suffix(".csl.json"))]
        assert all(item.get("title") for item in items)
    judge.says("RIS read by rispy", "every entry")


def test_bibtex_is_read_entry_by_entry(records: Path, judge: Bench) -> None:
    judge("pybtex")
    from pybtex.database import parse_file

    for file in sorted(records.glob("*.bib")):
        # Strict: whatever is no BibTeX is an exception.
        entries = parse_file(str(file), "bibtex").entries
        assert list(entries) == [item["id"] for item in read_json(file.with_suffix(".csl.json"))]
        assert all(entry.fields.get("title") for entry in entries.values())
    judge.says("BibTeX read by pybtex", "every entry")


def test_citation_file_of_this_repository_is_the_one_of_its_article(judged_article: Path) -> None:
    built = output(judged_article, "metadata").read_bytes()
    assert (REPOSITORY / "CITATION.cff").read_bytes() == built, "copy build/metadata/CITATION.cff to the root"
