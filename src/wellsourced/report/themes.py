"""Files of the default theme: templates for pages, and the texts that stand beside them."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def theme_environment(folder: str) -> Environment:
    """Templates of `themes/default/FOLDER`, for HTML and XHTML: what they print is escaped, unless it is `Markup`."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("wellsourced", f"themes/default/{folder}"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=16)
def theme_text(folder: str, name: str) -> str:
    """The file `themes/default/FOLDER/NAME`."""
    return files("wellsourced").joinpath("themes/default", folder, name).read_text(encoding="utf-8")
