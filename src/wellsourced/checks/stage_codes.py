"""What the codes mean that are not rules: complaints of stages after the checks, while the article is put together."""

from __future__ import annotations

#: Code -> (one line, Markdown: what happened, why it matters, what to do).
STAGE_CODES: dict[str, tuple[str, str]] = {
    "CIT090": (
        "The citation style complains",
        "The citation processor warned while it rendered citations in the style of article.yaml. The reference list "
        "may lack something.\n\n**Mend it:** complete the entry that the message names, or choose another `style`.",
    ),
    "REF011": (
        "Two citation processors disagree about an entry",
        "`wellsourced check --rendered` renders every cited entry with pandoc's citeproc and with citeproc-py. One "
        "prints a variable of the entry that the other leaves out, so one of them loses data in this style."
        "\n\n**Mend it:** look at both renderings; complete the entry, choose another `style`, or mend the project's "
        "own.",
    ),
    "SAF090": (
        "Raw markup is not published",
        "A section holds raw HTML, TeX or Typst. It is left out: raw markup can load files or run scripts where it is "
        "read.\n\n**Mend it:** write it in Markdown. A project that trusts its authors sets `allow_raw: true` in "
        "article.yaml.",
    ),
    "STR090": (
        "pandoc complains about a section",
        "pandoc read the section, but warned: a footnote without its text, say, or a link whose address is missing.\n\n"
        "**Mend it:** look at the line named.",
    ),
    "PUB001": ("pandoc complains while writing HTML", "The page was written; the message says what it may lack."),
    "PUB002": (
        "The article could not be put together",
        "pandoc refused a section or the reference list, so nothing was written; the outputs of the last build stand.",
    ),
    "PUB003": (
        "An image is not embedded in the page",
        "The page shows the image's description instead.\n\n**Mend it:** use a PNG, JPEG, GIF, WebP, AVIF or SVG file "
        "of the project.",
    ),
    "PUB004": ("An identifier is taken", "Links to it lead to another element.\n\n**Mend it:** give it its own."),
    "PUB005": (
        "A link leads off the web",
        "Only http, https, mailto, doi and places of the article are linked; the page shows the words only.",
    ),
    "PUB006": (
        "The outputs cannot be written",
        "The folder for the outputs is a file, may not be written to, or its disk is full. The last build's outputs "
        "stand.\n\n**Mend it:** name another folder with `--output`, or make room and right to write there.",
    ),
    "PUB010": ("No PDF could be made", "Typst refused the article; the PDF of the last build stands."),
    "PUB011": ("Typst complains", "The PDF was written; the message says what may be wrong with it."),
    "PUB012": (
        "A link in the PDF points nowhere",
        "It is printed as plain text.\n\n**Mend it:** give the target an identifier, or mend the link.",
    ),
    "PUB013": (
        "A link in the PDF leads off the web",
        "Only http, https, mailto and places of the article are linked; it is printed as plain text.",
    ),
    "PUB014": (
        "An image could not be put into the PDF",
        "Its description is printed instead.\n\n**Mend it:** use a sound PNG, JPEG, GIF, WebP or SVG file.",
    ),
    "PUB015": (
        "An identifier stands twice",
        "Links go to the first place.\n\n**Mend it:** give the others identifiers of their own.",
    ),
    "PUB016": (
        "Raw Typst was left out",
        "It reaches for files, packages or other code, which an article may not.\n\n**Mend it:** write it in Markdown.",
    ),
    "PUB017": (
        "The fonts of the PDF lack characters",
        "Each is printed as a hollow square. The fonts that come with the program hold Latin, Greek, Cyrillic, Hebrew "
        "and Arabic.\n\n**Mend it:** put a font that has the characters (`.ttf`, `.otf` or `.ttc`) into "
        "`article/fonts/`.",
    ),
    "PUB018": (
        "An equation could not be set in the PDF",
        "Its source is printed in its place.\n\n**Mend it:** use the commands of LaTeX and amsmath; pandoc says which "
        "one it does not know when you convert the equation alone.",
    ),
    "PUB019": (
        "A file in article/fonts/ is no sound font",
        "Typst would leave it out, or print the blank outlines of a damaged font without a word, so the formats that "
        "are set with it (PDF, Word, EPUB, JATS) are not built.\n\n**Mend it:** fetch the font anew (TrueType or "
        "OpenType, not WOFF), or take the file out of the folder.",
    ),
    "PUB020": (
        "No Word document could be made",
        "pandoc refused the article; the Word document of the last build stands.",
    ),
    "PUB021": (
        "A picture cannot be put into the Word document",
        "Its description stands in its place.\n\n**Mend it:** use a sound PNG, JPEG, GIF, WebP or SVG file.",
    ),
    "PUB022": (
        "pandoc complains while writing the Word document",
        "The document was written; the message says what it may lack.",
    ),
    "PUB023": (
        "pandoc complains while writing Markdown or plain text",
        "The file was written; the message says what it may lack.",
    ),
    "PUB024": (
        "No Markdown or plain text could be made",
        "pandoc refused the article; the file of the last build stands.",
    ),
    "PUB030": (
        "No EPUB could be made",
        "pandoc refused the text, it is nested too deeply, or the cover could not be drawn; the EPUB of the last build "
        "stands.",
    ),
    "PUB031": (
        "An image could not be put into the EPUB",
        "Its description stands instead.\n\n**Mend it:** use a sound PNG, JPEG, GIF, WebP or SVG file; its bytes "
        "count, not its ending.",
    ),
    "PUB032": ("pandoc complains while writing the EPUB", "It was written; the message says what it may lack."),
    "PUB033": (
        "The cover of the EPUB lacks words",
        "Its fonts hold Latin, Greek, Cyrillic, Hebrew and Arabic. A title, subtitle or list of authors in other "
        "letters is left out of the picture; the title page and the metadata have it.\n\n**Mend it:** put a font that "
        "has the letters into `article/fonts/`.",
    ),
    "PUB040": (
        "Characters are left out of the JATS article",
        "XML holds no control characters, so they are dropped.\n\n**Mend it:** delete them from the text.",
    ),
    "PUB041": (
        "An image is not among the files of the JATS article",
        "Its description stands instead.\n\n**Mend it:** save it again as PNG, JPEG, GIF, WebP or plain SVG.",
    ),
    "PUB042": (
        "A link in the JATS article leads nowhere",
        "Its words stand without it.\n\n**Mend it:** give the target an identifier, or mend the link.",
    ),
    "PUB043": (
        "pandoc complains of a formula in the JATS article",
        "The formula is there as TeX and in words, but may lack its MathML.\n\n**Mend it:** use commands that pandoc "
        "knows.",
    ),
    "PUB050": (
        "No record for Crossref is written",
        "A deposit registers a DOI with the address it leads to, and names someone who can be written to. The other "
        "records of `metadata/` are there.\n\n**Mend it:** give `doi`, `address` and the `email` of an author in "
        "article.yaml, if Crossref is to know of the article.",
    ),
    "PUB051": (
        "What article.yaml gives as a DOI is none",
        "No record names it.\n\n**Mend it:** a DOI is 10., four to nine digits, a slash and a suffix: 10.1000/182.",
    ),
    "PUB052": (
        "A family name is no part of the name",
        "Indexes sort the author by the last word of the name instead.\n\n**Mend it:** write `family` as it stands in "
        "`name`.",
    ),
    "PUB053": (
        "The licence has no identifier",
        "Archives and indexes know licences by their SPDX identifiers. The records give the licence in words, or not "
        "at all, and Zenodo's says that access is closed.\n\n**Mend it:** use an identifier of spdx.org/licenses, "
        "where the licence has one: CC-BY-4.0.",
    ),
}
