"""Who was elected or appointed, told by role: a post names nobody."""

from __future__ import annotations

import re

from pipeline.danish.nouns import lower_first
from pipeline.danish.numerals import number_word
from pipeline.danish.verbs import has_finite
from pipeline.drafting.case import Case
from pipeline.drafting.names import HIDDEN, hide_names
from pipeline.drafting.points import acted, frame, words_of
from pipeline.drafting.titles import clean_title
from pipeline.drafting.turned import Turned
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
_ROLE = re.compile(
    r"\b[a-zæøå-]*(?:chef|leder|direktør|koordinator|konsulent|formand|inspektør|repræsentant|"
    r"sekretær|mester|rektor|provst)(?:e?n)?\b",
    re.IGNORECASE,
)
# A name that was not found to be one, or a proposal.
_STRANGE = re.compile(r"(?<!^)\b[A-ZÆØÅ][a-zæøå]+ [A-ZÆØÅ][a-zæøå]+|\bforeslå|\bstemme")


def chosen_by_role(case: Case) -> Turned | None:
    """Say who was chosen by their roles, "[navn]" for a person; None where no role is named."""
    for span in case.decision:
        printed = re.sub(r"\s+", " ", span.of(case.minutes.text)).strip()
        match = next((found for one in reversed(_CHOSE) if (found := one.match(printed))), None)
        if match is None or case.is_aside(span) or has_finite(match["who"]):
            continue
        verb = _VERBS.get(match["verb"].lower(), "valgte")
        who = re.sub(r" \([^()]*\)", "", match["who"])
        rest = match["rest"].strip()
        rest = rest if rest.startswith(",") or not rest else f" {lower_first(rest)}"
        told = hide_names(f"{who}{rest}", case.minutes.participants)
        if verb == "foreslog" and told.count(HIDDEN) > 1:
            return Turned(f"foreslog {number_word(told.count(HIDDEN))} personer", span)
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
    roles = None if titled else chosen_by_role(case)
    if titled or roles:
        return [titled or (roles.predicate if roles else "")]
    seat = _SEAT.match(clean_title(case.labelled.item.title, case.meeting))
    if seat:
        verb = _election(case, "valg")
        return [f"{verb}, hvem der skal sidde i {words_of(case, seat['x'])}"]
    for point in case.proposals:
        chooses = point.verb and point.verb.infinitive in ("udpege", "vælge") and not point.rest
        if chooses and point.actor in (None, case.body) and " " in point.object:
            return [acted(case, point, point.verb.past)] if point.verb else []
    if not re.search(r"(?<!ud)v[aæ]lg|udpeg|medlem|suppleant|stedfor", case.decision_text, re.I):
        # A committee was set up: nobody was chosen.
        return []
    return [frame(case, "udpeget" if _election(case, "") == "udpegede" else "valgt")]


# "Indstillet blev …": somebody else elects.
_NAMED_ONLY = re.compile(r"^(?!.*(?:\bv[aæ]lg|udpeg)).*\b[Ii]ndstil(?:let|les|lede)", re.DOTALL)
_SEAT = re.compile(
    r"(?:valg|udpegning) til (?P<x>[a-zæøå-]*(?:bestyrelse|udvalg|råd|nævn|gruppe)(?:n|et|en)?"
    r"(?: .+)?)$",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    r"(?:\w+s )?(?P<x>(?:(?:nye )?medlemmer|repræsentant(?:er)?|medlem) .+)", re.IGNORECASE
)


def _elected_by_title(case: Case) -> str | None:
    title = clean_title(case.labelled.item.title, case.meeting)
    match = re.match(r"(?P<act>valg|udpegning) af (?P<x>.+)", title, re.IGNORECASE)
    if match:
        verb = _election(case, match["act"])
        return f"{verb} {_with_article(words_of(case, lower_first(match['x'])))}"
    own = _MEMBERS.match(title)
    return f"udpegede {_with_article(words_of(case, lower_first(own['x'])))}" if own else None


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
    """
    article = load_lexicon("nouns")["one_of_several"].get(who.partition(" ")[0])
    return f"{article} {who}" if article else who
