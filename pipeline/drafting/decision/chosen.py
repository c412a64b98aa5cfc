"""Who was elected or appointed, told by role: a post names nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from pipeline.danish.nouns import definite, lower_first
from pipeline.danish.numerals import number_word
from pipeline.danish.offices import ROLE
from pipeline.danish.verbs import has_finite
from pipeline.drafting.case import Case
from pipeline.drafting.decision.options import lies_elsewhere
from pipeline.drafting.decision.points import acted, frame, words_of
from pipeline.drafting.decision.turned import Turned
from pipeline.drafting.headings.capitals import with_capitals
from pipeline.drafting.headings.titles import clean_title
from pipeline.drafting.people.names import HIDDEN, hide_names
from pipeline.lexicon import load_lexicon

_ACT = r"\b(?P<verb>udpeg|v[aæ]lg)\w*"
_CHOSE = (
    re.compile(
        rf"(?P<who>[^.;:]+?) (?:blev |er |bliver )?{_ACT}(?P<rest>[^.;:]*)\.?$", re.IGNORECASE
    ),
    re.compile(
        r"(?P<verb>Udpeg|Valg|Indstil)(?:et|t|let) (?:blev|er) (?P<who>[^;:]+?)(?P<rest>)\.?$"
    ),
    re.compile(
        rf"(?P<rest>(?:Til|I|Som) [^,.;:]+?) {_ACT}(?: hermed)? (?P<who>[^.;:]+)\.?$", re.IGNORECASE
    ),
)
_VERBS = {"udpeg": "udpegede", "indstil": "foreslog"}
_ROLE = re.compile(rf"\b{ROLE}(?:e?n)?\b", re.IGNORECASE)
# A name that was not found to be one, or a proposal.
_STRANGE = re.compile(r"(?<!^)\b[A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ][a-zæøå]+|\bforeslå|\bstemme")


# "Som næstformand valgtes [navn]": the office is all there is to tell.
_AS_ROLE = re.compile(r" [Ss]om (?P<role>[^,;:.]+)")
_ONLY_NAMES = re.compile(rf"(?:{re.escape(HIDDEN)}|,? og |, )+")


def chosen_by_role(case: Case, *, titled: bool = False) -> Turned | None:
    """Say who was chosen by their roles, "[navn]" for a person; None where no role is named.

    With *titled* the title tells the office, and only who has another one is worth more.
    """
    for span in case.decision:
        printed = case.printed(span)
        match = next((found for one in reversed(_CHOSE) if (found := one.match(printed))), None)
        if match is None or case.is_aside(span) or has_finite(match["who"]):
            continue
        verb = _VERBS.get(match["verb"].lower(), "valgte")
        who = re.sub(r" \([^()]*\)", "", match["who"])
        rest = match["rest"].strip()
        rest = rest if rest.startswith(",") or not rest else f" {lower_first(rest)}"
        told = hide_names(f"{who}{rest}", case.minutes.participants)
        if verb == "foreslog" and told.count(HIDDEN) > 1:
            seat = _elected_by_title(case) or ""
            seat = f" til {seat.partition(' sidde i ')[2]}" if " sidde i " in seat else ""
            return Turned(f"foreslog {number_word(told.count(HIDDEN))} personer{seat}", span)
        role = _AS_ROLE.fullmatch(rest)
        unnamed = _ONLY_NAMES.fullmatch(told.removesuffix(rest))
        if role and unnamed and not titled:
            return Turned(f"{verb} {words_of(case, _with_article(role['role']))}", span)
        if _ROLE.search(told) and not _STRANGE.search(told):
            opens = lower_first(told) if _ROLE.match(lower_first(told)) else told
            return Turned(f"{verb} {words_of(case, opens)}", span)
    return None


def elected(case: Case) -> list[str]:
    """Return what follows the body's name where somebody was elected or appointed."""
    if _NAMED_ONLY.search(case.decision_text):
        named = chosen_by_role(case)
        return [named.predicate if named else "foreslog, hvem der skal vælges"]
    titled = _elected_by_title(case)
    roles = chosen_by_role(case, titled=titled is not None)
    seated = titled and ", hvem der " in titled
    if roles and (seated or not titled) and not _INITIALS.search(roles.predicate):
        return [roles.predicate]
    if titled:
        return [_offices_to(titled, roles)]
    for point in case.proposals:
        chooses = point.verb and point.verb.infinitive in ("udpege", "vælge") and not point.rest
        # "Grunden ved havnen vælges" is not the one by the wood that was proposed.
        chooses = chooses and not lies_elsewhere(case.decision_text, point.object)
        if chooses and point.actor in (None, case.body) and " " in point.object:
            return [acted(case, point, point.verb.past)] if point.verb else []
    if not re.search(r"(?<!ud)v[aæ]lg|udpeg|medlem|suppleant|stedfor", case.decision_text, re.I):
        # A committee was set up: nobody was chosen.
        return []
    return [frame(case, "udpeget" if _election(case, "") == "udpegede" else "valgt")]


def _offices_to(titled: str, roles: Turned | None) -> str:
    """Name the offices of those chosen to the seat of the title, where each is known by one."""
    seat = re.search(r" til \S.*", titled)
    if roles is None or seat is None or HIDDEN in roles.predicate or " til " in roles.predicate:
        return titled
    return f"{roles.predicate}{seat.group()}"


def chosen_by_group(case: Case) -> Turned | None:
    """Say which group appointed somebody: "Gruppe 2 udpegede et medlem til nævnet", or None.

    What a group appoints, the body does not elect.
    """
    titled = _elected_by_title(case)
    for span in case.decision if titled and not re.search(r"valgt", case.decision_text) else ():
        match = _BY_GROUP.match(case.printed(span))
        if match and titled and "hvem der" not in titled:
            return Turned(f"{match['who']} udpegede {titled.partition(' ')[2]}.", span)
    return None


_BY_GROUP = re.compile(
    r"(?P<who>(?:Valggruppen?|Gruppe|Liste) (?:\d|[A-ZÆØÅ](?:(?:, | og )[A-ZÆØÅ])*)) "
    r"(?:udpegede|har udpeget|udpeger) "
)
_INITIALS = re.compile(r" [A-ZÆØÅ]{2,3}\b")


# "Indstillet blev …": somebody else elects.
_NAMED_ONLY = re.compile(r"^(?!.*(?:\bv[aæ]lg|udpeg)).*\b[Ii]ndstil(?:let|les|lede)", re.DOTALL)


def _elected_by_title(case: Case) -> str | None:
    title = clean_title(case.labelled.item.title, case.meeting)
    if case.labelled.item.title.isupper():
        title = with_capitals(title, case.minutes.text)
    return elected_by_title(
        hide_names(title, case.minutes.participants),
        lambda act: _election(case, act),
        lambda text: words_of(case, text),
    )


def elected_by_title(
    title: str, verb: Callable[[str], str], told: Callable[[str], str] = str
) -> str | None:
    """Return what follows the body's name by the title of an election; None for other titles.

    *verb* gives the verb for the act that a title opens with ("valg"), *told* puts words plainly.

    >>> elected_by_title("Valg til ankenævn", lambda act: "valgte")
    'valgte, hvem der skal sidde i ankenævnet'
    >>> elected_by_title("Ny hal", lambda act: "valgte") is None
    True
    """
    title = _AFTER_SOMEBODY.sub("", title)
    for pattern, to in _titles():
        match = pattern.fullmatch(title)
        if match is None:
            continue
        groups = {
            name: told(lower_first(value)) if value else ""
            for name, value in match.groupdict().items()
        }
        for name in {"seat", "named"} & {one for one, value in groups.items() if value}:
            groups[name] = definite(groups[name]) or groups[name]
        groups["x"] = _with_article(groups.get("x", ""))
        return to.format(verb=verb(title.partition(" ")[0]), **groups)
    return None


@cache
def _titles() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = load_lexicon("frames")["elected"]
    return tuple((re.compile(row["from"], re.IGNORECASE), row["to"]) for row in rows)


# "… efter [navn]", "… efter Pernille": who had the seat before.
_AFTER_SOMEBODY = re.compile(r" efter (?:\[navn\]|[A-ZÆØÅ][a-zæøå]+(?: [A-ZÆØÅ][a-zæøå]+)*)$")


def _election(case: Case, act: str) -> str:
    """Return the verb that the decision uses, or else that of the title."""
    text = case.decision_text
    if re.search(r"\b(?:gen|ny|ind)?v[aæ]lg", text, re.IGNORECASE):
        return "valgte"
    named = re.search(r"\budpeg", text, re.IGNORECASE)
    return "udpegede" if named or act.lower() != "valg" else "valgte"


def _with_article(who: str) -> str:
    """Return "et medlem af rådet" for "medlem af rådet"; an office takes no article.

    >>> _with_article("medlem af rådet"), _with_article("formand for rådet")
    ('et medlem af rådet', 'formand for rådet')
    >>> _with_article("nyt medlem"), _with_article("ny formand"), _with_article("byggeudvalg")
    ('et nyt medlem', 'en ny formand', 'et byggeudvalg')
    """
    first = who.partition(" ")[0]
    article = load_lexicon("nouns")["one_of_several"].get(first) or _ARTICLES.get(first)
    if article is None and first.endswith(("udvalg", "nævn")):
        article = "et"
    return f"{article} {who}" if article else who


_ARTICLES = {"ny": "en", "nyt": "et"}
