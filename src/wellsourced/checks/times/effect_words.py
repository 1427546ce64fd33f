"""The words by which a sentence says that something has effect: behind a name, right before it, or anywhere near.

Patterns in capitals are searched in what stands before a name, or in both; the others match what stands behind it.
"""

from __future__ import annotations

import re
from functools import cache

from wellsourced.checks.times.said_times import BRACKET
from wellsourced.manuscript.alternations import one_of

# --- anywhere --------------------------------------------------------------------------------------------------------

_HEDGES = one_of(
    r"""
    abandon\w*; an example; as tabled; bill; bills; cited; could; debat\w*; discuss\w*; draft\w*; earlier; expir\w*
    fell; former\w*; future; gave way; had; histor\w*; if; lapse[sd]?; laps\w+; negotiat\w*; neither; never; no
    no longer; nobody; none; nor; not; nothing; older; oldest; once; pending; planned; plans; predecessor; propos\w*
    quoted; recall\w*; remembered; repeal\w*; replac\w*; revoked; scholars; shall; should; struck; studied; succe\w+
    superse\w+; till; unless; until; wanted; wants; when (?:adopted|finally|in force|it); whether; will; withdr\w*
    without; would
    """
)
#: Whoever says so knows that the thing is a project, or history.
HEDGED = re.compile(rf"\b{_HEDGES}\b|n[’']t\b", re.IGNORECASE)
#: The same where the sentence says in so many words that the thing is in force.
DENIED = re.compile(
    r"\b(?:draft|former|if|neither|never|no longer|not|once|propos\w*|replac\w*|superse\w+|unless|until)\b|n[’']t\b",
    re.IGNORECASE,
)
IN_PAST = re.compile(
    r"\b(?:was|were|did|(?:in|from|until|during|throughout|by|of|between) (?:\w+ )?(?:19|20)\d\d\b(?! is))",
    re.IGNORECASE,
)
NOW = re.compile(
    r"\b(?:already|annually|at (?:present|the moment)|currently|(?:each|every) (?:day|few|month|week|year)|now|nowadays"
    r"|presently|regularly|routinely|since|still|these days|to (?:this|the present) day|today)\b",
    re.IGNORECASE,
)
PERFECT = re.compile(
    r"\b(?:has|have) (?:\w+ly |already |since |now )?(?:been |issued|sent|gone|used|[a-z]{2,}(?:ed|en)\b)"
)
MUST = re.compile(r"\b(?:(?:are|is) (?:bound|forced|obliged|required) to|ha(?:s|ve) to|must)\b")
PRESENT = re.compile(r"\b(?:are|can|has|have|is|may|must)\b")
PAST = re.compile(
    r"\b(?:did|gave|had|sent|took|was|were|(?!need|speed|feed|seed|breed|indeed|proceed|exceed)[a-z]{2,}ed)\b(?! by)"
)

# --- right before the name -------------------------------------------------------------------------------------------

#: Articles, and whose the thing is.
_NAME = r"(?: the| its| an?| this)?(?: [A-Z][\w.]*['’]s)? ?$"
WITH = re.compile(rf"\b[Ww]ith{_NAME}")
_GROUNDS = one_of(
    r"""
    accredited(?: \w+)? (?:to|under); as required by; because of; by means of; by virtue of; in accordance with
    in line with; on the basis of; on the strength of; pursuant to; thanks to; through; under; using
    """
)
#: On what something is done.
BASIS = re.compile(rf"\b{_GROUNDS}{_NAME}", re.IGNORECASE)
_BOUND = one_of("bound; covered; forced; governed; harmonised; held; obliged; protected; regulated; required; ruled")
_SET_DOWN = one_of(
    """
    contained; dealt with; defined; harmonised; laid down; listed; prescribed; regulated; set down; set out; settled
    """
)
#: What rests on a law in force, in the present tense.
RELIANCE = re.compile(
    rf"\b(?:is|are)(?:(?: \w+)? {_BOUND}(?: [\w-]+){{0,5}} by|(?: [\w-]+){{0,2}} {_SET_DOWN}(?: [\w-]+){{0,2}} in"
    rf"|(?: an offence| a crime| illegal| punishable| punished| unlawful)(?: [\w-]+){{0,2}} under"
    rf"|(?: still)? a matter (?:for|of)){_NAME}"
)
_OBEYS = one_of(
    """
    breach; compl(?:y|ies|ied) with; fined under; in breach of; invokes?; obeys?; rel(?:y|ies) on; rests? on
    sue[ds]? under; suing under; thanks to; transposed; violat(?:e|es|ed|ing)
    """
)
#: What is done by those who are bound.
OBEYED = re.compile(rf"\b{_OBEYS}{_NAME}", re.IGNORECASE)
#: What bound those who were bound by it at a time in the past.
OBLIGED = re.compile(
    rf"\b(?:had to|were (?:bound|forced|obliged|required) to) (?:apply|comply with|follow|heed|obey|observe){_NAME}"
)
_HOLDS = one_of(
    """
    appl(?:y|ies); belongs? to; charge[^.:]{0,30} under; compl(?:y|ies) with; consults?; falls? under; follow
    implements?; invokes?; leans? on; meets?; obeys?; observes?; reads?; rel(?:y|ies) on; satisf(?:y|ies); turns? to
    works? (?:by|to|under); uses?
    """
)
#: What those do who hold a thing to be valid, in the present tense.
FOLLOWED = re.compile(rf"\b{_HOLDS}{_NAME}")
_ACTS = one_of(
    """
    answer; arrest; charge; exchange; extradite; get; issue; obtain; prosecute; receive; request; search; seize
    send; store; sue
    """
)
#: What is done on the strength of a law, by people and not by its own words: no "may", "would" or "to" before it.
DONE_UNDER = re.compile(
    r"(?<!may )(?<!can )(?<!to )(?<!must )(?<!could )(?<!would )(?<!will )(?<!might )"
    rf"\b{_ACTS}s?\b(?! of)[^.;:]{{0,80}}\b(?:on the basis of|pursuant to|under){_NAME}"
)
DID = re.compile(
    r"\b(?:arrested|charged|convicted|fined|got|issued|obtained|ordered|prosecuted|received|removed|searched|seized|sent"
    r"|sentenced|sued|won)\b"
)
_TEXTS = one_of("act; basis; code; edition; guidance; instrument; law; legislation; rulebook; standard; statute")
#: "The law of the Union is X".
LAW_IS = re.compile(rf"\b{_TEXTS}(?: (?:for|in|of|on)(?: [\w-]+){{1,5}})? (?:is|are){_NAME}")
_VALID = r"(?:applicable|current|governing|latest|newest|present|present-day|prevailing|valid)"
CURRENT_IS = re.compile(rf"\b{_VALID}(?: [\w-]+){{1,5}} (?:is|are|remains?)(?: still| now| today)?{_NAME}")
#: A thing is called current.
CURRENT = re.compile(rf"\b(?:{_VALID}|today['’]s) ?$")
#: By those who make laws.
ENACTED = re.compile(r"\b(?:enact(?:ed|ing)|promulgated|signed|signing)(?: the| its)? ?$")
_SENDS = one_of("answers?; forwards?; goe?s?; pass(?:es)?; reports?; sends?; submits?; turns?")
_STAFF = one_of("analysts; director; employees; experts; head; offices?; staff")
SENT_TO = re.compile(
    rf"\b{_SENDS}\b[^.;:,]{{0,60}}\bto(?: the)? ?$|\b{_STAFF} (?:of|at)(?: the)? ?$",
    re.IGNORECASE,
)
TO = re.compile(r"\b(?:at|by|from|in|to|with)(?: the)? ?$")
_EXAMINES = one_of("checks?; compares?; detects?; finds?; looks?; matche?s?; scans?; search(?:es)?")
#: What is done by a program, in the present tense.
BY_TOOL = re.compile(
    r"\b(?:(?:is|are) [a-z]+ed\b[^.;:]{0,80}\b(?:by|through|with)|(?:goes|go|pass|passes|run|runs) through"
    rf"|{_EXAMINES}\b[^.;:]{{0,60}}\b(?:by means of|through|using|with)){_NAME}"
)

_POWERS = one_of(
    """
    accreditation; authority; basis; competence; duty; duties; force; footing; ground; grounds; mandate; power; powers
    protection; right; rights; support; title
    """
)
_DONE_BY = one_of(
    """
    abandoned; amended; cited; described; discussed; explained; followed; fulfilled; inspired; kept out; left; mentioned
    named; preceded; quoted; recalled; remembered; repealed; replaced; succeeded; superseded; told; written
    """
)
#: What rests on a thing, is done by it or among its members, in the present tense; nothing past before it.
RESTS = re.compile(
    rf"\b(?:derives?|draws?|earns?|finds?|gains?|gets?|has|have|owes?|takes?)\b[^.;:,]{{0,40}}? {_POWERS}"
    rf"(?: in| from| to| by meeting| under){_NAME}"
    rf"|\bowes? (?:[\w’'-]+ ){{1,4}}to{_NAME}"
    rf"|\b(?:depends?|relies|rely|rests?)\b[^.;:]{{0,40}} on{_NAME}"
    rf"|\b(?:must|have to|has to) (?:keep to|meet|heed|observe|respect){_NAME}"
    rf"|\b(?:is|are)(?: \w+ly| first| still| always| now)? (?!{_DONE_BY}\b)"
    rf"(?:[a-z]{{2,}}ed(?: at)?|held|kept|read|run) (?:against|by){_NAME}"
    rf"|\b(?:base|footing|instrument|measure|rule|source|weapon|yardstick)"
    rf"(?: (?:for|in|of|on)(?: [\w-]+){{1,5}})? is{_NAME}"
    rf"|\b(?:what|whatever) (?:is )?follows from{_NAME}|\bmeans?\b[^.;:,]{{0,40}} follows from{_NAME}"
)
_TOGETHER = one_of("decide; decides; gather; gathers; meets?; sits?; takes? (?:its|their) decisions; works? together")
#: Bodies in which others come together.
WITHIN = re.compile(rf"\b{_TOGETHER}(?: [\w-]+){{0,3}} (?:at|in|within){_NAME}")
#: "What X wants them to store".
WHAT_IT = re.compile(r"\bwhat(?: the| its)? ?$")
PARTIES = re.compile(r"\b[Pp]arties to(?: the| its)? ?$")

# --- right behind the name -------------------------------------------------------------------------------------------


@cache
def in_force_behind() -> re.Pattern[str]:
    """ "(with X) in force"."""
    return re.compile(rf"{BRACKET} (?:now |already |finally )?(?:in (?:effect|force|place)|on the books)\b")


_TEXTS_IN_FORCE = one_of("edition; guidance; instrument; law; one; rules; rulebook; standard; text; version")


@cache
def called_current() -> re.Pattern[str]:
    """ "continues to be the source", "remains the Union's law", "is directly applicable", ", the current law"."""
    mine = r"(?:the|an?|its|in|[A-Z][\w.]*['’]s|binding|valid|good law|applicable|mandatory)"
    goes_on = one_of("allow; appl; bind; cover; force; govern; oblig; permit; protect; regulat; requir")
    return re.compile(
        rf"{BRACKET},? (?:which |that )?(?:go(?:es)? on [a-z]+ing\b|continues? to (?:be {mine}|{goes_on})"
        r"|(?:is|are) the (?:one|ones|edition|version|text) (?:in force|in use|that applies)"
        rf"|(?:remains?|stays?|is still|are still) {mine}|(?:is|are)(?: [a-z]+ly| still| now| today)? (?:an? )?"
        r"(?:applicable|in use|permanent|running|up to date|valid)\b(?! (?:from|as of|only)))"
        rf"|{BRACKET}, (?:the |an? )?(?:[\w-]+(?:['’]s)? ){{0,3}}{_VALID} "
        rf"|{BRACKET}, the {_TEXTS_IN_FORCE}(?: now| currently| still)? (?:in effect|in force|in use|that applies)\b"
        rf"|{BRACKET} \| ?(?:applies|binding|current|in force|valid)\b"
    )


@cache
def has_done() -> re.Pattern[str]:
    """What only a thing in force has done, or did: "has bound its parties", "ended immunity"."""
    done = one_of(
        "allowed; banned; bound; brought; changed; ended; forced; given; helped; let; made; obliged; protected"
    )
    been = one_of("applied; binding; enforced; implemented; in force; invoked; transposed; used")
    did = one_of("allowed; banned; became law; bound; ended; forced; led; obliged; outlawed; required; stripped")
    return re.compile(
        rf"{BRACKET},? (?:which |that )?(?:{did}\b(?! by)"
        rf"|(?:has|have) (?:\w+ly |already |now |long |since )?(?:{done}|required|been {been})\b)"
    )


@cache
def wants() -> re.Pattern[str]:
    """ "(what X) wants them to", "leaves them no choice", "(, X) allowing them to", "has ordained"."""
    return re.compile(rf"{BRACKET} (?:asks|demands|orders|prescribes|requires|tells|wants)\b")


@cache
def leaves() -> re.Pattern[str]:
    return re.compile(
        rf"{BRACKET} (?:leaves? \w+ no choice|took (?:away )?(?:their|its|his|her|the)\b"
        r"|has (?:decreed|laid down|ordained|ordered|prescribed|settled))\b"
    )


@cache
def allowing() -> re.Pattern[str]:
    return re.compile(
        rf"{BRACKET} (?:allowing|compelling|enabling|entitling|forcing|letting|obliging|permitting|requiring)\b"
    )


@cache
def parties_do() -> re.Pattern[str]:
    """What the parties to a treaty do who are bound by it."""
    does = one_of("apply; exchange; get; meet; must; obtain; order; report; request; send; share; turn; use")
    return re.compile(rf"{BRACKET} (?:now |already |regularly )?{does}\b")


@cache
def came_into_force() -> re.Pattern[str]:
    return re.compile(rf"{BRACKET},? (?:which |that )?(?:came into force|entered into force|took effect)\b")


@cache
def binds() -> re.Pattern[str]:
    """What a law in force does, in the present tense."""
    verbs = one_of(
        """
        allows; applies; authorises; bans; bars; binds; compels; criminalises; demands; empowers; enables; entitles
        forces; gives; governs; grants; guarantees; harmonises; imposes; lays down; lets; mandates; obliges; orders
        outlaws; permits; prescribes; prohibits; protects; punishes; regulates; requires; shields
        """
    )
    return re.compile(
        rf"{BRACKET},? (?:which |that )?(?:now |also |today |still )?{verbs}\b(?! (?:from|as of|only|since))"
    )


@cache
def was_enacted() -> re.Pattern[str]:
    made = r"(?:enacted|law\b|promulgated|signed|transposed)"
    return re.compile(
        rf"{BRACKET},? (?:which |that )?(?:was|is|has been|became|got) (?:\w+ly |then |also )?{made}"
        r"|[^.;:,]{0,20} (?:in)?to law\b"
    )


@cache
def works_now() -> re.Pattern[str]:
    """What a body or a program does, in the present tense."""
    verbs = one_of(
        """
        analyse[sd]?; answers; checks; collects; compares; coordinates; employs; flags; forwards; handles; has
        helps; hosts; keeps; meets; operates; passes; publishes; receives; reports; runs; scans; sends; serves
        sorts; works
        """
    )
    place = r"(?: in [A-Z]\w+(?: [A-Z]\w+)?)?"
    return re.compile(rf"{BRACKET}{place},?(?: (?:already|also|now|today|currently))? {verbs}\b")


@cache
def goes_on() -> re.Pattern[str]:
    """Any verb in the present tense, but for those by which one speaks of what is past."""
    neutral = one_of(
        """
        as; belongs; comes; counts; goes; grows; has; is; its; marks; means; needs; ranks; remains; reminds; rests
        shows; stands; stems; this; was
        """
    )
    led = r"is (?:chaired|funded|governed|headed|led|run) by\b"
    adverbs = r"(?:(?:also|currently|now|still|today) )?"
    return re.compile(rf"{BRACKET} {adverbs}(?:{led}|(?!{neutral}\b)[a-z]{{2,}}[^s\W]s(?: [a-z]|$))")
