"""Divide a long decision sentence in two where both halves stand, and mean, the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.danish.clauses import stop
from pipeline.danish.dates import MONTHS
from pipeline.danish.nouns import upper_first
from pipeline.danish.verbs import is_finite, main_clause
from pipeline.drafting.case import Case
from pipeline.drafting.plain.compress import count_words
from pipeline.records import Sentence

LONG = 20
_REMARK = re.compile(
    r"(?P<head>.+?),? med (?:den |en |følgende )?(?P<what>bemærkning|tilføjelse)(?:en)?"
    r"(?: om)?, at (?P<clause>.+)$"
)
_ALSO = re.compile(r"(?P<head>.+?\banbefaler, at .+?), og at (?P<clause>.+)$")


def split_long(said: Sequence[Sentence], case: Case) -> tuple[Sentence, ...]:
    """Return the sentences with the long ones divided: a remark becomes one of its own."""
    return tuple(part for one in said for part in _split(one, case))


def _split(sentence: Sentence, case: Case) -> tuple[Sentence, ...]:
    text = sentence.text
    if count_words(text) <= LONG:
        return (sentence,)
    remark = _REMARK.match(text)
    if remark:
        said = "bemærkede" if remark["what"] == "bemærkning" else "tilføjede"
        alone = f"{case.pronoun.capitalize()} {said}, at {remark['clause']}"
        head = re.sub(r",? og$", "", remark["head"].rstrip(" ,."))
        texts = (f"{head}.", alone)
        return tuple(replace(sentence, text=one, kind="realised") for one in texts)
    also = _ALSO.match(text)
    if also and also.group().startswith(case.body) and count_words(text) > LONG + 5:
        clauses = also["head"].split(", at ")
        told = (
            f"{', at '.join(clauses[:-1])}, og at {clauses[-1]}"
            if len(clauses) > 2
            else also["head"]
        )
        first = replace(sentence, text=f"{told.rstrip('.')}.", kind="realised")
        # Three points may need three sentences.
        before = _split(first, case)
        also_or_last = f"{case.pronoun.capitalize()} anbefaler også"
        if len(before) > 1:
            also_or_last = f"Endelig anbefaler {case.pronoun}"
        second = f"{also_or_last}, at {also['clause']}"
        return (*before, replace(sentence, text=second, kind="realised"))
    return (sentence,)


def stand_alone(clause: str) -> str | None:
    """Return an at-clause as a main clause, None where the word order is not sure.

    >>> stand_alone("bilerne først udfases i maj.")
    'bilerne udfases først i maj.'
    >>> stand_alone("chefen hvert år fremlægger en opgørelse.")
    'chefen fremlægger hvert år en opgørelse.'
    >>> stand_alone("chefen efter et halvt år redegør for tallene.")
    'chefen redegør efter et halvt år for tallene.'
    >>> stand_alone("staben til mødet i maj skal belyse prisen.")
    'staben skal til mødet i maj belyse prisen.'
    >>> stand_alone("de to skoler garanteres en lærer mere.")
    'de to skoler garanteres en lærer mere.'
    >>> stand_alone("hvis det regner, flyttes mødet.") is None
    True
    >>> stand_alone("det da overvejes, om ordningen skal bestå.") is None
    True
    """
    if of_then(clause):
        return None
    told = _TIME_FIRST.sub(r"\g<who> \g<verb> \g<time>", main_clause(clause), count=1)
    told = _MODAL_FIRST.sub(r"\g<who> \g<verb> \g<time>", told, count=1)
    words = [word.strip(",.") for word in told.partition(",")[0].split()]
    verb = next((place for place, word in enumerate(words) if place and _is_verb(word)), None)
    verb = 1 if _LIKE_VERB.match(told) else verb
    if verb is None or words[0] in {"hvis", "når", "såfremt", "der", "i", "på", "fra", "ved"}:
        return None
    return None if any(_ADVERB.fullmatch(word) for word in words[:verb]) else told


def stand_apart(reasons: str) -> str | None:
    """Return what "idet" joins as sentences, one for each, None where one can't stand alone.

    >>> stand_apart("ordningen evalueres i maj, og idet skolen først indgår i juni.")
    'ordningen evalueres i maj. Skolen indgår først i juni.'
    """
    alone = [stand_alone(one) for one in _AND_IDET.split(reasons)]
    first, *more = [one.rstrip(".") if one else "" for one in alone]
    if not all(alone):
        return None
    return stop(". ".join([first, *map(upper_first, more)]))


_AND_IDET = re.compile(r",? (?:og|samt) idet ")


def of_then(clause: str) -> bool:
    """Tell whether a clause is of a time that only what stands before it tells.

    >>> of_then("det da overvejes, om ordningen skal bestå"), of_then("det overvejes")
    (True, False)
    """
    return _THEN.match(clause) is not None


# "det da overvejes": when, only what comes before tells.
_THEN = re.compile(
    r"(?:[\w.-]+ ){1,4}?(?:da|så|til den tid|på (?:det|dette) tidspunkt|ved den lejlighed) "
    r"(?:[a-zæøå]+e[rs]|skal|kan|vil|bør|er|tages|gøres|ses)\b"
)
_TIMES = (
    r"(?:(?:måned|kvartal|år|uge|dag)lig(?:t)?|[a-zæøå]+vis|hver[t]? [a-zæøå]+|"
    r"(?:før|efter|inden|senest|frem til|til) (?:på )?[^,]{3,30}?|"
    rf"i (?:{'|'.join(MONTHS)})(?: \d{{4}})?|"
    r"herefter|derefter|løbende|selv)"
)
# "chefen hvert år fremlægger": the verb of a main clause comes before the time.
_TIME_FIRST = re.compile(
    r"^(?P<who>(?![a-zæøå]*(?:dag|uge)e?n )(?:[\wæøå-]+s )?[\wæøå-]+(?:e[nt]|erne|ene)|"
    r"[a-zæøå]+s [a-zæøå]+) "
    rf"(?P<time>{_TIMES}(?: (?:frem )?til [a-zæøå]+)?) "
    # "mødet i april flyttes": the time tells which one it is.
    r"(?P<verb>(?!flyttes|rykkes|udsættes|udskydes|aflyses|udgår)"
    r"(?:[a-zæøå]{3,}(?:er|es)|[a-zæøå]*(?:gør|går|står|får)))\b"
)
_MODAL_FIRST = re.compile(
    r"^(?P<who>[\wæøå-]+(?:e[nt]|erne|ene)) (?P<time>(?:til|inden|senest|på) (?:mødet|næste|den \d|"
    r"[a-zæøå]+mødet)[^,]*?) (?P<verb>skal|vil|kan|bør|må)\b"
)
_ADVERB = re.compile(
    r"ikke|først|kun|også|alene|fortsat|tidligst|højst|dog|altid|herefter|derefter|samtidig|"
    r"løbende|senest|inden|før|[a-zæøå]+vis|(?:måned|kvartal|år|uge|dag)ligt?"
)


def _is_verb(word: str) -> bool:
    return is_finite(word) or bool(re.fullmatch(r"[a-zæøå]{4,}(?:eres|ses|des|tes|ges|nes)", word))


# "grundene ligger under kravet": a verb that no table has, right behind a noun that acts.
_LIKE_VERB = re.compile(r"[a-zæøå]{3,}(?:en|et|ne) (?!efter|under|over|eller)[a-zæøå]{3,}er ")


def meant_so(said: str) -> str | None:
    """Tell in a sentence of its own how an outcome is meant; None where that needs a quotation.

    >>> meant_so("dog således at Skoler betaler")
    'Det skal dog ske sådan, at Skoler betaler.'
    """
    such = _SUCH.match(said)
    if such:
        return f"Det skal {'dog ' if such['but'] else ''}ske sådan, at {such['x']}."
    return "Et medlem tog forbehold." if _RESERVED.match(said) else None


# "Budgettet sendes til udvalget, dog således at Skoler betaler"
_SUCH = re.compile(
    r"(?P<but>dog |men )?(?:således|sådan|på den måde),? at (?P<x>\S.+)$", re.IGNORECASE
)
# "dog med Bos forbehold"
_RESERVED = re.compile(r"(?:dog )?med (?:\[navn\]s?|[A-ZÆØÅ][\w-]+s) forbehold$", re.IGNORECASE)
