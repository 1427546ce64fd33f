"""STR: headings, sections and their order."""

from __future__ import annotations

from collections.abc import Iterator

from wellsourced.checks.context import Context
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Related, Severity, Span
from wellsourced.manuscript.markup import blank

_ARTICLE = "article/article.yaml"
#: From so many sections on an article is expected to have an introduction and a conclusion.
_LONG_ENOUGH = 3


@rule("STR001", Severity.WARNING, "A heading skips a level", reads="text")
def heading_skips_level(context: Context) -> Iterator[Diagnostic]:
    """A heading stands more than one level below the heading before it.

    ## What it checks

    After a heading of level 2 comes one of level 3 or less. The first heading of a section has level 1.

    ## Why it matters

    Screen readers and tables of contents show a gap where the missing level should be; PDF/UA forbids it.

    ## Example

    ```markdown
    # Law
    ### Treaties
    ```

    ## Use instead

    ```markdown
    # Law
    ## Treaties
    ```
    """
    for text in context.texts:
        headings = text.parsed.headings
        level = headings[0].level if headings and context.manuscript is None else 0
        earlier: Span | None = None
        for heading in headings:
            if heading.level > level + 1:
                after = f"a heading of level {level}" if level else "the beginning of the section"
                yield Diagnostic(
                    "STR001",
                    Severity.WARNING,
                    f"A heading of level {heading.level} follows {after}",
                    heading.span,
                    help=f"Write it with {'#' * (level + 1)}.",
                    related=(Related(earlier, "the heading before"),) if earlier else (),
                )
            level, earlier = heading.level, heading.span


@rule("STR002", Severity.ERROR, "A section is empty")
def empty_section(context: Context) -> Iterator[Diagnostic]:
    """A section that the article lists says nothing.

    ## What it checks

    Every section holds prose besides its headings, comments and code.

    ## Why it matters

    The reader meets a heading with nothing below it.

    ## Example

    A file that holds only `# Prevention`.

    ## Use instead

    Write the section, or take it out of `sections` in `article/article.yaml`.
    """
    if context.manuscript is None:
        return
    for section in context.manuscript.sections:
        parsed = section.parsed
        prose = blank(parsed.prose, [(heading.start, heading.end) for heading in parsed.headings])
        if not prose.strip("# \t\n=-"):
            yield Diagnostic(
                "STR002",
                Severity.ERROR,
                f"The section {parsed.path} is empty",
                Span(parsed.path),
                help=f"Write it, or take it out of `sections` in {_ARTICLE}.",
                related=(Related(section.span, "listed here"),),
            )


@rule("STR003", Severity.ERROR, "A section has no title")
def section_without_title(context: Context) -> Iterator[Diagnostic]:
    """A section neither begins with a heading of level 1 nor has a title in article.yaml.

    ## What it checks

    Every section with text has a title from one of the two.

    ## Why it matters

    It cannot be numbered, listed in the contents or referred to.

    ## Example

    ```markdown
    Hash matching recognises known files.
    ```

    ## Use instead

    ```markdown
    # Technology

    Hash matching recognises known files.
    ```
    """
    if context.manuscript is None:
        return
    titled = {section.path for section in context.project.sections if section.title}
    for section in context.manuscript.sections:
        parsed = section.parsed
        if parsed.path in titled or not parsed.source.strip():
            continue
        if not any(heading.level == 1 and heading.text for heading in parsed.headings):
            yield Diagnostic(
                "STR003",
                Severity.ERROR,
                f"The section {parsed.path} has no title",
                Span(parsed.path),
                help=f"Begin it with a line `# Title`, or give it a `title` in {_ARTICLE}.",
            )


@rule("STR004", Severity.WARNING, "The article has no introduction or no conclusion", scope="article")
def missing_role(context: Context) -> Iterator[Diagnostic]:
    """An article of three or more sections lacks an introduction or a conclusion.

    ## What it checks

    One section has the role `introduction` and one the role `conclusion`.

    ## Why it matters

    Readers of a survey look for its scope at the beginning and for its findings at the end.

    ## Example

    ```yaml
    sections:
    - 01-methods.md
    - 02-law.md
    - 03-ethics.md
    ```

    ## Use instead

    ```yaml
    sections:
    - file: 00-introduction.md
      role: introduction
    - 01-methods.md
    - 02-law.md
    - file: 03-conclusion.md
      role: conclusion
    ```
    """
    sections = context.manuscript.sections if context.manuscript else ()
    if len(sections) < _LONG_ENOUGH:
        return
    for role in ("introduction", "conclusion"):
        if not any(section.role == role for section in sections):
            yield Diagnostic(
                "STR004",
                Severity.WARNING,
                f"No section has the role {role}",
                context.project.where(_ARTICLE, "sections", key=True),
                help=f"Give the section the entry `role: {role}` beside its `file`.",
            )


@rule("STR005", Severity.WARNING, "Introduction or conclusion stands in the wrong place", scope="article")
def role_out_of_place(context: Context) -> Iterator[Diagnostic]:
    """The introduction is not the first section, or the conclusion not the last; or there are two.

    ## What it checks

    The order of roles in `sections` of `article/article.yaml`.

    ## Why it matters

    Numbering leaves both out, so a misplaced one makes a gap.

    ## Example

    ```yaml
    sections:
    - 01-methods.md
    - file: 00-introduction.md
      role: introduction
    ```

    ## Use instead

    ```yaml
    sections:
    - file: 00-introduction.md
      role: introduction
    - 01-methods.md
    ```
    """
    sections = context.manuscript.sections if context.manuscript else ()
    for number, section in enumerate(sections):
        for role, place, name in (("introduction", 0, "first"), ("conclusion", len(sections) - 1, "last")):
            if section.role == role and number != place:
                yield Diagnostic(
                    "STR005", Severity.WARNING, f"The {role} is not the {name} section", section.span,
                    help=f"Move it, or change the role of {section.parsed.path}.",
                )  # fmt: skip


RULES = (heading_skips_level, empty_section, section_without_title, missing_role, role_out_of_place)
