"""LNK: links lead somewhere safe and say where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wellsourced.checks.addresses import find_problem, split_address, without_tracking
from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Severity
from wellsourced.manuscript.anchors import PRINTED_REFERENCES
from wellsourced.manuscript.links import Link, normalise_label, unescape
from wellsourced.project.figures import SCHEME

#: Letters from which an address is too long to be read as the words of its link.
_LONG_ADDRESS = 40
_SAYS_NOTHING = frozenset(
    {"here", "click here", "click", "click this", "see here", "see", "this", "this link", "link", "the link"}
    | {"read more", "more", "learn more", "see more", "find out more", "more information", "more here", "more info"}
    | {"this page", "page", "web page", "this website", "website", "this site", "site", "url", "see this", "go here"}
)


@rule("LNK001", Severity.ERROR, "The address of a link is malformed", fix="unsafe", reads="text")
def malformed_address(context: Context) -> Iterator[Diagnostic]:
    """An address cannot be followed, or not by what the article is published as.

    ## What it checks

    Addresses of links and of their definitions: spaces, an unfinished `%` code, a missing host or scheme, a link
    that is not closed, and schemes other than http, https, mailto and doi (`javascript:`, `file:` and `data:` among
    them). What leads to doi.org or begins with `doi:` must be a DOI. Files of the project are not published, so the
    article does not link to them.

    ## Why it matters

    The reader gets an error page or plain words, and a source that cannot be reached vouches for nothing.

    ## Example

    ```markdown
    See [the survey](https://bees.example/the survey).
    ```

    ## Use instead

    ```markdown
    See [the survey](https://bees.example/the%20survey).
    ```
    """
    for text in context.texts:
        for address in _addresses(text):
            # An image's file is FIG003's; one inside the address is a picture, not a link; one drawn here is FIG012's.
            if address.image and (
                ":" not in address.target.split("/")[0] or address.target.startswith(("data:", SCHEME))
            ):
                continue
            problem = find_problem(address.target, published=context.manuscript is not None)
            if problem is None:
                continue
            fix = None
            if problem.mended and unescape(text.written(address.start, address.end) or "") == address.target:
                fix = _replace(text, address.start, address.end, problem.mended)
            yield _complain("LNK001", Severity.ERROR, problem.what, text, address, problem.help, fix)
        for start, end in text.links.broken:
            yield Diagnostic(
                "LNK001",
                Severity.ERROR,
                "This is not read as a link: its round bracket is not closed",
                text.parsed.place(start, end),
                help="Close it behind the address; brackets inside an address come in pairs, or it stands in < and >.",
            )


@rule("LNK002", Severity.WARNING, "A link is not secure", fix="unsafe", reads="text")
def insecure_scheme(context: Context) -> Iterator[Diagnostic]:
    """An address begins with `http:`.

    ## What it checks

    Addresses of links, of their definitions, and bare ones.

    ## Why it matters

    What is fetched without encryption can be read and changed on the way, also the page that proves a claim.

    ## Example

    ```markdown
    See [the survey](http://bees.example/survey).
    ```

    ## Use instead

    ```markdown
    See [the survey](https://bees.example/survey).
    ```
    """
    for text in context.texts:
        for address in _addresses(text):
            if address.target[:7].lower() != "http://":
                continue
            parts = split_address(address.target)
            if parts is None or parts.hostname in (None, "localhost", "127.0.0.1", "::1"):
                continue
            fix = None
            if (text.written(address.start, address.start + 4) or "").lower() == "http":
                fix = _replace(text, address.start, address.start + 4, "https")
            yield _complain(
                "LNK002", Severity.WARNING, "This link is not secure", text, address,
                "Look whether the page answers under https:, and write that.", fix,
            )  # fmt: skip


@rule("LNK003", Severity.WARNING, "An address stands bare in the text", fix="safe", reads="text")
def bare_address(context: Context) -> Iterator[Diagnostic]:
    """An address is written into a sentence without being a link.

    ## What it checks

    `https://...`, `http://...` and `www....` in prose, headings, tables and notes, outside links, code and comments.

    ## Why it matters

    pandoc prints its letters, which nobody can follow; what is a source belongs into the bibliography.

    ## Example

    ```markdown
    The count is at https://bees.example/count.
    ```

    ## Use instead

    ```markdown
    The count is at <https://bees.example/count>.
    ```
    """
    for text in context.texts:
        for link in text.links.links:
            if link.form != "bare":
                continue
            written = text.written(link.start, link.end)
            complete = "://" in link.target[:8]
            fix = None
            if written:
                mended = f"<{'' if complete else 'https://'}{written}>"
                fix = Fix(
                    f"write {_shorten(mended)}", (Edit(text.parsed.place(link.start, link.end), mended),), complete
                )
            yield Diagnostic(
                "LNK003",
                Severity.WARNING,
                "This address is not a link",
                text.parsed.place(link.start, link.end),
                help="Cite the source, or write [words that say what it is](address); <address> is the least.",
                fix=fix,
            )


@rule("LNK004", Severity.WARNING, "The words of a link do not say where it leads", reads="text")
def meaningless_words(context: Context) -> Iterator[Diagnostic]:
    """A link is called "here", "this link" or the like, is empty, or is a long address.

    ## What it checks

    The words of each link, emphasis and case left aside, and addresses of more than 40 letters that stand as their own
    words.

    ## Why it matters

    Screen readers list links by their words; print shows nothing else. An address of 60 letters is read out letter by
    letter.

    ## Example

    ```markdown
    The survey is [here](https://bees.example/survey).
    ```

    ## Use instead

    ```markdown
    The [survey of 2020](https://bees.example/survey) counts them.
    ```
    """
    for text in context.texts:
        for link in text.links.links:
            if link.image or link.form == "bare" or _named_by_number(link):
                continue
            complaint = _judge_words(text, link)
            if complaint:
                span = text.parsed.place(link.words_start, link.words_end)
                if link.words_start == link.words_end:
                    span = text.parsed.place(link.start, link.end)
                yield Diagnostic(
                    "LNK004",
                    Severity.WARNING,
                    complaint,
                    span,
                    help="Name what the reader finds there: the title of the page, the body, the data.",
                )


@rule("LNK005", Severity.WARNING, "A link by label has no address, or an address no link", reads="text")
def undefined_label(context: Context) -> Iterator[Diagnostic]:
    """`[words][label]` has no `[label]: address` in its file, or the other way round.

    ## What it checks

    Labels are compared without regard to case. Words in a single pair of brackets are no link where nothing has that
    label. The words of a heading are a label of it.

    ## Why it matters

    pandoc prints the brackets; an address that nothing uses was meant for some place.

    ## Example

    ```markdown
    See [the survey][bees2020].

    [bees2002]: https://bees.example/survey
    ```

    ## Use instead

    ```markdown
    See [the survey][bees2020].

    [bees2020]: https://bees.example/survey
    ```
    """
    for text in context.texts:
        links = text.links
        for reference in links.undefined:
            yield Diagnostic(
                "LNK005",
                Severity.WARNING,
                f"Nothing in this file has the label {_shorten(reference.label)!r}",
                text.parsed.place(reference.start, reference.end),
                help=f"Write [{_shorten(reference.label)}]: and the address in a paragraph of its own.",
            )
        for definition in links.definitions:
            if normalise_label(definition.label) not in links.used_labels:
                yield Diagnostic(
                    "LNK005",
                    Severity.WARNING,
                    f"No link uses the label {_shorten(definition.label)!r}",
                    text.parsed.place(definition.start, definition.end),
                    help="Use it, or remove the line.",
                )


@rule("LNK006", Severity.INFO, "An address follows the reader", fix="safe", reads="text")
def tracking_parameters(context: Context) -> Iterator[Diagnostic]:
    """An address carries parameters that serve to recognise the reader or the campaign.

    ## What it checks

    Parameters such as `utm_source`, `fbclid`, `gclid` and `mc_eid` in the query of an address.

    ## Why it matters

    They tell the site where the reader comes from, and lead to the same page without.

    ## Example

    ```markdown
    See [the survey](https://bees.example/survey?year=2020&utm_source=newsletter).
    ```

    ## Use instead

    ```markdown
    See [the survey](https://bees.example/survey?year=2020).
    ```
    """
    for text in context.texts:
        for address in _addresses(text):
            if "?" not in address.target or without_tracking(address.target) is None:
                continue
            written = text.written(address.start, address.end)
            mended = without_tracking(written) if written and " " not in written else None
            fix = _replace(text, address.start, address.end, mended, safe=True) if mended else None
            yield _complain(
                "LNK006", Severity.INFO, "This address carries parameters that follow the reader", text, address,
                "Remove them; the page stays the same.", fix,
            )  # fmt: skip


class _Address(NamedTuple):
    """An address as the author wrote it at `text[start:end]`, once for each place."""

    target: str
    start: int
    end: int
    image: bool


def _addresses(text: ReadText) -> Iterator[_Address]:
    for link in text.links.links:
        # Bare ones without a scheme are no address yet; those by label stand where the label is defined.
        if link.form != "reference" and not (link.form == "bare" and "://" not in link.target[:8]):
            start, end = link.target_start, link.target_end
            yield (
                _Address(link.target, start, end, link.image)
                if end > start
                else _Address(link.target, link.start, link.end, link.image)
            )
    for definition in text.links.definitions:
        yield _Address(definition.target, definition.target_start, definition.target_end, False)


def _complain(
    code: str, severity: Severity, what: str, text: ReadText, address: _Address, help: str, fix: Fix | None
) -> Diagnostic:
    return Diagnostic(code, severity, what, text.parsed.place(address.start, address.end), help=help, fix=fix)


def _replace(text: ReadText, start: int, end: int, new: str, *, safe: bool = False) -> Fix:
    return Fix(f"write {_shorten(new)}", (Edit(text.parsed.place(start, end), new),), safe)


def _named_by_number(link: Link) -> bool:
    """Whether it has no words because the article prints its target's number."""
    target = link.target.removeprefix("#")
    return link.words_start == link.words_end and link.target.startswith("#") and target.startswith(PRINTED_REFERENCES)


def _judge_words(text: ReadText, link: Link) -> str | None:
    parsed = text.parsed
    words = unescape(parsed.text[link.words_start : link.words_end])
    if link.form == "autolink" or re.match(r"(?:https?://|www\.)\S+$", words):
        if len(words) > _LONG_ADDRESS and "@" not in words[:8]:
            return f"An address of {len(words)} letters stands as the words of its link"
        return None
    plain = words.strip(" *_.,:;!?…»›>()'\"").casefold()
    if plain in _SAYS_NOTHING:
        return f"{_shorten(words)!r} does not say where the link leads"
    if not plain and not re.search(r"\w|!\[", words):
        return "The link has no words"
    return None


def _shorten(words: str, limit: int = 60) -> str:
    words = " ".join(words.split())
    return words if len(words) <= limit else f"{words[: limit - 1]}…"


RULES = (malformed_address, insecure_scheme, bare_address, meaningless_words, undefined_label, tracking_parameters)
