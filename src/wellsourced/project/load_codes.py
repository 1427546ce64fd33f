"""What each CFG code of the load means; `wellsourced explain CFG012` prints it and docs/rules is generated from it."""

from __future__ import annotations

from typing import NamedTuple


class LoadCode(NamedTuple):
    """`title`: one line. `docs`: Markdown, what is checked, why, and how to mend it."""

    title: str
    docs: str


LOAD_CODES: dict[str, LoadCode] = {
    "CFG001": LoadCode(
        "A file cannot be read",
        """A file of the project exists but cannot be read: no permission, a folder or a pipe in its place, a symbolic
link that leads back to itself, or more than 64 MiB.

Everything the article rests on must be read, so the work stops here rather than going on without the file.

**Mend it:** `chmod u+r FILE`, or put a regular file in its place.""",
    ),
    "CFG002": LoadCode(
        "A file is not UTF-8",
        """The line and column point at the first byte that is not UTF-8. A byte-order mark is accepted, and so are
Windows (CRLF) and old Macintosh (CR) line ends.

Guessing another encoding would turn names into rubbish without anyone noticing.

**Fails:** a file saved as Windows-1252 by an old editor. **Mend it:** save it again as UTF-8.""",
    ),
    "CFG003": LoadCode(
        "A control character",
        """A control character (such as NUL or a backspace) stands in the file, as itself or as an escape in a quoted
text. Neither XML nor PDF can hold it, and it is hardly ever there on purpose.

**Mend it:** remove it.""",
    ),
    "CFG004": LoadCode(
        "Malformed YAML",
        """The file breaks the grammar of YAML at this place; the cause may be a little above it.

**Fails:**

```yaml
title: Rules: an overview
```

**Mended:**

```yaml
title: "Rules: an overview"
```""",
    ),
    "CFG005": LoadCode(
        "A key stands twice",
        """The same key stands twice in one mapping. YAML forbids it; many readers silently keep the last value, so that
half of a record disappears.

**Fails:** `{id: a, title: One, title: Two}`. **Mend it:** keep one of the two.""",
    ),
    "CFG006": LoadCode(
        "YAML beyond the limits",
        """The file is nested more than 64 levels deep, contains a value that contains itself, or grows by more than
100,000 values when its aliases (`*name`) are expanded.

A file of a few lines can be written so that reading it fills the memory; such a file is refused.

**Mend it:** write the values out.""",
    ),
    "CFG007": LoadCode(
        "YAML that these files do not use",
        """The files hold text, numbers, true/false, lists and mappings with text keys, one document a file. Tags such
as `!!python/object`, keys that are numbers or lists, and a second document after `---` are refused. `<<` has no special
meaning (it had in YAML 1.1) and counts as an unknown key.

**Fails:** `2024: [...]`. **Mended:** `"2024": [...]`.""",
    ),
    "CFG008": LoadCode(
        "There is no article/article.yaml",
        """A project is a folder with the file article/article.yaml. Commands look for it in the present folder and
those above.

**Mend it:** change into the project, or start one with `wellsourced new DIR`.""",
    ),
    "CFG009": LoadCode(
        "article.yaml is empty",
        """The file exists but says nothing. The least that it must hold:

```yaml
title: A survey
authors:
  - name: A. Author
sections:
  - 00-introduction.md
```""",
    ),
    "CFG010": LoadCode(
        "An id stands twice",
        """Two records of a register have the same id, or an alias (a former id) equals another id or alias. Whoever
uses the id would get one of the two by chance.

**Mend it:** if both are the same thing, merge them; if not, rename one.""",
    ),
    "CFG011": LoadCode(
        "A value of the wrong type or form",
        """The value is not what the key takes: another type, not one of the possible values, the wrong form, too few
or too many items, or a number that is not finite or needs more than 64 bits.

Values are typed by the rules of YAML 1.2: `no` and `2024-05-01` are text, `2024` and `1e3` are numbers, `0123` is 123.

**Fails:** `date: 2024`. **Mended:** `date: "2024"`.""",
    ),
    "CFG012": LoadCode(
        "An unknown key",
        """The record has no such key. A mistyped key that is silently skipped is a setting that is silently off.

**Fails:** `autors: [...]`. **Mended:** `authors: [...]`.""",
    ),
    "CFG013": LoadCode(
        "A key is missing",
        """The record lacks a key that it needs; the place is where the record begins.

**Mend it:** add the key that the message names.""",
    ),
    "CFG014": LoadCode(
        "A listed section is missing",
        """article.yaml lists a section of which there is no file in sections/.

**Mend it:** correct the name, write the file, or remove the line.""",
    ),
    "CFG015": LoadCode(
        "A section is not listed",
        """A Markdown file in sections/ is not listed in article.yaml, so that no reader will see it. Hidden files are
not looked at.

**Mend it:** list it under `sections:`, or move it out of sections/.""",
    ),
    "CFG016": LoadCode(
        "A section is listed twice",
        """The same file is listed twice under `sections:`; its headings and labels would stand twice in the article.

**Mend it:** remove one of the two.""",
    ),
    "CFG017": LoadCode(
        "A path leaves the project",
        """A path leads out of the project: by `..`, a leading slash, a home folder (`~`), or a symbolic link. Projects
may come from strangers; none may make this tool read other files of yours.

**Mend it:** copy the file into the project and give its path from there.""",
    ),
    "CFG018": LoadCode(
        "The source of a fact is unknown",
        """A fact names a source that is neither an id nor an alias in references/bibliography.yaml. A figure without
a source must not reach the reader.

**Mend it:** correct the id, or add the reference.""",
    ),
    "CFG019": LoadCode(
        "A pointer leads nowhere",
        """A record names a reference or instrument that does not exist: evidence for an unknown reference, the
reference of an instrument or correction, or the instrument that supersedes another.

It harms nobody yet, but something was renamed or removed on one side only.

**Mend it:** correct the id, or remove the record.""",
    ),
    "CFG020": LoadCode(
        "A reserved private-use character",
        """The characters U+E000 to U+E0FF have no meaning of their own; the template expander uses them as marks while
it works. In a text they would be taken for marks.

**Mend it:** remove them; they often come from icon fonts or a careless copy out of a PDF.""",
    ),
    "CFG021": LoadCode(
        "There is no such citation style",
        """`style` in article.yaml names neither a file of references/styles nor a style of the official CSL
repository, or the project's own file is no CSL.

**Mend it:** the message names the nearest styles; `style: chicago-author-date` is the default.""",
    ),
    "CFG022": LoadCode(
        "An include cannot be read",
        """A section says `{% include ... %}` in a way that is not understood. The only form is the one with the name of
one file in quotation marks; conditions, lists and variables are not taken.

**Fails:** `{% include shared/scope.md %}`. **Mended:** `{% include "shared/scope.md" %}`.""",
    ),
    "CFG023": LoadCode(
        "An included file is missing",
        """A section, or a file that it includes, includes a file that is not there. Paths count from sections/,
wherever the directive stands.

**Mend it:** correct the name, or write the file.""",
    ),
    "CFG024": LoadCode(
        "An include leaves sections/",
        """The path of an include leads out of the folder sections/: by `..`, a leading slash or a home folder (`~`).
Everything that reaches the reader lies where reviewers look for it.

**Mend it:** move the file into sections/ and give its path from there.""",
    ),
    "CFG025": LoadCode(
        "Includes go round in a circle",
        """A file includes itself, directly or through others; the article would have no end.

**Mend it:** take one of the includes out.""",
    ),
    "CFG026": LoadCode(
        "Includes beyond the limits",
        """Included files include others more than 5 levels deep, or a section grows by more than 2,000,000 characters
through what it includes.

A few short files can be written so that together they fill the memory; such files are refused.

**Mend it:** include less, or further up.""",
    ),
    "CFG027": LoadCode(
        "A section is included",
        """A file that article.yaml lists as a section is included in another; its text, headings and labels would
stand twice in the article.

**Mend it:** move what both need into a file of its own, and include that in both.""",
    ),
    "CFG028": LoadCode(
        "A figure of an unknown kind",
        """A file in article/figures says in `kind` what is to be drawn; it has none, or one that does not exist. Kinds
are `bars`, `series` (lines by year), `forest` (effects with their intervals), `timeline` (instruments by date), `flow`
(a process) and `network` (who works with whom).

**Fails:** `kind: pie`. **Mended:** `kind: bars`.""",
    ),
}
