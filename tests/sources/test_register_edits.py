"""What was mended by hand in the register of named things outlives another import of the same dossiers."""

from __future__ import annotations

from .imported_project import ImportedProject

DOSSIER = """\
instruments:
- id: fund
  kind: programme
  official_name: Paper Fund; earlier scheme of 2009 with film and checklist
  evidence_url: https://fund.example.org
- id: ruling
  kind: case
  official_name: Judgment of 3 May 2011, C-1/10
  adopted: 2011-05-03
  evidence_url: https://court.example.org
"""
REGISTER = "references/instruments.yaml"


def test_a_record_with_a_better_title_is_not_imported_beside_itself(empty_project: ImportedProject) -> None:
    empty_project.add(DOSSIER)
    file = empty_project.root / REGISTER
    text = file.read_text(encoding="utf-8")
    for old, better in (
        ("Paper Fund; earlier scheme of 2009 with film and checklist", "Think of Paper"),
        ("Judgment of 3 May 2011, C-1/10", "Museums Council v Stationery Office"),
    ):
        assert f"official_name: {old}\n" in text
        text = text.replace(f"official_name: {old}\n", f"official_name: {better}\n  short_names: ['{old}']\n")
    file.write_text("# ours\n" + text, encoding="utf-8")
    before = empty_project.files()
    assert empty_project.add(DOSSIER).written == ()
    assert empty_project.files() == before
    assert list(empty_project.entries(REGISTER)) == ["fund", "ruling"]


def test_another_thing_under_the_id_of_a_record_still_gets_a_number(empty_project: ImportedProject) -> None:
    empty_project.add(DOSSIER)
    empty_project.add(DOSSIER.replace("Paper Fund; earlier scheme of 2009 with film and checklist", "Velvet Prize"))
    assert {"fund", "fund-2"} <= set(empty_project.entries(REGISTER))
