"""Which languages are written from right to left, and which in the letters of East Asia."""

from __future__ import annotations

#: Primary language subtags of scripts that are written from right to left.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
_EAST_ASIAN = frozenset({"ja", "ko", "zh", "yue"})


def is_right_to_left(language: str) -> bool:
    """Whether text of this BCP 47 tag runs from right to left: "ar", "fa-IR"."""
    return language.split("-")[0].lower() in _RIGHT_TO_LEFT


def is_east_asian(language: str) -> bool:
    """Whether text of this BCP 47 tag is set in Chinese, Japanese or Korean letters."""
    return language.split("-")[0].lower() in _EAST_ASIAN
