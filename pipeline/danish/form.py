"""Is a sentence a whole Danish main clause? What every rebuilt sentence is held against.

A rule that turns or cuts a sentence may leave its verb in third place ("Kurserne efter hans
opfattelse bør ligge senere"), a clause without a verb or half a pair of brackets. Whoever rebuilds
asks here, and tells the sentence as it was, or not at all, where this finds a fault. It knows word
order, not meaning, and finds no fault where it isn't sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from pipeline.danish.verbs import LIKE_PASSIVE, is_attribute, is_finite, verb_of_infinitive

Fault = Literal["marks", "cut short", "no verb", "verb first", "verb late", "genitive", "clause"]

_QUOTED = re.compile(r"»[^»«]*«|\"[^\"]*\"|“[^”]*”")
_BRACKETS = re.compile(r" ?[(\[][^()\[\]]*[)\]]")
# "Ad a) …", "1) …": half a pair of brackets that stands for no pair.
_POINT = re.compile(r"(?<![\w(])(?:\d{1,2}|[A-Za-z])\)")
_PAIRS = (("(", ")"), ("»", "«"), ("[", "]"), ("“", "”"))
_BAD_MARKS = re.compile(r"[,;:] ?[.,;:]|(?<!\.)\.\.(?!\.)|(?<=\w) [,.;:](?= |$)|\( | \)|\(\)|»«")
_ENDS = re.compile(r"[.!?…][”\")«]?$")
_OPENS = re.compile(r"[^\W_a-zæøå]|[»\"“(\[§]")
# Behind these more has to come.
_CUT_SHORT = re.compile(r"\b(?:mio|mia|pr|ca|jf|inkl|ekskl|og|eller|samt|at|som|en|et)\.$")
_CLAUSES = re.compile(r"(?:,(?!\d)|;|:| [–—]) ?")
_WORD = re.compile(r"[^\W_](?:[\w/’'-]*\w|-)?")

# With these a clause opens that has a verb of its own.
_BINDS = re.compile(
    r"at|om|som|der|hvis|fordi|når|hvorvidt|hvor|hvordan|hvornår|hvem|mens|eftersom|"
    r"selvom|såfremt"
)
# These do, too, and some a phrase without one.
_UNDER = re.compile(
    rf"{_BINDS.pattern}|hvoraf|heraf|hvori|hvorefter|hvorfor|hvilket|hvortil|hvorved|hvormed|idet|"
    r"så|for|da|inden|før|efter|siden|uanset|selv|medmindre|hvorimod|ligesom|herunder"
)
_OPENS_CLAUSE = re.compile(r"Hvis|Når|Fordi|Mens|Selvom|Såfremt|Eftersom|Idet")
# "som regel", "om muligt", "hvor stort": no clause, or none that is told in full.
_NO_CLAUSE = re.compile(
    r"som (?:regel|led|følge|minimum|supplement|udgangspunkt|hovedregel|del|bekendt|helhed|en|et|"
    r"[a-zæøå]+t|(?:tidligere|også|tidl\.) [a-zæøå]+t|[a-zæøå]+e?(?:ning|else)\w*)\b|"
    r"om (?:muligt|nødvendigt|fornødent|året|dagen|ugen|måneden|natten|aftenen|morgenen|sommeren|"
    r"vinteren|torsdagen|fredagen|\w+)[.]?$|om (?:året|måneden|ugen|dagen|muligt|nødvendigt)\b|"
    r"[a-zæøå]+(?: Navn)?$|der(?:,|$)"
)
_BEFORE_INFINITIVE = re.compile(r"ikke|også|kun|fortsat|både|enten|stadig")
_INFINITIVE = re.compile(
    r"(?!(?:alle|de|begge|nogle|disse|denne|mange|dette|[a-zæøå]+erne)$)[a-zæøå]+[eå]"
)
# Right before the verb these stand in a clause alone.
_CLAUSE_ADVERB = re.compile(
    r"ikke|også|nu|derfor|dog|fortsat|stadig|endnu|allerede|desuden|altså|imidlertid|"
    r"således|dermed|formentlig|aldrig|alligevel"
)
# And no main clause opens with these and its verb.
_NEVER_FIRST = re.compile(r"ikke|også|aldrig")
_BEFORE_ADVERB = re.compile(
    r"og|men|eller|så|samt|heller|dog|nu|slet|først|lige|netop|indtil|her|allerede|frem|til"
)
_OPINION = re.compile(
    r"(?<=[\w)] )(?:efter|ifølge) (?:[\w-]+ ){1,3}?"
    r"(?:opfattelse|vurdering|mening|skøn|beregning|overbevisning|udsagn)$"
)
_GENITIVE = re.compile(
    r"(?:[a-zæøå-]{3}(?<!s)(?:ens|ets)|[a-zæøå-]{2}(?:ernes|enes))(?<!licens)(?<!kvens)(?<!tendens)"
    r"(?<!evidens)(?<!denne)$"
)
# The verb comes right behind such a word …
_ALONE_IN_FRONT = re.compile(
    r"Derfor|Desuden|Dermed|Derefter|Endvidere|Derudover|Herefter|Hertil|Dertil|"
    r"Derved|Herved|Alligevel|Imidlertid"
)
# … or behind such a time, and no subject between.
_TIME_IN_FRONT = re.compile(
    r"(?:I (?:19|20)\d\d|I dag|I år|I maj|Sidste år|Næste år|Hvert år|Samtidig|Senest|Fremover) "
    r"(?:der|det|den|de|man|kommunen|[a-zæøå]{3,}(?:en|et|erne|ene)(?<!siden)(?<!inden))$"
)
_LIKE_A_VERB = re.compile(
    r"(?!(?:efter|under|over|eller|heller|hver|flere|før|når|især|hinanden|sidste|første|bedste|fleste)$)"
    r"[a-zæøå]{2,}(?:er|ede|te|es|år|ås|ør)"
)
_PASSIVE = re.compile(LIKE_PASSIVE)
# Behind these a word in "-er" is a noun.
_BEFORE_NOUN = re.compile(
    r"(?:i|på|til|fra|med|for|af|ved|uden|efter|hos|mod|over|under|mellem|om|blandt|pr|en|et|den|"
    r"det|de|flere|nogle|alle|mange|få|andre|begge|hver|hvert|to|tre|fire|fem|seks|syv|otte|ni|ti|"
    r"(?!(?:19|20)\d\d$)\d\S*|[a-zæøå]{2,}(?:ske|ige|ede|te|lle|ende)|nye|store|små|gamle|lange)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 11)
def fault_of(sentence: str) -> Fault | None:
    """Return what keeps a sentence from being a whole main clause, None where nothing does.

    >>> fault_of("Kurserne bør efter hans opfattelse ligge senere.") is None
    True
    >>> fault_of("Kurserne efter hans opfattelse bør ligge senere.")
    'verb late'
    >>> fault_of("Bussen, der er ny, ikke skal synes.")
    'verb late'
    >>> fault_of("Efter stabens svarer et fald beregning til 14 mio. kr.")
    'genitive'
    >>> fault_of("Model A går ud på, at et korps på 12 mand, som dækker fire huse.")
    'clause'
    >>> fault_of("0,4 mio. kr."), fault_of("Udvalget godkender planen,.")
    ('no verb', 'marks')
    """
    text = " ".join(sentence.split())
    text = text if text.count("(") == text.count(")") else _POINT.sub("X", text)
    if not _ENDS.search(text) or not _OPENS.match(text) or _BAD_MARKS.search(text):
        return "marks"
    if any(text.count(left) != text.count(right) for left, right in _PAIRS):
        return "marks"
    if _CUT_SHORT.search(text):
        return "cut short"
    if text.endswith("?"):
        return None
    plain = _BRACKETS.sub("", _QUOTED.sub("Navn", text)).rstrip(".!…")
    parts = [_WORD.findall(one) for one in _CLAUSES.split(plain)]
    parts = [one for one in parts if one]
    return _fault_in_main(parts) or _fault_under(plain)


def is_whole(sentence: str) -> bool:
    """Tell whether a sentence is a main clause without a fault that can be told.

    >>> is_whole("Derfor er brug af lift ikke mulig."), is_whole("Derfor brug af lift er mulig.")
    (True, False)
    """
    return fault_of(sentence) is None


def _fault_in_main(parts: Sequence[Sequence[str]]) -> Fault | None:
    """Return what is wrong with the order of the main clause."""
    if not parts:
        return "no verb"
    first, *rest = parts
    if _OPENS_CLAUSE.fullmatch(first[0]) or first[0] in ("At", "Da", "Selv", "Uanset", "Om"):
        # The main clause goes on with its verb; after "Om" and "Da" it may be in the first part.
        late = any(_verb_in(one[:2]) or one[0] == "så" for one in rest)
        once = first[0] in ("Da", "Om", "Uanset") or (first[0] == "At" and _verb_in(first[2:]))
        return None if late or once else "no verb"
    at = _verb_at(first)
    if at is None:
        return _fault_behind(first, rest)
    if at:
        return _fault_in_front(first[:at], first[at:])
    # "Sker det i maj, kan …"
    return None if any(_verb_in(one[:1]) for one in rest) else "verb first"


def _fault_behind(first: Sequence[str], rest: Sequence[Sequence[str]]) -> Fault | None:
    """Return what is wrong where the verb has to come behind what is said of the subject."""
    goes_on = [one for one in rest if not _UNDER.fullmatch(one[0])]
    if any(_NEVER_FIRST.fullmatch(one[0]) and any(map(is_finite, one[1:2])) for one in goes_on):
        return "verb late"  # "Bussen, der er ny, ikke skal synes"
    if any(map(_verb_in, goes_on)) or _like_a_verb_at(first) is not None:
        return None
    return "no verb"


def _fault_in_front(front: Sequence[str], rest: Sequence[str]) -> Fault | None:
    """Return what is wrong with the words before the verb: they may be one constituent only."""
    text = " ".join(front)
    if _GENITIVE.search(text):
        return "genitive"
    if len(front) > 1 and (
        (_CLAUSE_ADVERB.fullmatch(front[-1]) and not _BEFORE_ADVERB.fullmatch(front[-2].lower()))
        or _OPINION.search(text)
        or (_ALONE_IN_FRONT.fullmatch(front[0]) and _LIKE_A_VERB.fullmatch(front[1]) is None)
        or _TIME_IN_FRONT.fullmatch(text)
    ):
        return "verb late"
    return "verb late" if _is_second(rest) else None


def _is_second(rest: Sequence[str]) -> bool:
    """Tell whether two present verbs follow each other: "er ligger"."""
    both = rest[:2]
    return len(both) == 2 and all(map(_PLAIN.fullmatch, both))


_PLAIN = re.compile(r"er|har|bliver|ligger|står|skal|kan|vil|får|bør")


def _fault_under(plain: str) -> Fault | None:
    """Return "clause" where fewer verbs follow than clauses that open."""
    clauses = [one for one in _CLAUSES.split(plain)[1:] if one]
    for place, one in enumerate(clauses):
        if not _binds(one):
            continue
        follows = clauses[place:]
        opened = list(map(_binds, follows))
        # "når" opens a clause here, and is a verb elsewhere.
        verbs = [
            at
            for part, opens in zip(follows, opened, strict=True)
            for at in _verbs_in(_WORD.findall(part))
            if at or not opens
        ]
        if len(verbs) < sum(opened):
            return "clause"
    return None


def _binds(clause: str) -> bool:
    words = clause.split()
    if not _BINDS.fullmatch(words[0]) or _NO_CLAUSE.match(clause):
        return False
    if words[0] != "at":
        return True
    first = words[2 if _BEFORE_INFINITIVE.fullmatch(words[1]) else 1 :][:1]
    return not any(verb_of_infinitive(word) or _INFINITIVE.fullmatch(word) for word in first)


def _verb_at(words: Sequence[str]) -> int | None:
    """Return where the first verb stands that the tables know; a noun that looks like one none."""
    found = [at for at, word in enumerate(words) if is_finite(word) and not _qualifies(words, at)]
    # "Køber betaler", "Ejerens ønsker er": of two the first may be a noun.
    if len(found) > 1 and _is_noun(words, found[0]):
        found = found[1:]
    return found[0] if found else None


def _is_noun(words: Sequence[str], at: int) -> bool:
    """Tell whether a verb stands where a noun is to be expected."""
    if at:
        return _GENITIVE.search(words[at - 1]) is not None
    return words[0].endswith(("er", "t", "ede", "te")) or words[0] == "Så"


def _qualifies(words: Sequence[str], at: int) -> bool:
    """Tell whether a participle stands before its noun: "de lukkede skoler"."""
    if is_attribute(" ".join(words[: at + 1])):
        return not any(map(_AFTER_VERB.fullmatch, words[at + 1 : at + 2]))
    return at > 0 and bool(_GENITIVE.search(words[at - 1])) and words[at].endswith(("ede", "te"))


_AFTER_VERB = re.compile(r"at|sig|det|den|der|ikke|også|en|et")


def _like_a_verb_at(words: Sequence[str]) -> int | None:
    """Return where a word stands that may be a verb that no table has."""
    pairs = enumerate(pairwise(words), 1)
    return next((at for at, (before, word) in pairs if _may_be_verb(before, word)), None)


def _may_be_verb(before: str, word: str) -> bool:
    """Tell whether a word looks like a verb, and stands where no noun is to be expected."""
    if _PASSIVE.fullmatch(word):
        return True
    return _LIKE_A_VERB.fullmatch(word) is not None and not _BEFORE_NOUN.fullmatch(before)


def _verb_in(words: Sequence[str]) -> bool:
    return bool(_verbs_in(words) or (words and _LIKE_A_VERB.fullmatch(words[0])))


def _verbs_in(words: Sequence[str]) -> list[int]:
    """Return where verbs stand, or what may be verbs."""
    return [
        at
        for at, word in enumerate(words)
        if (is_finite(word) and not is_attribute(" ".join(words[: at + 1])))
        or (at and _may_be_verb(words[at - 1], word))
    ]
