"""What a page of ours may do: the Content-Security-Policy that stands in the page itself."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256


def content_security_policy(style: str, script: str) -> str:
    """Nothing may be loaded, sent or run but this style sheet and this script (Content Security Policy Level 3)."""
    return _policy(_hash_source(style), _hash_source(script))


def site_security_policy() -> str:
    """For pages that share files: styles and scripts of the same site only. Nothing is sent, nothing else is loaded."""
    return _policy("self", "self")


def _policy(style: str, script: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{script}'",
            f"style-src '{style}'",
            "img-src data:",
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def _hash_source(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
