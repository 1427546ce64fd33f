"""Schematron with functions of its own (JATS4R's) as a style sheet of XSLT 2, whose output is one line a complaint.

The npm package has one compiled, but an older one without half of its patterns; the common compilers drop functions.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

_XSL = "http://www.w3.org/1999/XSL/Transform"
_SCHEMATRON = "{http://purl.oclc.org/dsdl/schematron}"
#: Declared where the functions' types use it, and nowhere in the package.
_NAMESPACES = {"xsl": _XSL, "xsd": "http://www.w3.org/2001/XMLSchema"}


def compile_schematron(schema: Path) -> bytes:
    """The style sheet of a schema and the files it includes. A complaint: pattern, place, words, parted by tabs."""
    root = etree.parse(schema).getroot()
    prefixes = {each.get("prefix"): each.get("uri") for each in root.findall(f"{_SCHEMATRON}ns")}
    sheet = etree.Element(_xsl("stylesheet"), version="2.0", nsmap=_NAMESPACES | prefixes)
    etree.SubElement(sheet, _xsl("output"), method="text")
    sheet.extend(root.findall(_xsl("function")))
    start = etree.SubElement(sheet, _xsl("template"), match="/")
    for include in root.findall(f"{_SCHEMATRON}include"):
        pattern = etree.parse(schema.parent / include.get("href")).getroot()
        mode = pattern.get("id")
        etree.SubElement(start, _xsl("apply-templates"), select="//*", mode=mode)
        etree.SubElement(sheet, _xsl("template"), match="*", mode=mode, priority="-1")
        # Of the rules of a pattern that fit an element, the first counts.
        for place, rule in enumerate(pattern.findall(f"{_SCHEMATRON}rule")):
            attributes = {"match": rule.get("context"), "mode": mode, "priority": str(1000 - place)}
            _write_rule(etree.SubElement(sheet, _xsl("template"), attributes), rule, mode)
    return etree.tostring(sheet)


def _write_rule(template: etree._Element, rule: etree._Element, pattern: str) -> None:
    for part in rule.iterchildren("{*}let", "{*}assert", "{*}report"):
        test = part.get("test")
        if part.tag == f"{_SCHEMATRON}let":
            etree.SubElement(template, _xsl("variable"), name=part.get("name"), select=part.get("value"))
            continue
        fault = f"not({test})" if part.tag == f"{_SCHEMATRON}assert" else test
        complaint = etree.SubElement(template, _xsl("if"), test=fault)
        _say(complaint, f"{pattern}\t")
        place = "string-join(for $each in ancestor-or-self::* return concat($each/name(), "
        place += "'[', 1 + count($each/preceding-sibling::*), ']'), '/')"
        etree.SubElement(complaint, _xsl("value-of"), select=place)
        _say(complaint, "\t")
        words = etree.SubElement(complaint, _xsl("variable"), name="words")
        _say(words, part.text or "")
        for value in part:
            select = value.get("select", "name()")
            etree.SubElement(words, _xsl("value-of"), select=select)
            _say(words, value.tail or "")
        etree.SubElement(complaint, _xsl("value-of"), select="normalize-space($words)")
        _say(complaint, "\n")


def _say(parent: etree._Element, words: str) -> None:
    etree.SubElement(parent, _xsl("text")).text = words


def _xsl(name: str) -> str:
    return f"{{{_XSL}}}{name}"
