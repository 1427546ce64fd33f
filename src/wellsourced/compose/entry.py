"""One entry of the bibliography in words, where no document exists: `refs show`, review cards, hover texts.

citeproc-py renders a single entry in milliseconds; the article itself is rendered by pandoc's citeproc, which passes
more of the CSL test suite (DESIGN.md, "Doors to the outside").
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from typing import Any


class EntryError(Exception):
    """citeproc-py cannot render the entry in this style."""


def render_entry(item: Mapping[str, Any], csl: str, *, language: str = "en-GB") -> str:
    """The entry of `item` (CSL-JSON) in the style `csl`, as plain text. Raises EntryError."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    # citeproc-py lower-cases ids on look-up and knows no aliases.
    known = {**{key: value for key, value in item.items() if key != "aliases"}, "id": "entry"}
    try:
        with warnings.catch_warnings():
            # It warns of variables it does not know; they are simply not printed.
            warnings.simplefilter("ignore")
            source = CiteProcJSON([known])
            style = CitationStylesStyle(io.BytesIO(csl.encode()), locale=language, validate=False)
            bibliography = CitationStylesBibliography(style, source, formatter.plain)
            bibliography.register(Citation([CitationItem("entry")]))
            entries = bibliography.bibliography()
    except Exception as error:
        # citeproc-py raises whatever its internals raise on data it does not expect.
        raise EntryError(f"citeproc-py cannot render {item.get('id')!r}: {type(error).__name__}: {error}") from error
    return " ".join(str(entries[0]).split()) if entries else ""
