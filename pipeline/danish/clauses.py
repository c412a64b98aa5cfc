"""Clauses of Danish: which order they have, what stands under another, what stands alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.danish.nouns import find_noun
from pipeline.danish.verbs import is_attribute, is_finite, main_clause, verb_of_infinitive

COMMA = re.compile(r",(?!\d) ?")
OPENERS = frozenset(
    [
        "at",
        "om",
        "der",
        "som",
        "hvis",
        "når",
        "da",
        "fordi",
        "idet",
        "eftersom",
        "hvor",
        "hvornår",
        "hvordan",
        "hvad",
        "hvem",
        "hvilket",
        "hvilken",
        "hvilke",
        "hvoraf",
        "hvori",
        "hvorefter",
        "hvorfor",
        "hvortil",
        "mens",
        "medmindre",
        "såfremt",
        "selv",
        "uanset",
        "efter",
        "inden",
        "før",
        "førend",
        "ligesom",
        "hvorimod",
        "indtil",
        "siden",
        "så",
        "forudsat",
    ]
)
# A clause inside a part that no comma opens; "er der" and "Der er" hold no clause.
_INSIDE = re.compile(
    r"(?<=[a-zæøå] )(?:at|hvis|fordi|når|hvorvidt|(?<!er )(?<!var )(?<!bliver )(?<!blev )(?<!har )"
    r"(?<!kan )(?<!skal )(?<!vil )(?<!s )der|som(?! (?:led|følge|udgangspunkt|regel|hovedregel|"
    r"minimum|supplement|en|et|den|det|de|del)\b))(?= )"
)
_LIKE_A_VERB = re.compile(r"(?!(?:efter|eller|under|over)$)[a-zæøå]{3,}(?:er|ede|te)")
_AFTER_THAT = re.compile(r"(?:efter|siden) (?=(?:en|et) |\d|[A-ZÆØÅ])")
_LATE_VERB = re.compile(
    r"\bog (?:ikke|dermed|derfor|også|hovedsagelig|især|fortsat|om|på|af|for|til|ved|med|hvor)\b"
)


# What a condition reaches, grammar alone does not tell.
CONDITION = re.compile(
    r"\b(?:hvis|såfremt|forudsat|under forudsætning|på betingelse|betinget|medmindre|afhæng\w*)\b",
    re.IGNORECASE,
)


def in_main_order(clause: str, front: str) -> str | None:
    """Give a subordinate clause the order of a main clause that *front* opens, None if not sure.

    >>> in_main_order("brug af lift ikke er mulig", "Derfor")
    'Derfor er brug af lift ikke mulig'
    >>> in_main_order("sidste år var 12 km lang", "Den")
    'Den var sidste år 12 km lang'
    """
    first, comma, rest = COMMA.sub("\n", clause, count=1).partition("\n")
    words = first.split(" ")
    verbs = [
        place
        for place, word in enumerate(words)
        if is_finite(word.strip(".")) and not is_attribute(" ".join(words[: place + 1]))
    ]
    if not verbs or (len(verbs) > 1 and re.search(r"(?:te|ede)$", words[verbs[0]])):
        return None
    # "efter en måling" opens no clause.
    opening = words[1 if _AFTER_THAT.match(clause) else 0 : verbs[0]]
    if any(word in OPENERS - {"der"} for word in opening) or _LATE_VERB.search(clause):
        return None
    if words[verbs[0] + 1 : verbs[0] + 2] in (["og"], ["eller"]):
        # "tanken tømmes og renses": two verbs would part.
        return None
    verb = words.pop(verbs[0])
    told = " ".join((front, verb.rstrip("."), *words))
    told = f"{told}, {rest}" if comma else told
    return stop(told) if verb.endswith(".") else told


def is_under(first: str) -> bool:
    """Tell whether what follows *first* may still stand under a clause that it opens.

    >>> is_under("Rådet mener, at vejen er smal"), is_under("Vejen, der er smal, er ny")
    (True, False)
    """
    depth = 0
    for place, part in enumerate(COMMA.split(first)):
        word, _, rest = part.partition(" ")
        if word.lower() in OPENERS and not (place == 0 and word.lower() in ("der", "om")):
            depth += 1
        elif place and is_finite(word):
            depth = max(0, depth - 1)
        for match in _INSIDE.finditer(rest):
            after = rest[match.end() :].split()[0]
            if match.group() != "at" or verb_of_infinitive(after) is None:
                depth += 1
    return depth > 0


_NO_SUBJECT = frozenset(
    # What a price does not cover ("og dertil kommer moms") stays with the price.
    [
        "idet",
        "eftersom",
        "hvorefter",
        "hvoraf",
        "som",
        "hvis",
        "så",
        "alene",
        "ikke",
        "hvor",
        "hvori",
        "hvortil",
        "da",
        "om",
        "også",
        "dertil",
    ]
)


def stands_alone(clause: str) -> bool:
    """Tell whether a clause after "og" or "men" opens with a subject or an adverbial and a verb.

    >>> stands_alone("resten venter til maj."), stands_alone("venter til maj.")
    (True, False)
    >>> stands_alone("planen, der er ny, viser et minus.")
    True
    """
    clause = _SAID_OF_SUBJECT.sub(r"\g<who> ", clause)
    words = [word.strip(",.") for word in clause.split()]
    if not words or is_finite(words[0]) or words[0] in _NO_SUBJECT or "at" in words[:2]:
        return False
    if _LIKE_A_VERB.fullmatch(words[0]) and not is_finite("".join(words[1:2])):
        # "anfører samtidig, at": its subject stands in the first half.
        return False
    opening = COMMA.split(clause)[0].strip(".").split()
    return any(is_finite(word) for word in opening[1:14])


# "analysen, der er ny, peger": the verb of the clause comes after what is said of its subject.
_SAID_OF_SUBJECT = re.compile(r"^(?P<who>[\w-]+(?:en|et|ne)), (?:der|som) [^,]+, (?=[a-zæøå]+)")


def told_alone(clause: str) -> str | None:
    """Return what stood under "mens" in the order of a main clause, None if not sure.

    >>> told_alone("plejen efter en optælling kun bruger ni biler.")
    'plejen bruger efter en optælling kun ni biler.'
    >>> told_alone("hallen ikke er taget i brug.")
    'hallen er ikke taget i brug.'
    >>> told_alone("chaufføren ved afgang ikke genansættes.") is None
    True
    """
    between = _BETWEEN.match(clause)
    if _LIGHT.match(clause) and not is_finite(clause.split()[1].strip(".,")):
        return None
    if between is None:
        told = main_clause(clause)
        # "der til byen mangler en vej", with its verb nowhere near.
        stays = clause.startswith("der ") and not is_finite(told.split()[1].strip(".,"))
        return None if stays and told == clause else told
    turned = in_main_order(clause[between.end() + 1 :], between.group())
    return None if turned and _NOT_LAST.search(turned) else turned


# "chaufføren ved afgang ikke ansættes": turned, its "ikke" would come behind all.
_NOT_LAST = re.compile(r" ikke(?=[.,]|$)")
# "mens man i byen slap": the order of a clause behind a light subject.
_LIGHT = re.compile(
    r"(?:man|det|vi|han|hun|dette) "
    r"(?:i|på|ved|fra|til|efter|for|under|om|nu|kun|fortsat|stadig|også|hidtil|her) "
)
# What stands between a subject and its verb keeps the order of a clause.
_BETWEEN = re.compile(
    r"[\w-]+(?:en|et|ne)(?= (?:efter|ifølge|ved|siden|endnu|allerede|trods|hverken|selv|under|"
    r"dermed|derved|herved|altså) )"
)


def is_person(noun: str) -> bool:
    """Tell whether a definite noun is somebody's title: "den" is no pronoun for it.

    >>> is_person("Direktøren"), is_person("Forvaltningen")
    (True, False)
    """
    return _PERSON.search(noun) is not None


_PERSON = re.compile(
    r"(?:chef|leder|direktør|mester|formand|konsulent|rådgiver|læge|mand|"
    r"repræsentant|ejer|ansøger|revisor|arkitekt|lejer|borger|elev|klager|"
    r"medarbejder|sygeplejerske|inspektør|forstander|jurist|medlem|beboer|stedfortræder|suppleant|"
    r"kandidat|lærer|pædagog)(?:(?:e|m|t|r)?(?:en|et)|n)?$",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"(?!(?:Foruden|Desuden|Næsten|Bortset|Hverken|Ingenting|Ligeledes)\b)"
    r"(?:[A-ZÆØÅ][\w]*-,? (?:[A-ZÆØÅ][\w]*- )?og )?[A-ZÆØÅ][\w-]{3,}?(?P<end>en|et|erne|ene)"
    r"(?: (?:i|fra|på|for|af|til|ved|om|over|med) .+)?"
)


def pronoun_of(subject: str) -> str | None:
    """Return the pronoun for a definite subject, None where its gender can't be told.

    >>> pronoun_of("Forvaltningen"), pronoun_of("Det lokale MED-udvalg"), pronoun_of("Nordby Havn")
    ('Den', 'Det', None)
    """
    first, _, rest = subject.partition(" ")
    if first in ("Den", "Det", "De"):
        # "Den tidligere formand"
        return None if first != "De" and any(map(is_person, rest.split()[:3])) else first
    match = _DEFINITE.fullmatch(subject)
    if match is None or is_person(first):
        return None
    return {"en": "Den", "et": "Det"}.get(match["end"], "De")


class Opening(NamedTuple):
    """A subject that opens a sentence, what to call it the next time, and its verb.

    ``end`` is where the verb ends.
    """

    who: str
    again: str
    verb: str
    end: int


def opening_of(text: str) -> Opening | None:
    """Return the subject and the verb a sentence opens with; None where that isn't sure.

    >>> opening_of("Kontrakten på det nye system udløber i maj.")
    Opening(who='Kontrakten på det nye system', again='Den', verb='udløber', end=36)
    >>> opening_of("To foreninger søger om støtte.").again, opening_of("I maj søger to om støtte.")
    ('De', None)
    """
    for match in _LOWER.finditer(text, 0, text.find(",") if "," in text else len(text)):
        if not is_finite(match["verb"]) or is_attribute(text[: match.end()]):
            continue
        who = text[: match.start()].rstrip()
        if len(who.split()) > _LONGEST_SUBJECT or _INSIDE.search(who) or _SEVERAL.search(who):
            return None
        again = who if is_person(who) else pronoun_of(who) or _pronoun_of_some(who)
        return Opening(who, again, match["verb"], match.end()) if again else None
    return None


_LOWER = re.compile(r"(?<=[\w)»] )(?P<verb>[a-zæøå]+)(?= )")
_LONGEST_SUBJECT = 8
# "Ældrerådet og Handicaprådet", but not "Teknik- og Miljøudvalget".
_SEVERAL = re.compile(r"(?<!-) og ")
_SOME = re.compile(
    r"(?:(?P<article>En|Et) (?:[a-zæøå]+ )?(?P<noun>[a-zæøå-]+)|"
    r"(?:\d+|To|Tre|Fire|Fem|Seks|Syv|Otte|Ni|Ti|Flere|Begge) (?:[a-zæøå]+e )?"
    r"(?!mio|mia|kr|procent|af|ud)[a-zæøå-]+(?:r|re|e|er))"
    r"(?: (?:i|fra|på|for|til|ved|om|med|hos|blandt) .+)?"
)


def _pronoun_of_some(subject: str) -> str | None:
    """Return the pronoun for "en plan" and "to foreninger", None where it may be one person."""
    match = _SOME.fullmatch(subject)
    if match is None:
        return None
    if not match["article"]:
        return "De"
    noun = find_noun(match["noun"])
    # A majority is not its body.
    if noun is None or match["noun"] in ("flertal", "mindretal") or is_person(noun.definite):
        return None
    return {"En": "Den", "Et": "Det"}[match["article"]]


def stop(text: str) -> str:
    """Return *text* with its full stop; an abbreviation at its end has one.

    >>> stop("Det koster 9 kr."), stop("Det er dyrt")
    ('Det koster 9 kr.', 'Det er dyrt.')
    """
    return text if text.endswith((".", "!", "?")) else f"{text}."


def without_stop(text: str) -> str:
    """Return *text* without its full stop, which an abbreviation at its end keeps.

    >>> without_stop("Det koster 9 kr."), without_stop("Det er dyrt.")
    ('Det koster 9 kr.', 'Det er dyrt')
    """
    return text if text.endswith(("kr.", "mio.", "mia.")) else text.rstrip(".")
