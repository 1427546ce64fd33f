"""SAF: nothing reaches the reader that could harm somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import msgspec

from wellsourced.cache import Cache
from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.hidden_services import find_hidden_services
from wellsourced.checks.private_persons import NameFinder, find_mail_addresses, find_phone_numbers
from wellsourced.checks.registry import rule
from wellsourced.checks.words.wordings import Register, compile_register, find_wrong_wordings
from wellsourced.diagnostics import Diagnostic, Related, Severity, Span
from wellsourced.manuscript.spans import LineIndex
from wellsourced.project.models import Correction, ForbiddenPhrase, WrongWording

_ARTICLE = "article/article.yaml"
_SAFETY = "article/safety.yaml"


@rule("SAF001", Severity.ERROR, "The address of a hidden service is published")
def hidden_service(context: Context) -> Iterator[Diagnostic]:
    """An address of the Tor or I2P network stands in a text or a data file.

    ## What it checks

    `.onion` and `.i2p` addresses and disguises such as a dot in brackets or spelt out, in prose, links, code, comments
    and every data file; in sections also bare names of 56 letters. The word "onion" and the name of the domain,
    `.onion`, may stand.

    ## Why it matters

    Such an address may lead to what the article warns of, and a survey needs none.

    ## Example

    ```markdown
    The market at example[.]onion was closed in 2019.
    ```

    ## Use instead

    ```markdown
    The market, a hidden service, was closed in 2019.
    ```
    """
    complaint = "This is the address of a hidden service"
    help = "Take it out: say what the service was, and cite who reported on it."
    for text in context.texts:
        if text.parsed.path != _ARTICLE:
            find = partial(_find_hidden_services, text.parsed.text)
            for start, end in context.keep("hidden services", text, tuple[tuple[int, int], ...], find):
                yield Diagnostic("SAF001", Severity.ERROR, complaint, text.parsed.place(start, end), help=help)
    if context.manuscript is None:
        return
    project = context.project
    written = {section.path for section in project.sections}.union(project.fragments)
    data = {path: source for path, source in project.texts.items() if path not in written}
    spans = context.keep_without_texts("hidden services", tuple[Span, ...], lambda: _look_into_files(data))
    for span in (*spans, *_look_into_files(project.fragments)):
        yield Diagnostic("SAF001", Severity.ERROR, complaint, span, help=help)


@rule("SAF002", Severity.WARNING, "An e-mail address is published", reads="text")
def mail_address(context: Context) -> Iterator[Diagnostic]:
    """An e-mail address stands in the text; in a section of the article that is an error.

    ## What it checks

    Prose, notes, tables, links and their words. `article/help.yaml` and the authors in `article/article.yaml` are the
    places for addresses.

    ## Why it matters

    An address in a survey is copied for as long as the survey is; a private person never agreed to that, and a service
    changes its own. The help box is kept current and dated.

    ## Example

    ```markdown
    Reports go to [the office](mailto:office@bees.example).
    ```

    ## Use instead

    ```markdown
    Reports go to the office; the box at the head of this article says how to reach it.
    ```
    """
    for text in context.texts:
        in_article_yaml = context.manuscript is not None and text.parsed.path == _ARTICLE
        severity = Severity.WARNING if in_article_yaml or context.manuscript is None else Severity.ERROR
        # Of article.yaml the prose is title and abstract as written there.
        for start, end in find_mail_addresses(text.parsed.prose if in_article_yaml else text.parsed.marked):
            yield Diagnostic(
                "SAF002",
                severity,
                "This is an e-mail address",
                text.parsed.place(start, end),
                help="Contact points belong into article/help.yaml, those of authors into article/article.yaml.",
            )


@rule("SAF003", Severity.WARNING, "A telephone number is published", reads="text")
def phone_number(context: Context) -> Iterator[Diagnostic]:
    """A telephone number stands in the text.

    ## What it checks

    International numbers (`+44 20 7946 0000`), national ones (`020 7946 0000`, `(202) 555-0123`), `tel:` links, and
    numbers that a word such as "phone" introduces. Short numbers of services (112, 116 111), numbers of laws, cases and
    books, dates and statistics are none.

    ## Why it matters

    Numbers of services change, and readers in need must not reach a dead line; the help box is kept current and dated.
    Numbers of persons are nobody's business.

    ## Example

    ```markdown
    The helpline answers at 020 7946 0000.
    ```

    ## Use instead

    ```markdown
    The helpline answers day and night; the box at the head of this article says how to reach it.
    ```
    """
    for text in context.texts:
        for start, end in find_phone_numbers(text.parsed, text.links):
            yield Diagnostic(
                "SAF003",
                Severity.WARNING,
                "This looks like a telephone number",
                text.parsed.place(start, end),
                help="Numbers of services belong into article/help.yaml.",
            )


@rule("SAF004", Severity.WARNING, "The help box is missing", scope="article", reads="cited")
def missing_help_box(context: Context) -> Iterator[Diagnostic]:
    """`article/safety.yaml` asks for a help box, and there is no `article/help.yaml`.

    ## What it checks

    Where `help_box` is `required`, `article/help.yaml` exists.

    ## Why it matters

    Whoever reads about harm may have met it, and should find first where to report and where to get help.

    ## Example

    ```yaml
    # article/safety.yaml, beside no article/help.yaml
    help_box: required
    ```

    ## Use instead

    ```yaml
    # article/help.yaml
    seen: '2026-01-01'
    help_points:
    - id: helpline
      name: Helpline
      url: https://helpline.example
      for: everybody
    ```
    """
    if context.project.safety.help_box == "required" and context.project.help is None:
        yield Diagnostic(
            "SAF004",
            Severity.WARNING,
            "There is no article/help.yaml",
            context.project.where(_SAFETY, "help_box"),
            help="Write it: where to report and where to get help, each seen on the day given in `seen`.",
        )


@rule("SAF005", Severity.ERROR, "A protected name is published", reads="text")
def protected_name(context: Context) -> Iterator[Diagnostic]:
    """The name of a private person stands in the text.

    ## What it checks

    Runs of one to four capitalised words in prose, headings, notes, tables, captions and alternative texts are hashed
    and compared with `protected_names` in `article/safety.yaml`. Case, accents, emphasis, initials' stops and particles
    such as "van der" do not matter. `wellsourced protect` adds names to that register, which holds no name itself.

    ## Why it matters

    Some persons must not be named, and some not again. Those who write and review should not need a list of them.

    ## Example

    ```markdown
    The case of Jane Sample changed the law.
    ```

    ## Use instead

    ```markdown
    The case changed the law.
    ```
    """
    safety = context.project.safety
    if not safety.salt or not safety.protected_names:
        return
    finder = NameFinder(safety.salt, frozenset(safety.protected_names))
    for text in context.texts:
        for start, end in _find_names(finder, text):
            yield Diagnostic(
                "SAF005",
                Severity.ERROR,
                "This is a protected name",
                text.parsed.place(start, end),
                help="Speak of the case without the name.",
            )


@rule("SAF006", Severity.ERROR, "Operational detail is published", reads="text")
def operational_detail(context: Context) -> Iterator[Diagnostic]:
    """A sentence holds what `article/safety.yaml` rules out.

    ## What it checks

    Each entry of `phrases`: one sentence that holds all parts of `all` and none of `unless`. Parts are phrases as in
    the corrections register: case, plurals and articles do not matter, `*` ends a word that may go on, and of a list
    one is enough. Saying it with "not" excuses nothing.

    ## Why it matters

    A survey tells what is known; it is not a manual.

    ## Example

    ```yaml
    phrases:
    - id: evading-inspection
      why: the article does not advise on evading inspection
      all: [[how to, step*], [evade, avoid, bypass], inspection*]
    ```

    ```markdown
    Beekeepers explain how to avoid an inspection.
    ```

    ## Use instead

    ```markdown
    Some beekeepers are never inspected.
    ```
    """
    phrases = context.project.safety.phrases
    if not phrases:
        return
    register = _compile(phrases)
    for text in context.texts:
        for found in find_wrong_wordings(register, text.index).places:
            number = found.wording.register_number
            yield Diagnostic(
                "SAF006",
                Severity.ERROR,
                f"This is ruled out by {phrases[number].id!r}",
                text.place(found.start, found.end),
                help=phrases[number].why,
                related=(Related(context.project.where(_SAFETY, "phrases", number), "ruled out here"),),
            )


def _find_hidden_services(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(find_hidden_services(text))


def _look_into_files(files: Mapping[str, str]) -> tuple[Span, ...]:
    """Where addresses of hidden services stand in files (path -> text)."""
    return tuple(
        LineIndex(source).span(path, start, end)
        for path, source in files.items()
        # Megabytes of data are looked into only where they name such a network.
        if any(word in source for word in ("onion", "Onion", "ONION", "i2p"))
        for start, end in find_hidden_services(source)
    )


def _find_names(finder: NameFinder, text: ReadText) -> Iterator[tuple[int, int]]:
    yield from finder.find(text.parsed.prose)
    for link in text.links.links:
        for key, _, start, end in link.attributes.values:
            if key == "alt":
                yield from ((start + a, start + b) for a, b in finder.find(text.parsed.text[start:end]))


def _compile(phrases: tuple[ForbiddenPhrase, ...]) -> Register:
    """The phrases as a register of wordings; a denial does not make them right."""
    corrections = [
        Correction(
            id=phrase.id,
            quote=phrase.why,
            verdict="overstated",
            explanation=phrase.why,
            wrong=(WrongWording(all=phrase.all, unless=phrase.unless),),
        )
        for phrase in phrases
    ]
    register = compile_register(corrections, Cache(None))
    return Register(tuple(msgspec.structs.replace(wording, deniable=False) for wording in register.wordings))


RULES = (hidden_service, mail_address, phone_number, missing_help_box, protected_name, operational_detail)
