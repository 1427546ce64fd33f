"""Images of the project travel inside the document: as `data:` addresses, which every writer takes."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from wellsourced.compose import ast
from wellsourced.pandoc import Block
from wellsourced.project.images import find_image, is_file_address
from wellsourced.project.paths import read_bytes


def embed_images(blocks: list[Block], section: str, root: Path) -> list[Block]:
    """Blocks whose images of the project are embedded. Addresses count from the folder of `section`, or from `root`.

    What is missing or cannot be used stays as it is, and so do other addresses (`data:`, the web): the rule FIG003
    speaks of the former, the writers of the latter.
    """

    def change(element: dict[str, Any]) -> list[dict[str, Any]] | None:
        attributes, alt, (target, title) = element["c"]
        if not is_file_address(target):
            return None
        image = find_image(root, section, unquote(target))
        content = None if image.problem else read_bytes(root, image.path).content
        if content is None:
            return None
        address = f"data:{image.media_type};base64,{base64.b64encode(content).decode()}"
        return [{"t": "Image", "c": [attributes, alt, [address, title]]}]

    embedded: list[Block] = ast.rewrite(blocks, ("Image",), change)
    return embedded
