"""What the EPUB says of its accessibility changes with its content, and claims nothing else."""

from __future__ import annotations

from html_documents import compose_markdown
from test_epub import GIF, PNG, Book, write

PLAIN = "# One\n\nOnly words.\n"


def features(book: Book) -> set[str]:
    return set(book.metadata("schema:accessibilityFeature"))


def summary(book: Book) -> str:
    (words,) = book.metadata("schema:accessibilitySummary")
    return words


def test_words_alone_are_textual_and_nothing_more() -> None:
    book = write(compose_markdown(PLAIN))
    assert book.metadata("schema:accessMode") == ["textual"]
    assert book.metadata("schema:accessModeSufficient") == ["textual"]
    assert book.metadata("schema:accessibilityHazard") == ["none"]
    assert not features(book) & {"alternativeText", "longDescription", "MathML", "describedMath"}
    assert "image" not in summary(book)
    assert "Equations" not in summary(book)


def test_described_image_is_visual_and_can_be_read() -> None:
    book = write(compose_markdown(f"{PLAIN}\n![A dot](data:image/png;base64,{PNG})\n"))
    assert book.metadata("schema:accessMode") == ["textual", "visual"]
    assert book.metadata("schema:accessModeSufficient") == ["textual,visual", "textual"]
    assert "alternativeText" in features(book)
    assert "longDescription" not in features(book)
    assert "Every image has an alternative text." in summary(book)


def test_one_image_without_description_takes_the_claim_away() -> None:
    images = f"![A dot](data:image/png;base64,{PNG})\n\nHere ![](data:image/png;base64,{PNG})."
    book = write(compose_markdown(f"{PLAIN}\n{images}\n"))
    assert book.metadata("schema:accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in features(book)
    assert "1 of 2 images has no alternative text." in summary(book)


def test_equations_are_claimed_where_there_are_any() -> None:
    assert {"MathML", "describedMath"} <= features(write(compose_markdown(f"{PLAIN}\n$x^2$\n")))


def test_formula_that_is_no_mathml_is_owned_up_to() -> None:
    book = write(compose_markdown(f"{PLAIN}\n$x^2$ and $\\nosuchcommand{{x}}$\n"), complaints=("PUB032",))
    assert "describedMath" not in features(book)
    assert "1 formula stands as TeX source." in summary(book)


def test_image_that_may_move_makes_hazards_unknown() -> None:
    book = write(compose_markdown(f"{PLAIN}\n![A dot](data:image/gif;base64,{GIF})\n"))
    assert book.metadata("schema:accessibilityHazard") == ["unknown"]
    assert "whether they flash was not examined" in summary(book)


def test_conformance_is_not_claimed_without_an_evaluation() -> None:
    book = write(compose_markdown())
    assert b"conformsTo" not in book.files["EPUB/package.opf"]
    assert "No person has certified" in summary(book)
