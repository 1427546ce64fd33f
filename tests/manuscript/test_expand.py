"""Templates in sections: what they may do, what they print, and where each letter came from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellsourced.manuscript.expand import Expanded, expand
from wellsourced.project.models import Fact

FACTS = {
    fact.id: fact
    for fact in (
        Fact("reports-2020", "statement", "source", 21751085),
        Fact("reports-2022", "statement", "source", 32059029),
        Fact("share", "statement", "source", 84),
        Fact("rate", "statement", "source", 0.572),
        Fact("fall", "statement", "source", -17),
        Fact("cost", "statement", "source", 10100000000),
        Fact("children", "statement", "source", 26),
        Fact("lapse", "statement", "source", "2026-04-03"),
        Fact("none", "statement", "source", 0),
        Fact("finding", "statement", "source"),
    )
} | {"former": Fact("share", "statement", "source", 84)}


@pytest.mark.parametrize(
    "template, printed",
    [
        ('{{ fact("reports-2020") }}', "21,751,085"),
        ('{{ fact("reports-2020") | millions }}', "21.8 million"),
        ('{{ fact("reports-2020") | rounded(2) }}', "22,000,000"),
        ('{{ fact("share") | percent }}', "84%"),
        ('{{ fact("rate") | number(2) }}', "0.57"),
        ('{{ fact("rate") }}', "0.572"),
        ('{{ fact("fall") | percent }}', "\u221217%"),
        ('{{ fact("fall") | abs | percent }}', "17%"),
        ('{{ fact("cost") | money("£") }}', "£10.1 billion"),
        ('{{ fact("children") | words }}', "twenty-six"),
        ('{{ fact("lapse") }}', "3 April 2026"),
        ('{{ change("reports-2020", "reports-2022") | number(1) }}%', "47.4%"),
        ('{{ ratio("reports-2022", "reports-2020") | number(2) }}', "1.47"),
        ('{{ difference("reports-2022", "reports-2020") }}', "10,307,944"),
        ('{{ sum("share", "children") }}', "110"),
        ('{{ share("children", "share") | percent(0) }}', "31%"),
        ('{% if fact("share") %}yes{% else %}no{% endif %}', "yes"),
        ("{% for n in range(3) %}{{ n }}{% endfor %}", "012"),
        ("# Title {#sec:title}", "# Title {#sec:title}"),
        ('{% raw %}{{ fact("x") }}{% endraw %}', '{{ fact("x") }}'),
    ],
)
def test_template_prints(template: str, printed: str) -> None:
    expanded = expand("x.md", template, FACTS)
    assert (expanded.text, expanded.diagnostics) == (printed, ())


def test_rounding_is_the_reader_s_not_the_machine_s() -> None:
    facts = {"half": Fact("half", "statement", "source", 0.125), "five": Fact("five", "statement", "source", 2.5)}
    assert expand("x.md", '{{ fact("half") | number(2) }} {{ fact("five") | number(0) }}', facts).text == "0.13 3"


def test_unknown_fact_is_named_with_its_place_and_the_nearest() -> None:
    expanded = _fail('One {{ fact("share") }} and\ntwo {{ fact("reports-202") | millions }}.', "FCT010")
    diagnostic = expanded.diagnostics[0]
    assert (diagnostic.span.line, diagnostic.span.column, diagnostic.span.end_column) == (2, 14, 25)
    assert diagnostic.help is not None
    assert "reports-2020" in diagnostic.help
    assert expanded.text == "One 84 and\ntwo reports-202?."


def test_every_unknown_fact_is_reported_at_once() -> None:
    expanded = expand("x.md", '{{ fact("a1") }} {{ change("b2", "c3") }}', FACTS)
    assert [diagnostic.code for diagnostic in expanded.diagnostics] == ["FCT010"] * 3


def test_former_id_works_and_is_offered_a_safe_fix() -> None:
    expanded = _fail('{{ fact("former") }}', "FCT013")
    assert expanded.text == "84"
    assert expanded.diagnostics[0].fix is not None
    assert expanded.diagnostics[0].fix.safe
    assert expanded.diagnostics[0].fix.edits[0].text == "share"


@pytest.mark.parametrize(
    "template",
    [
        "{{ unknown }}",
        "{{ ''.__class__.__mro__ }}",
        '{{ fact("share").value }}',
        "{{ 'a' * 1000000000 }}",
        "{{ 'a' + 'b' }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 9 ** 999999999 }}",
        "{% include 'other' %}",
        "{% import 'os' as o %}",
        "{% macro m() %}{% endmacro %}",
        "{% for a in range(9) %}{% for b in range(9) %}{% endfor %}{% endfor %}",
        "{% for a in range(100000) %}" + "x" * 100 + "{% endfor %}",
        "{{ range(10000000) }}",
        '{{ fact("finding") }}',
        '{{ fact("lapse") | millions }}',
        '{{ fact("rate") | words }}',
        '{{ ratio("share", "none") }}',
        '{{ fact("share") | number(99) }}',
        "{{ 'x' | tojson }}",
        "{{ open }",
        "{% if %}",
        "{{ fact() }}",
        "{{ [1] | sort }}",
        "{{ lipsum() }}",
        "{{ cycler('a') }}",
    ],
)
def test_templates_cannot_misbehave(template: str) -> None:
    expanded = _fail(f"first line\n{template}\nlast line", "FCT012")
    assert expanded.diagnostics[0].span.line in (1, 2, 3)
    assert expanded.text.startswith("first line\n")


def _fail(template: str, code: str) -> Expanded:
    expanded = expand("x.md", template, FACTS)
    assert [diagnostic.code for diagnostic in expanded.diagnostics] == [code]
    return expanded


EXPRESSIONS = st.sampled_from(
    ['{{ fact("share") }}', '{{- fact("children") | words -}}', "{% if true %}", "{% endif %}", "{% set a = 3 %}"]
)
PROSE = st.text(alphabet="ab \n\té𝒳{#}%’", max_size=12)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PROSE, EXPRESSIONS), max_size=10))
def test_a_planted_word_is_placed_in_the_author_s_file(pieces: list[str]) -> None:
    source = "".join([*pieces, "PLANTED", *reversed(pieces)])
    expanded = expand("x.md", source, FACTS)
    if expanded.diagnostics or "PLANTED" not in expanded.text:
        return
    start = expanded.text.index("PLANTED")
    span = expanded.map.span("x.md", start, start + len("PLANTED"))
    line = source.split("\n")[span.line - 1]
    assert line[span.column - 1 : span.end_column - 1] == "PLANTED"


def test_a_figure_is_placed_at_its_expression() -> None:
    source = 'Of all, {{ fact("share") | percent }} came.'
    expanded = expand("x.md", source, FACTS)
    start = expanded.text.index("84%")
    span = expanded.map.span("x.md", start, start + 3)
    assert source[span.column - 1 : span.end_column - 1] == '{{ fact("share") | percent }}'


@pytest.mark.parametrize(
    "template",
    [
        "{{ 1 / 0 }}",
        "{{ (1e308 * 10) | rounded }}",
        '{% for id in ["no-such"] %}{{ fact(id) }}{% endfor %}',
        '{{ "\\ud800" }}',
        '{{ "\\ue00099\\ue001" }}',
        '{{ "\\u0000" }}',
        "{{ fact }}",
        "{{ fact(fact(1)) }}",
        '{{ range(fact("reports-2020")) }}',
        "{{ range(10) | words }}",
        "{{ 3 | number(99) }}",
        "{{ 3 | number(1, 2, 3) }}",
    ],
)
def test_template_that_fails_is_a_fault_of_its_line_not_of_the_program(template: str) -> None:
    expanded = expand("a.md", f"# Title\n\nWords {template}.\n", FACTS)
    assert [(d.code, d.span.line) for d in expanded.diagnostics] == [("FCT012", 3)]
    assert expanded.text == f"# Title\n\nWords {template}.\n"


def test_template_nested_beyond_reason_is_a_diagnostic() -> None:
    expanded = expand("a.md", "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}", FACTS)
    assert [(d.code, d.message) for d in expanded.diagnostics] == [("FCT012", "template: it is nested too deeply")]
