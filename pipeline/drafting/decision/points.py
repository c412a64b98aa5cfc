"""Say one point of the recommendation: as done, as approved, or as an at-clause."""

from __future__ import annotations

import re

from pipeline.danish.nouns import definite, find_noun, genitive, is_definite, lower_first
from pipeline.danish.verbs import (
    LIKE_PASSIVE,
    SECOND_PASSIVE,
    has_finite,
    present_of,
    verb_of_infinitive,
    verb_of_participle,
)
from pipeline.drafting.case import Case, expand
from pipeline.drafting.decision.by_deciding import does_it
from pipeline.drafting.decision.certain import agreed_with
from pipeline.drafting.decision.options import named_options
from pipeline.drafting.decision.proposals import Proposal, parse_clause
from pipeline.drafting.people.names import hide_names
from pipeline.drafting.plain.wording import cut_loose, plain_words
from pipeline.labels import Decision


def frame(case: Case, name: str) -> str:
    """Fill the frame *name* for an item: what follows the body's name."""
    row = case.style.frames[name]
    matter = case.matter
    text = row[case.wording].format(
        thing=matter.approved if name == "godkendt" else matter.thing,
        about=matter.about,
        case=matter.case,
        next=case.next_body,
        whose=genitive(agreed_with(case) or "udvalget"),
    )
    text = re.sub(r"orienteringen om orientering(?: og [a-zæøå]+)?(?= til )", "orienteringen", text)
    # An application is refused, and not its case.
    text = text.replace(" afslag i sagen om ansøgning ", " afslag på ansøgningen ")
    text = _PAPER.sub(lambda match: f"{match['does']}{definite(match['paper'])} ", text)
    # "Orientering fra formanden" is no case, and no news about a piece of news.
    text = text.replace("er orienteret om orienteringen", "har fået orienteringen")
    text = text.replace(" i orienteringen fra", " i sagen om orienteringen fra")
    return str(text.replace("orienteringen om orienteringen", "orienteringen"))


# A proposal or an application is itself put off or sent on.
_PAPER = re.compile(
    r"(?P<does>(?:^udsatte|^nåede ikke|^sende?[rt]e?|tage stilling til|bemærkninger til) )sagen om "
    r"(?P<paper>forslag|ansøgning|anmodning) (?=(?:til|om|fra) )"
)


def enacted(case: Case, point: Proposal) -> str:
    """Say yes to one point: "fastsatte rammen …", or "godkendte, at …" where work remains."""
    verb = point.verb
    alone = len(case.proposals) == 1
    phrase = _set_phrase(case, point)
    if phrase:
        return phrase
    # "Ordningen undersøges" is no yes to what the title names: only a verb that does it all may be.
    if verb is None or (alone and verb.enacts and is_bare(case, point)):
        clause = words_of(case, point.clause)
        known = verb is None and is_readable(point)
        if verb and verb.infinitive in _ADOPT and case.matter.approved == case.matter.case:
            return acted(case, point, verb.past)
        return f"godkendte forslaget om, at {clause}" if known else frame(case, "godkendt")
    if verb.infinitive == "godkende" and case.wording == "plain" and point.object:
        return f"sagde ja til {acted(case, point, '')}".replace("  ", " ")
    # "X udpeges" approved is not X elected, unless the decision says so.
    elects = verb.infinitive in ("udpege", "vælge") and not named_options(point.object)
    elected = Decision.UDPEGET in case.labelled.outcomes
    here = does_it(point) and (elected or not elects) and not verb.particle and not case.next_body
    if verb.infinitive == "godkende" or (here and (point.object or point.rest)):
        return acted(case, point, verb.past)
    return f"godkendte, at {_resolved(case, point)}"


# "at planen godkendes og træder i kraft i maj"
_AND_STARTS = re.compile(
    r"(?P<what>[^,]+?) (?:godkendes|vedtages|tiltrædes) og "
    r"(?P<rest>(?:træder|gælder|begynder|starter) .+)"
)
# "at de foreslåede tider godkendes og annonceres i avisen"; without "de" a definite noun.
_AND_MORE = re.compile(
    r"(?P<what>(?:(?P<art>de|den|det) (?:[a-zæøå]+ )?[a-zæøå]+e )?"
    r"[a-zæøå]{3,}(?:(?<=e[nt])|(?<=erne)|(?<=ene)|(?(art)|(?!)))) (?:godkendes|vedtages|tiltrædes)"
    r"(?P<start> (?:til ikrafttræden|fra|pr\.|for) [^,]*?)?"
    r" og (?P<rest>[a-zæøå]{3,}(?:es|ås) .+)"
)


def _set_phrase(case: Case, point: Proposal) -> str | None:
    """Say what is no act by itself: taking note, and refusing what the title tells."""
    starts = _AND_STARTS.fullmatch(point.clause)
    if starts:
        return f"godkendte {words_of(case, starts['what'])}, som {words_of(case, starts['rest'])}"
    more = _AND_MORE.fullmatch(point.clause)
    if more and not case.next_body:
        them = more["art"] or {"en": "den", "et": "det"}.get(more["what"][-2:], "de")
        told = words_of(case, f"{more['what']}{more['start'] or ''}")
        return f"godkendte {told}, og at {them.lower()} {words_of(case, more['rest'])}"
    if point.noted:
        return f"tog {_object(case, point)} til efterretning"
    refused = point.object == "afslag" and not point.rest
    return frame(case, "afvist_afslag") if refused else None


# "der leases 28 biler", "lånet omlægges": the s-passive of a verb that no table holds.
_PASSIVE_LIKE = re.compile(
    rf"(?:der|(?:[^,:]|(?<=\d),(?=\d)){{3,80}}?) "
    rf"(?:{LIKE_PASSIVE}|(?:slå|nå|få|gå|se)s (?:op|ned|sammen|af|til|ind)\b)"
)
_ADOPT = frozenset({"godkende", "tiltræde", "vedtage"})


def is_readable(point: Proposal) -> bool:
    """Tell whether a point is a clause that can stand after "at": its verb is known or looks it.

    >>> from pipeline.records import Span
    >>> is_readable(Proposal("kommunen leaser biler", Span(0, 0), None))
    True
    >>> is_readable(Proposal("3,0 mio. kr. fra vejene tilføres kassen", Span(0, 0), None))
    True
    >>> is_readable(Proposal("biler til kommunens ledere", Span(0, 0), None))
    False
    """
    known = point.verb is not None or has_finite(point.clause)
    looks = _SUBJECT_AND_VERB.match(point.clause) or _PASSIVE_LIKE.match(point.clause)
    return known or looks is not None


_SUBJECT_AND_VERB = re.compile(
    r"[a-zæøå-]{3,}(?:en|et|erne|ene) (?!flere |efter |eller |under |over |gamle )"
    r"(?:[a-zæøå]{3,}er(?: \w|$)|"
    r"(?!fælles\b)[a-zæøå]{4,}es\b)"
)


def in_its_words(case: Case, predicate: str) -> str:
    """Put the verb of the decision itself, "tiltrådte" or "vedtog", for "godkendte".

    Only a decision that opens with the verb lends it: "Tiltrådt.", "Vedtaget med 9 stemmer".
    """
    first = re.match(r"(?:Indstillingen (?:er |blev )?)?(Tiltr|Vedt)", case.decision_text, re.I)
    if first is None or case.wording == "plain":
        return predicate
    verb = "tiltrådte" if first[1].lower() == "tiltr" else "vedtog"
    return re.sub(r"^godkendte\b(?! ikke)", verb, predicate)


def acted(case: Case, point: Proposal, verb: str) -> str:
    """Put verb, object and rest together; an at-clause takes its comma."""
    rest = words_of(case, point.rest)
    if rest.startswith("at ") and not point.object:
        return f"{verb}, {rest}"
    target = "" if _object_in_rest(point) else _object(case, point)
    start = _WITH_EFFECT.match(point.rest)
    if start and target and verb.startswith(("godkend", "vedt", "tiltr")):
        # "godkendte pejlemærkerne fra den 1. april": they would be of that day.
        return f"{verb}, at {target} gælder {words_of(case, point.rest[start.end() :])}"
    return _joined(verb, target, rest)


def _joined(*parts: str) -> str:
    """Put parts of a sentence in a row; a comma or a colon stands at what is before it."""
    return re.sub(r" (?=[,:;])", "", " ".join(filter(None, parts)))


# "godkendes med virkning fra den 1. april"
_WITH_EFFECT = re.compile(r"med virkning (?=(?:fra|pr\.) )")


def is_bare(case: Case, point: Proposal) -> bool:
    """Whether a point says only "bevillingen gives", which tells the reader nothing."""
    bare = " " not in point.object and not point.rest and not point.empty
    return bare and expand(case, point.object) == point.object and not point.refuses


def _object_in_rest(point: Proposal) -> bool:
    return not point.object and bool(point.rest)


def recommends_itself(case: Case, point: Proposal) -> bool:
    """Whether the point asks this body to recommend, so that it is what it did."""
    recommends = point.verb is not None and point.verb.infinitive == "anbefale"
    return recommends and point.actor in (None, case.body) and bool(point.object)


def what_to_advise(point: Proposal) -> Proposal:
    """Return a point without its "udvalget anbefaler Byrådet, at": what is to be recommended.

    >>> from pipeline.records import Span
    >>> clause = "direktionen over for Byrådet anbefaler, at stien lukkes"
    >>> what_to_advise(Proposal(clause, Span(0, 0), None)).clause
    'stien lukkes'
    """
    asked = _IS_ADVISED.fullmatch(point.clause)
    does = verb_of_infinitive(asked["verb"]) if asked else None
    if asked and does and not does.particle:
        # "at Byrådet anbefales at frigive 3 mio. kr."
        return parse_clause(f"{asked['who']} {does.present}{asked['rest']}", point.span, point.to)
    told = _ADVISES_TO.fullmatch(point.clause)
    act = present_of(told["verb"]) if told else None
    if told and act:
        # "udvalget anbefaler Byrådet at godkende planen og nedsætte et udvalg"
        clause = f"{told['who']} {act}{_finite_too(told['rest'])}"
        return parse_clause(clause, point.span, point.to)
    match = _ADVISES.fullmatch(point.clause)
    done = _ADVISED.fullmatch(point.clause)
    verb = verb_of_participle(done["done"]) if done else None
    if done and verb:
        # "forslaget anbefales godkendt til høring": what others are to approve.
        clause = f"{done['what']} {verb.passive}{done['rest']}"
        return parse_clause(clause, point.span, point.to)
    return parse_clause(match["what"], point.span, point.to) if match else point


_IS_ADVISED = re.compile(
    r"(?P<who>[\w-]+(?:et|en)(?: (?:og|samt) [\w-]+(?:et|en))?) anbefales at (?P<verb>[a-zæøå]+)"
    r"(?P<rest>[ ,].*)"
)
_ADVISES_TO = re.compile(
    r"[\w-]+(?: Udvalg)? anbefaler (?P<who>[A-ZÆØÅ][\w-]+(?:et|en)(?: og [A-ZÆØÅ][\w-]+(?:et|en))?)"
    r" at (?P<verb>[a-zæøå]+)(?P<rest> .+)"
)
# What else is to be done: "… og nedsætte et udvalg", "… samt at afsætte 2 mio. kr.".
_TO_DO_TOO = re.compile(
    r"(?P<and>,? (?:og|samt)) (?:at )?(?P<verb>[a-zæøå]{4,}e)(?= (?!og\b)[a-zæøå\d])"
)


def _finite_too(text: str) -> str:
    """Say in the present what else a list of infinitives asks for, where the verb is known."""

    def present(match: re.Match[str]) -> str:
        known = verb_of_infinitive(match["verb"])
        return f"{match['and']} {known.present}" if known else match.group()

    return _TO_DO_TOO.sub(present, text)


_TO = r"(?: over for)?(?: [A-ZÆØÅ][\w-]+(?: og [A-ZÆØÅ][\w-]+)?)?"
_ADVISED = re.compile(
    r"(?P<what>[^,]{3,80}?) anbefales (?P<done>godkendt|vedtaget|tiltrådt)(?P<rest>(?: .+)?)"
)
_ADVISES = re.compile(rf"[\w-]+(?: Udvalg)?{_TO} anbefaler{_TO},? at (?P<what>.+)")


def clause_for(case: Case, point: Proposal, name: str | None) -> str:
    """Return the at-clause with the next body as the one who acts, where the verb allows it."""
    verb = point.verb
    actor = point.actor if point.actor not in (None, case.body) else name
    if verb is None or actor is None or not (does_it(point) or point.noted):
        return _resolved(case, point)
    if point.actor in (None, case.body) and len(case.next_bodies) > 1 and not point.noted:
        # Which of them adopts it the minutes do not say: the committee, or the council after it.
        return _resolved(case, point)
    if point.noted:
        return f"{actor} tager {_object(case, point)} til efterretning"
    # "at regnskabet godkendes og sendes til revisionen": who does the first does the second, too.
    if (not point.object and not point.rest) or SECOND_PASSIVE.search(point.rest):
        return _resolved(case, point)
    target = "" if _object_in_rest(point) else _object(case, point)
    return _joined(actor, verb.present, target, words_of(case, point.rest))


def _resolved(case: Case, point: Proposal) -> str:
    """Return the clause in plain words, with "sagen" said in full where it is the subject."""
    clause = words_of(case, point.clause)
    # "det undersøges, om skolen kan deltage"
    formal = point.object.lower() == "det" and _CLAUSE_AFTER.search(f" {point.rest}")
    if point.passive and point.object and point.empty and not formal:
        return clause.replace(words_of(case, point.object), _object(case, point), 1)
    return clause


_CLAUSE_AFTER = re.compile(r"[ ,](?:at|om|hv[a-zæøå]+) ")


def _object(case: Case, point: Proposal) -> str:
    """Return what a point acts on; "sagen" and its like become what the title says."""
    if not point.empty:
        return _small(words_of(case, expand(case, point.object)))
    short = point.object.lower()
    if short == "orienteringen":
        about = f"orienteringen om {case.matter.about}"
        return about.replace("orienteringen om orienteringen", "orienteringen")
    if short in ("sagen", "indstillingen"):
        return case.matter.case
    return case.matter.thing


def _small(phrase: str) -> str:
    """Lower the capital of a common noun that a point opens with, "Leverandøren"."""
    first = phrase.partition(" ")[0]
    common = find_noun(first) is not None or is_definite(first.lower())
    return lower_first(phrase) if common else phrase


def words_of(case: Case, text: str) -> str:
    """Return a part of a sentence in plain words, its first letter low unless a name's."""
    said = plain_words(text, case.meeting) if text else ""
    if said is None and ", " in text:
        # A sum whose sign contradicts its word stands last: what comes before it can be told.
        said = plain_words(text.rpartition(", ")[0], case.meeting)
    return hide_names(cut_loose_inside(said or text), case.minutes.participants)


def cut_loose_inside(text: str) -> str:
    """Cut asides from a part of a sentence and keep its first letter as it is.

    >>> cut_loose_inside("planen (se kortet)")
    'planen'
    """
    cut = cut_loose(f"{text} .").removesuffix(".").rstrip()
    return text[:1] + cut[1:] if text else text
