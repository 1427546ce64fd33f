"""What an article declares about itself behind its text, as AST blocks: contributions, funding, interests, history."""

from __future__ import annotations

from wellsourced.compose import ast
from wellsourced.compose.document import Document
from wellsourced.pandoc import Block, Inline
from wellsourced.publish.metadata.record import ArticleRecord, Funder, clean, describe_article
from wellsourced.publish.title_block import write_change

_HEADING = "About this article"
#: CRediT roles (credit.niso.org) whose names are more than their identifiers with spaces.
_ROLES = {
    "writing-original-draft": "writing – original draft",
    "writing-review-editing": "writing – review and editing",
}
_SPACE: Inline = {"t": "Space"}


def write_about(document: Document) -> list[Block]:
    """A heading and a paragraph for each statement that article.yaml makes; nothing where it makes none."""
    record = describe_article(document)
    statements = [
        ("Contributions", _contributions(record)),
        ("Funding", _funding(record)),
        ("Competing interests", ast.words(clean(document.article.competing_interests or ""))),
        ("Acknowledgements", ast.words(clean(document.article.acknowledgements or ""))),
        ("Source", [ast.link(ast.words(record.repository), record.repository)] if record.repository else []),
        ("Published at", [ast.link(ast.words(record.address), record.address)] if record.address else []),
    ]
    blocks = [_role("statement", [_label(name), _SPACE, *words]) for name, words in statements if words]
    blocks += [_role("statement", write_change(change)) for change in record.history]
    return [_role("front-heading", ast.words(_HEADING)), *blocks] if blocks else []


def _role(name: str, inlines: list[Inline]) -> Block:
    return {"t": "Div", "c": [["", [], [["role", name]]], [ast.para(*inlines)]]}


def _label(name: str) -> Inline:
    return ast.strong(ast.words(f"{name}."))


def _contributions(record: ArticleRecord) -> list[Inline]:
    each = [
        f"{author.name}: {', '.join(_ROLES.get(role, role.replace('-', ' ')) for role in author.roles)}"
        for author in record.contributors
        if author.roles
    ]
    return ast.words("; ".join(each) + ".") if each else []


def _funding(record: ArticleRecord) -> list[Inline]:
    inlines: list[Inline] = []
    for funder in record.funding:
        inlines += [{"t": "Str", "c": ";"}, _SPACE] if inlines else []
        inlines += _funder(funder)
    return [*inlines, {"t": "Str", "c": "."}] if inlines else []


def _funder(funder: Funder) -> list[Inline]:
    name = ast.words(funder.name)
    inlines = [ast.link(name, funder.id)] if funder.id else name
    return [*inlines, _SPACE, *ast.words(f"(award {funder.award})")] if funder.award else inlines
