"""A decision's own words as sentences of a post: with a subject, a finite verb and who acts.

"Tilbagesendtes til udvalget" lacks its subject, "Forslaget vedtoges" stands in a form that nobody
speaks, "Planen fremlægges af afdelingen" hides who acts. Grammar mends these; the wordings that
need more stand in ``lexicon/outright.toml``. What neither knows is for a quotation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.danish.bodies import body_named, find_bodies
from pipeline.danish.nouns import calm, lower_first, upper_first
from pipeline.danish.numerals import number_word
from pipeline.danish.verbs import (
    WORD,
    Verb,
    has_finite,
    is_finite,
    verb_of_participle,
    verb_of_passive,
    verb_of_past,
    verb_of_past_passive,
    verb_of_present,
)
from pipeline.drafting.case import Case
from pipeline.drafting.compress import compress
from pipeline.lexicon import load_lexicon


def say_outright(case: Case, printed: str, *, opens: bool = True) -> tuple[str, ...]:
    """Return the sentences that say what *printed* does; () where that is not sure.

    *opens* tells that nothing of the decision was said before: then what lacks its subject is
    about the case itself.
    """
    said: list[str] = []
    for number, part in enumerate(_parts(printed)):
        told = say_clause(case, part, opens=opens and number == 0)
        lines = compress(told, case.meeting) if told else ()
        if not lines:
            return ()
        said += lines
    return tuple(upper_first(with_counts(one)) for one in said)


def say_clause(case: Case, text: str, *, opens: bool) -> str | None:
    """Return one clause of a decision as a whole sentence, in the minutes' own words else."""
    text = _of_the_body(case, upper_first(calm(text).strip(" .")))
    if not text or _OURS.search(text) or _LEANS.match(text):
        return None
    told = _by_table(case, text) or _bare(case, text)
    if told is None and is_subjectless(text):
        told = _with_subject(case, text, opens=opens)
    elif told is None and is_whole(text):
        told = in_active(case, text)
    return f"{told.rstrip('.')}." if told else None


def is_whole(text: str) -> bool:
    """Tell whether *text* is a sentence: a subject, and a finite verb.

    >>> is_whole("Forslaget vedtoges med 9 stemmer"), is_whole("God snak")
    (True, False)
    """
    if not text[:1].isupper() or is_subjectless(text):
        return False
    if _LEANS.match(text):
        return False
    main = _CLAUSE.split(text, maxsplit=1)[0]
    words = [match.group() for match in WORD.finditer(main)]
    past = any(verb_of_past_passive(word) for word in words[1:])
    return past or has_finite(main) or bool(_SUBJECT_AND_VERB.match(main))


# What a main clause ends before: a verb after it tells no sentence.
_CLAUSE = re.compile(r", (?:at|som|der|hvis|når|hvor|idet|da|så|fordi|dog|men)\b")
# No sentence of its own, and nothing that a reader can look up: "Ad 2", "Punkt 3".
_LEANS = re.compile(
    r"(?:Som (?:foreslået|indstillet)|Dog|Men|Idet|Således|At|Herunder)\b|"
    r"(?:Ad|(?:Indstillingens )?(?:[Pp]kt\.?|[Pp]unkt\w*)|Indstillingspunkt\w*) ?(?:\d|[a-e]\b)|"
    r"(?:[A-Ha-h]|\d{1,2})(?:[.):]?(?: og|,)|[):])"
)


# A subject that can't be mistaken, and a verb that no table holds: "Ordningen udstrækkes".
_SUBJECT_AND_VERB = re.compile(
    r"(?:(?:Den|Det|De) [a-zæøå]+e )?[A-ZÆØÅ]?[a-zæøå]{2,}(?:en|et|ne|erne|rne)s? "
    r"(?:(?:[a-zæøå]+|\d+) ){0,3}?(?!flere |efter |eller |under |over |gamle |andre )"
    r"[a-zæøå]{3,}(?:er|es|ede|te)\b|Et medlem [a-zæøå]{3,}er\b"
)


def is_subjectless(text: str) -> bool:
    """Tell whether a sentence opens with its verb: "Sendes i høring i maj"."""
    first, _, rest = text.partition(" ")
    first = first.strip(".,")
    if _verb_first().match(text):
        return True
    readings = (verb_of_passive, verb_of_participle, verb_of_past, verb_of_past_passive)
    if first == "Tilbage" or any(reading(first) for reading in readings):
        return True
    # "Køber har trukket sit bud": one who buys, and no act.
    return bool(verb_of_present(first)) and not is_finite(rest.partition(" ")[0])


@cache
def _verb_first() -> re.Pattern[str]:
    """Return the pattern of a verb that opens a sentence, before a word that no subject is."""
    verbs = "|".join(load_lexicon("verbs")["opens"]["verbs"])
    return re.compile(
        rf"(?:{verbs}) (?:fra|til|i|på|med|om|for|af|ved|at|den|det|en|et|først|kun)\b"
    )


def _parts(printed: str) -> list[str]:
    """Divide what a semicolon joins, the brackets around the whole left out."""
    text = re.sub(r"\s+", " ", printed).strip(" →>")
    whole = re.fullmatch(r"\((?P<inner>[^()]+)\)\.?", text)
    text = whole["inner"] if whole else text
    return [part for part in text.split("; ") if part.strip(" .")]


_OURS = re.compile(r"\b(?:vi|vores|os|vort|vore)\b", re.IGNORECASE)
_WHO = re.compile(r"^(?:Vi|Man) (?=[a-zæøå]+(?:r|de|te|k|v|g|d)\b)")


def _of_the_body(case: Case, text: str) -> str:
    """Put the body for the "vi" and "man" that stand for it, and for its name without the rest."""
    name = body_named(case.body)
    text = _WHO.sub(f"{case.body} ", text)
    own = re.match(r"(?:Udvalget|Rådet|Bestyrelsen|Nævnet|[A-ZÆØÅ]{2,4}) (?=[a-zæøå]+)", text)
    if own and own.group().strip() in {"Udvalget", "Rådet", "Bestyrelsen", "Nævnet"}:
        same = own.group().strip().lower()[:-2] in name.name.lower()
        text = f"{case.body} {text[own.end() :]}" if same else text
    return re.sub(r"(?<=\w )(?:vi|man)\b", case.pronoun, text)


def _by_table(case: Case, text: str) -> str | None:
    for row in _rows():
        match = row.pattern.match(text)
        if match:
            groups = {name: value or "" for name, value in match.groupdict().items()}
            return row.to.format(body=case.body, it=case.pronoun, **groups)
    return None


class _Row(NamedTuple):
    pattern: re.Pattern[str]
    to: str


@cache
def _rows() -> tuple[_Row, ...]:
    rows = load_lexicon("outright")["fragment"]
    return tuple(_Row(re.compile(row["from"] + "$"), row["to"]) for row in rows)


def _with_subject(case: Case, text: str, *, opens: bool) -> str | None:
    """Give a decision that opens with its verb a subject and an object."""
    match = re.match(r"(?P<verb>[^\W\d_]+)(?P<rest>(?:[ ,].*)?)$", text)
    if match is None or _BY_SOME.match(match["rest"]):
        return None
    verb, now = _passive_of(match["verb"])
    if verb is None:
        return None
    if decides(verb) and not verb.particle and opens:
        acted = verb.present if now else verb.past
        target = object_of(case, match["verb"], match["rest"])
        return f"{case.body} {acted} {target}".replace(" #", "")
    subject = "Sagen" if opens else "Det"
    particle = f" {verb.particle}" if verb.particle else ""
    return f"{subject} {'bliver' if now else 'blev'} {verb.participle}{particle}{match['rest']}"


_DONE = re.compile(r"(?P<what>[^,;:]{3,90}?) (?P<verb>[a-zæøå]+t)(?P<rest>[ ,].*)?$")
_CHOSEN = re.compile(r"(?P<verb>[A-ZÆØÅ][a-zæøå]+t) (?:blev|er) (?P<rest>.+)$")


def _bare(case: Case, text: str) -> str | None:
    """Turn "Regnskabet godkendt" and "Nedsat blev et udvalg": the body did it."""
    match = _CHOSEN.match(text) or _DONE.match(text)
    verb = verb_of_participle(match["verb"]) if match else None
    if match is None or verb is None or not _body_does(verb):
        return None
    what, rest = match.groupdict().get("what"), match["rest"] or ""
    if what is None:
        return f"{case.body} {verb.past} {rest}"
    if has_finite(what) or what.endswith((" ikke", " ej")) or _BY_OTHERS.search(rest):
        return None
    return f"{case.body} {verb.past} {in_sentence(case, what)}{rest}"


def in_sentence(case: Case, phrase: str) -> str:
    """Return *phrase* for the middle of a sentence: its first letter low unless a name's."""
    first = phrase.partition(" ")[0]
    name = first[:1].isupper() and re.search(rf"[a-zæøå,] {re.escape(first)}\b", case.minutes.text)
    return phrase if name else lower_first(phrase)


# "Underskrevet af alle": the body is not the one who acts, or not alone.
_BY_SOME = re.compile(
    r" (?:af (?:alle|samtlige|\w+ medlemmer|et (?:fler|mindre)tal|flertallet|[A-ZÆØÅ]\w*)|"
    r"i overensstemmelse)\b"
)


def _passive_of(form: str) -> tuple[Verb | None, bool]:
    """Return the verb of a passive form or participle, and whether it is in the present."""
    present = verb_of_passive(form)
    if present is not None:
        return present, True
    return verb_of_past_passive(form) or verb_of_participle(form), False


def decides(verb: Verb) -> bool:
    """Tell whether a body does this to a case: it sends one, but it does not comply with one."""
    lists = load_lexicon("verbs")["decides"].values()
    return verb.infinitive == "tage" or any(verb.infinitive in one for one in lists)


def object_of(case: Case, form: str, rest: str) -> str:
    """Return what a decision that opens with the verb *form* acts on, and its *rest*."""
    if re.match(r",? at\b", rest):
        # "Tiltrådt, at taget skiftes": the clause is the object.
        return f"#{rest}"
    if form.lower().startswith(("bevilg", "frigiv", "bevilling")):
        return f"pengene{rest}"
    if form.lower() in ("taget", "tages", "toges"):
        return f"orienteringen om {case.matter.about}{rest}"
    if form.lower().startswith(("godkend", "vedt", "tiltr", "drøft")):
        # "tiltrådte sagen": what the body says yes to is the recommendation.
        unnamed = case.matter.thing == case.matter.case and not form.lower().startswith("drøft")
        return f"{'forslaget' if unnamed else case.matter.thing}{rest}"
    return f"{case.matter.case}{rest}"


def in_active(case: Case, text: str) -> str:
    """Turn a whole sentence of a decision active where it says, or tells by itself, who acts."""
    agent = _by_agent(case, text)
    if agent:
        return agent
    decided = _decided(case, text)
    if decided:
        return decided
    return _spoken_past(text)


_AGENT = re.compile(
    r"(?P<what>[^,;]{3,90}?) (?P<verb>[a-zæøå]+s)(?P<between>(?: (?:herefter|derfor|også))?) "
    r"af (?P<who>[A-ZÆØÅa-zæøå]\S*(?: og [A-ZÆØÅ][a-zæøå]+| [A-ZÆØÅ][a-zæøå]+)*)(?P<rest>[ ,].*)?$"
)
_MANY_VERBS = re.compile(r"\b(?:er|skal|kan|vil|bør|må|bliver|blev|har|at|der|som|og)\b")


def _by_agent(case: Case, text: str) -> str | None:
    """Turn "Planen fremlægges af afdelingen i maj" into "Afdelingen fremlægger planen i maj"."""
    match = _AGENT.match(text)
    verb = verb_of_passive(match["verb"]) if match else None
    if match is None or verb is None or not _acts(match["who"]):
        return None
    if _MANY_VERBS.search(match["what"]) or match["what"].startswith(("Der ", "Dette ")):
        return None
    what, rest = in_sentence(case, match["what"]), match["rest"] or ""
    particle = f" {verb.particle}" if verb.particle else ""
    return f"{upper_first(match['who'])} {verb.present}{match['between']} {what}{particle}{rest}"


@cache
def _actors() -> re.Pattern[str]:
    return re.compile(rf"[\w-]*(?:{'|'.join(load_lexicon('outright')['actors']['ends'])})$", re.I)


def _acts(who: str) -> bool:
    words = who.split(" ", maxsplit=1)[0]
    return bool(_actors().match(words)) or any(m.span.start == 0 for m in find_bodies(who))


_DECIDED = re.compile(
    r"(?:(?P<there>Der)|(?P<what>(?:[A-ZÆØÅ][a-zæøå]+s )?[A-ZÆØÅa-zæøå][a-zæøå-]*"
    r"(?:en|et|ne|ningen|ing)(?: (?:om|på|til|for) [^,;]{3,60}?)?)) "
    r"(?P<verb>[a-zæøå]+s)(?P<not> ikke)?(?P<rest>[ ,].*)?$"
)
_BY_OTHERS = re.compile(r"\baf (?:[A-ZÆØÅ]|udvalget|rådet|forvaltningen|administrationen)")


def _decided(case: Case, text: str) -> str | None:
    """Turn "Lejegarantien afslås" and "Der bevilges 300.000 kr." into acts of the body."""
    match = _DECIDED.match(text)
    verb = verb_of_passive(match["verb"]) if match else None
    if match is None or verb is None or verb.particle or not _body_does(verb):
        return None
    rest = match["rest"] or ""
    if _BY_OTHERS.search(rest) or re.search(r"\b(?:og|samt) \w+s\b", rest):
        return None
    what = f" {in_sentence(case, match['what'])}" if match["what"] else ""
    return f"{case.body} {verb.present}{match['not'] or ''}{what}{rest}"


def _body_does(verb: Verb) -> bool:
    return verb.infinitive in load_lexicon("outright")["acts"]["verbs"]


def _spoken_past(text: str) -> str:
    """Say "blev vedtaget" for "vedtoges".

    >>> _spoken_past("Model A sattes under afstemning og forkastedes med 12 stemmer mod 13")
    'Model A blev sat under afstemning og forkastet med 12 stemmer mod 13'
    """
    for match in reversed(list(WORD.finditer(text))):
        verb = verb_of_past_passive(match.group())
        if verb is None or not match.start():
            continue
        before = text[: match.start()]
        again = before.endswith(" og ") and any(
            verb_of_past_passive(word.group()) for word in WORD.finditer(before)
        )
        said = f"{'' if again else 'blev '}{verb.participle}"
        said += f" {verb.particle}" if verb.particle else ""
        text = f"{before}{said}{text[match.end() :]}"
    return text


def with_counts(text: str) -> str:
    """Spell both numbers of a vote or neither.

    >>> with_counts("med fire stemmer mod 2"), with_counts("med 14 stemmer mod otte")
    ('med fire stemmer mod to', 'med 14 stemmer mod otte')
    """
    return _VOTES.sub(lambda match: f"{match[1]}{number_word(int(match[2]))}", text)


_VOTES = re.compile(r"(\b[a-zæøåé]+ stemmer (?:i?mod|for og) )(\d{1,2})(?!\d|[.,]\d)")
