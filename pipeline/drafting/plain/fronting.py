"""Put the time first: "Mødet holdes den 3. maj." becomes "Den 3. maj holdes mødet."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.danish.dates import MONTHS
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.danish.verbs import MODALS, is_finite, verb_of_participle, verb_of_passive
from pipeline.drafting.ahead.times import DAY, Time, times_ahead
from pipeline.drafting.plain.compress import count_words

LONGEST = 24
# The present alone looks ahead, and "er" needs its complement where it stands.
_READY = re.compile(r"er (?:klar|færdig|i luften|i drift|på plads|på dagsordenen|slut|gratis)\w*\b")
_IS_AHEAD = re.compile(
    r"(?!er$|var$)\w+(?:er|es|år|gør|slås|nås)|skal|kan|vil|bør|må|ses|sker|går|får"
)
# A verb that no table has: "afrapporterer", "udbydes".
_LIKE_PRESENT = re.compile(
    r"(?!(?:efter|eller|under|over|fælles|deres|vores|alles)$)[a-zæøå]{3,}e[rs]|\w+(?:gør|slås|nås)"
)
# A noun or preposition that the date belongs to: "på mødet den 3. maj", "med frist den 3. maj".
_BOUND = re.compile(
    r"(?:\b(?:indtil|og|eller|til|fra|med|senest|pr\.|for|om|af|på|i|ved|hos)|"
    r"\b\w*(?:mød|(?<!ud)valg|frist|tur|brev|(?<!midd)dag|aften|afgørelse|beslutning|redegørelse|regnskab|"
    r"opfølgning|stævne|høring|ansøgning|periode|udgifter|besøg|skift|ordning)\w{0,3})$",
    re.IGNORECASE,
)
# What is held, is held then.
_HELD = re.compile(r"(?:af)?hold(?:er|es|t)|mødes|deltager|arrangerer|indbyder|inviterer")
# What is agreed or planned now happens then: with the time first, the agreeing would.
_NOT_THEN = re.compile(
    r"(?:aftal|planlæg|planlagt|beslut|foreslå|varsl|fastsæt|fastsat|anbefal|indstil|godkend|vedtag|tiltræd|bevilg|"
    r"frigiv|bemyndig|pålæg|imødekom|afvent|sig)\w*"
)
# Moved to a time, or lasting until one.
_MOVED_TO = re.compile(
    r"(?:ud(?:sættes|skydes)|forlæng|flyt|ryk|ændre|(?:fast)?sættes|udsat|udskudt)\w*"
)
_LASTS = re.compile(r"løber|gælder|varer|fortsætter|ligger|kører")
_OPENS_LATE = re.compile(
    r"(?:I|På|Fra|For|Til|Ved|Efter|Inden|Under|Om|Hvis|Når|Derfor|Desuden|Herefter|Derefter|Samtidig|"
    r"Dermed|Nu|Her|Såfremt|Også|Endelig|Dog|Med|Ad|At|Da|Som|Uanset|Ifølge|Den \d)\b"
)
_CLAUSE = re.compile(r"\b(?:hvis|når|at|som|der|hvor|idet|da|hvad|hvem|hvilke\w?)\b|, om\b")
_AFTER = re.compile(
    r"(?: (?:på|hos|for|ved|med|om|i|af|til|fra|så|når|hvor|hvis|sammen|efter|mellem|mod|under) .+|"
    r", (?:så|hvor|når|hvis|hvorefter|medmindre|dog|idet|som|der|inden|hvilket|herunder|mens|uden|"
    r"denne gang|blandt andet) .+)?"
)


# Right behind the verb and its time this is no object: another clause, a second verb.
_AFTER_VERB = re.compile(r",(?! (?:om|hvad|hvor\w*|hvem|hvilke\w?) )| og\b")


def fronted(text: str, meeting: date, *, clause: bool = False) -> str | None:
    """Return a plain sentence with its time first, None where the word order is not sure.

    A *clause* that stood after "at" or "idet" has its time before the verb.

    >>> day = date(2025, 1, 7)
    >>> fronted("Trackerne ventes installeret lige før årsskiftet.", day)
    'Lige før årsskiftet ventes trackerne installeret.'
    >>> fronted("Reglerne træder i kraft den 1. maj 2025 og gælder for alle.", day)
    'Den 1. maj 2025 træder reglerne i kraft.'
    >>> fronted("HR til mødet i marts opgør fraværet.", day, clause=True)
    'Til mødet i marts opgør HR fraværet.'
    >>> fronted("Hvis det regner, holdes mødet den 3. maj.", day) is None
    True
    >>> fronted("I stedet lægger hver chef inden den 1. maj en plan frem.", day)
    'Inden den 1. maj lægger hver chef en plan frem.'
    """
    found = (
        _for_link(text, time) or _with_first(text, time, clause=clause)
        for time in times_ahead(text, meeting)
    )
    return next((told for told in found if told and count_words(told) <= LONGEST), None)


def _for_link(text: str, time: Time) -> str | None:
    """Put the time where "I stedet" stood: in a list of steps it follows nothing."""
    link = _LINK.match(text)
    before = text[link.end() : time.start].rstrip() if link else ""
    words = before.split()
    if not 1 < len(words) <= _FEW or not is_finite(words[0]) or not _OF_VERB.match(time.words):
        return None
    after = text[time.end :].rstrip(".")
    if re.search(r"[,:;»(]", before) or _LOOSE.search(before) or _CLAUSE.search(before):
        return None
    # "findes en dag": in whose place, the rest does not tell.
    told = len(words) + len(after.split()) > _SHORTEST
    return _ended(f"{upper_first(time.words)} {before}{after}") if told else None


_LINK = re.compile(r"(?:I stedet|Herefter|Derefter|Dernæst|Herudover|Derudover|Desuden) ")
_OF_VERB = re.compile(r"(?:inden|senest|i|den|fra|på)\b")
_FEW, _SHORTEST = 7, 4


def set_apart(text: str, meeting: date) -> str | None:
    """Return a plain sentence with its time before it, where it belongs to a noun.

    >>> set_apart("Formanden indkalder til en aften i uge 40.", date(2025, 1, 7))
    'I uge 40: Formanden indkalder til en aften.'
    """
    for time in times_ahead(text, meeting):
        before, after = text[: time.start].rstrip(), text[time.end :].rstrip(".")
        words = before.split()
        verb = _verb_at(words)
        if verb is None or re.search(r"[,:;»(]", before) or not _AFTER.fullmatch(after):
            continue
        unsure = len(words) < 4 or _LOOSE.search(before) or _CLAUSE.search(" ".join(words[1:]))
        if (
            unsure
            or _OTHER_DAY.search(before)
            or not _happens_then(words[verb:], time)
            or _OPENS_LATE.match(text)
        ):
            continue
        told = _ended(f"{upper_first(time.words)}: {before}{after}")
        if count_words(told) <= LONGEST and not time.words.startswith(("pr.", "fra", "til den")):
            return told
    return None


# Without the time nothing would be left for the word before it.
_LOOSE = re.compile(
    r"(?:\b(?:indtil|og|eller|til|fra|med|senest|pr\.|for|om|af|på|i|ved|hos|den|det|en|et)|"
    r"\w*frist\w*|\w*mødet|periode\w*|\w*(?:perioden|kvartalet|ugen|ugerne|dagene|månederne|tiden|"
    r"tidsrummet|sæsonen))$"
)


# "rådhuset, jobcentret og borgerservice"
_LIST = re.compile(r"\w+(?:, \w+)+ og \w+")


def _with_first(text: str, time: Time, *, clause: bool) -> str | None:
    # What happens "hvor" the time is stands behind it, or not at all.
    before, after = text[: time.start].rstrip(" ,"), text[time.end :].rstrip(".")
    words = before.split()
    after = after if words and _MEETING.search(words[-1]) else _WHERE.sub("", after)
    verb = _verb_at(words)
    if not before:
        return text if _acts(after.split()[:1]) else None
    if re.search(r"[,:;»(]", _LIST.sub("", before)) or _OPENS_LATE.match(before):
        return None
    if _OTHER_DAY.search(" ".join(words[verb or 0 :])):
        return None
    if verb is None:
        return _from_clause(words, time, after) if clause else None
    who, what = words[:verb], words[verb + 1 :]
    bound = what and _BOUND.search(" ".join(what)) and not _HELD.fullmatch(words[verb])
    plain = _is_subject(who) and _is_plain(words[verb], what) and not bound
    plain = plain and not _DONE_BEFORE.search(" ".join(what))
    after = _shortened(after)
    # "forelægger i maj en plan": right behind the verb, it has the object after it.
    fits = _AFTER.fullmatch(after) or (not what and not _AFTER_VERB.match(after))
    if not plain or not _happens_then(words[verb:], time) or not fits:
        return None
    until = _LASTS.fullmatch(words[verb]) and time.words.startswith("til ")
    when = f"Frem {time.words}" if until else upper_first(time.words)
    for said in (what, who[::-1]):
        if said[:1] and said[0] in _OF_TIME and len(what) <= _NO_OBJECT:
            # "udløber først den 1. maj": what is told of the time goes with it.
            when = f"{upper_first(said[0])} {when[0].lower()}{when[1:]}"
            who, what = (who, what[1:]) if said is what else (who[:-1], what)
            break
    passive = any(verb_of_passive(word) for word in what)
    parts = (when, words[verb], _lowered(who, "bliver" if passive else words[verb]), *what)
    return _ended(f"{' '.join(part for part in parts if part)}{after}")


# "ser skolen den 3. maj og hallen den 4. maj": behind the one day the other would be of both.
_OTHER_DAY = re.compile(rf"\b(?:{DAY}|i (?:{'|'.join(MONTHS)})).* og\b")
# "udbudt i maj og påbegyndt i september": each has its time.
_DONE_BEFORE = re.compile(r"\b(?:i|i uge|inden|senest|den) [\wæøå. ]+ og (?:\w+ )?[a-zæøå]+t$")
# "først", and a participle: nothing that would come before something else.
_NO_OBJECT = 2
_MEETING = re.compile(r"(?:møde|dag|aften|kursus|seminar)$")
_WHERE = re.compile(r"^, hvor .*")
_OF_TIME = frozenset(["først", "tidligst", "senest"])


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _from_clause(who: Sequence[str], time: Time, after: str) -> str | None:
    """Put a clause in order that has its time before the verb: "HR i maj opgør fraværet"."""
    verb, _, rest = after.strip().partition(" ")
    if not _is_subject(who) or not _acts([verb]) or not rest or _DAY_OF.search(who[-1]):
        return None
    if any(_MOVED_TO.fullmatch(word) for word in (verb, rest.partition(" ")[0])):
        return None  # "mødet i april flyttes": which meeting
    if _CLAUSE.search(rest.partition(",")[0]):
        return None
    return f"{upper_first(time.words)} {verb} {_lowered(who, verb)} {rest}."


# "onsdagen før påske holdes åben"
_DAY_OF = re.compile(r"(?:dag|uge|weekend|aften)(?:en|ene|er|e)?$")


def _verb_at(words: Sequence[str]) -> int | None:
    """Return the place of the finite verb, None where it tells of the past or is not known."""
    for place, word in enumerate(words):
        if place == 0:
            continue
        if is_finite(word):
            there = word == "er" and (words[0] == "Der" or _READY.match(" ".join(words[place:])))
            return place if there or _IS_AHEAD.fullmatch(word) else None
        if _LIKE_PRESENT.fullmatch(word) and _ends_subject(words[place - 1], word):
            return place
    return None


def _ends_subject(last: str, verb: str) -> bool:
    definite = re.search(r"(?:en|et|ne)$", last) is not None
    return definite or last[:1].isupper() or verb.endswith("es")


def _is_subject(who: Sequence[str]) -> bool:
    said = " ".join(who)
    return 0 < len(who) <= 10 and not _CLAUSE.search(said.replace("Der", ""))


def _is_plain(verb: str, what: Sequence[str]) -> bool:
    """Tell whether no other finite verb follows: of a modal verb an infinitive may."""
    others = [word for word in what if is_finite(word)]
    if verb in MODALS:
        others = [word for word in others if verb_of_passive(word) is None]
    if verb in ("bliver", "ventes", "forventes", "bedes", "skal", "er"):
        others = [word for word in others if verb_of_participle(word) is None]
    return not others and not _CLAUSE.search(" ".join(what))


def _happens_then(words: Sequence[str], time: Time) -> bool:
    """Tell whether the time is when something happens, not where it is moved to or agreed for."""
    if any(_NOT_THEN.fullmatch(word) for word in words[:2]):
        return False
    # It waits now for what comes then.
    if words and words[0] == "venter" and "på" in words:
        return False
    moved = any(_MOVED_TO.fullmatch(word) for word in words)
    until = re.match(r"(?:frem )?til|fra|indtil", time.words) or "til" in words
    wished = words and words[0] == "ønsker" and time.words.startswith(("fra ", "pr. ", "indtil "))
    if wished:
        return False
    if _UP_TO.search(" ".join(words)):
        return False
    # "fra den 27. til og med den 29. december": the first day has lost its month.
    return not (moved and until) and not re.search(r"\bden \d+\.$", " ".join(words))


# "holdes lukket indtil åbningen den 3. maj": the day is that of what it lasts until.
_UP_TO = re.compile(r"\b(?:indtil|frem til|til og med|inden|før)(?: [\wæøå-]+){1,4}$")


def _shortened(after: str) -> str:
    """Leave out what follows an "og": it is another statement; the list only reminds."""
    first, *rest = re.split(r",? og (?!(?:om|hv\w+)\b)(?=[a-zæøå]+)", after, maxsplit=1)
    # "en udstilling af malerier" has no verb: a noun in -er looks like one.
    words = [word.strip(",.") for word in rest[0].split()[:4]] if rest else []
    acts = any(is_finite(word) or _LIKE_PASSIVE.fullmatch(word) for word in words)
    # "ventes udbudt i maj og påbegyndt i september"
    acts = acts or (len(words) > 1 and verb_of_participle(words[0]) is not None)
    return first if acts else after


_LIKE_PASSIVE = re.compile(r"[a-zæøå]{4,}es")


def _acts(words: Sequence[str]) -> bool:
    return any(_IS_AHEAD.fullmatch(word) and (is_finite(word) or _LIKE_PRESENT.fullmatch(word))
               for word in words)  # fmt: skip


def _lowered(who: Sequence[str], verb: str) -> str:
    """Return the subject within a sentence: a department and a name keep their capital.

    Only who acts can be one: "Den 5. maj udsendes varsling", "Den 5. maj melder Økonomi ind".
    """
    first, said = who[0], " ".join(who)
    common = first in _COMMON or re.search(r"(?:en|et|ne)$", first) is not None
    acts = not verb.endswith("es") and verb not in _OF_THINGS
    if len(who) == 1 and acts and not common:
        return said
    if re.search(r" og [A-ZÆØÅ]", said) and not common:
        return said
    return lower_first(said)


_OF_THINGS = frozenset(
    ["bliver", "skal", "er", "foreligger", "begynder", "starter", "gælder", "foregår", "udløber"]
)
_COMMON = frozenset(["Der", "Alle", "Flere", "Nogle", "Begge", "Ingen", "Man", "Et", "En", "To"])
