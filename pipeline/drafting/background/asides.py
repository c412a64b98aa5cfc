"""What a sentence says in passing: a relative clause told after the main one, or left out."""

from __future__ import annotations

import re

from pipeline.danish.clauses import COMMA, OPENERS, in_main_order, is_under, pronoun_of, stop
from pipeline.danish.nouns import find_noun, upper_first
from pipeline.danish.verbs import is_finite

HEDGE = re.compile(
    r"\b(?:ikke|ingen|intet|kan|kunne|bør|ventes|forvent\w*|eventuelt|evt|mulig\w*|hvis|såfremt|"
    r"dog|foreslå\w*|planlæg\w*|måske|forudsat|kun|alene|medmindre|uden)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?P<who>(?!De\b|Der\b|Dem\b|Alle\b|En\b|Et\b|Ingen\b|Hver\b)"
    r"(?:(?:Den|Det) [a-zæøå]+e [\w-]+|[A-ZÆØÅ][\w-]*(?<!erne)(?<!ene)(?:en|et)"
    r"(?: (?:(?:fra|for|i) (?:\d{4}|[A-ZÆØÅ][\w-]+)|pr\. [^,]{3,20}))?)), (?P<rel>der|som) "
)
# "og hovedsagelig er": the second half of a clause keeps the order of a clause.
_UNLIKE = re.compile(r"\b(?:og|men|eller) (?:\w+ ){1,3}?(?:er|har|var|kan|skal|vil|bliver)\b")
_RELATIVE = re.compile(r", (?P<rel>der|som) (?=[a-zæøåA-ZÆØÅ0-9])")
# What may stand between "som" and its verb where "som" is the subject.
_ADVERBIAL = re.compile(
    r"(?:i|på|efter|ifølge|ved|fra|til|under|siden|samlet|tilsammen|også|fortsat|stadig|nu|"
    r"allerede|ellers|endnu|ikke|alene|kun|normalt|typisk|fremover|hver|hvert|årligt)\b"
)
_NEW = re.compile(
    r"\b(?:(?P<article>en|et)(?: (?:ny|nyt|[a-zæøå]+(?:ig|igt|sk|ende|et|t)))? "
    r"(?P<noun>[a-zæøå-]+)|"
    r"(?<!på )(?<!af )(?<!med )(?<!for )(?<!til )(?<!om )(?<!i )(?<!fra )(?<!over )(?<!hos )"
    r"(?P<count>\d+|to|tre|fire|fem|seks|syv|otte|ni|ti)(?: [a-zæøå]+e)? [a-zæøå-]+(?:er|e))$",
    re.IGNORECASE,
)
# What says nothing without what follows: "i et område, som …".
_VAGUE = re.compile(
    r"\b(?:et|en|det|den)(?: [a-zæøå]+)? (?:område|forhold|tilfælde|sted|omfang|beløb|niveau|tempo|"
    r"tidspunkt|punkt|måde|situation|del|form|grad|række|antal|model|leje|person)$|"
    r"\b(?:den|det|de|dem) (?:[a-zæøå-]+)$|"
    r"\b(?:på|i|ved|fra|til|af|hos) (?:en|et) [a-zæøå-]+$"
)
_NAME = re.compile(r"(?:\b[A-ZÆØÅ][\w-]+|\d)$")
_GOES_BACK = re.compile(r", (?:og|men|eller|mens|samt) (?!at\b|hvor|som\b|der\b)")
_ONE = re.compile(r"\b(?:[a-zæøå-]{3,}(?:en|et)|(?:den|det) [a-zæøå]+e [a-zæøå-]+)$")


def aside(text: str) -> tuple[str, ...]:
    """Give what is said in passing of a known subject its own sentence, after the main one.

    >>> aside("Ordningen, der i dag omfatter 12 skoler, stopper med udgangen af skoleåret.")
    ('Ordningen stopper med udgangen af skoleåret.', 'Den omfatter i dag 12 skoler.')
    """
    match = _ASIDE.match(text)
    ends = COMMA.finditer(text, match.end()) if match else ()
    end = next((one for one in ends if _goes_back(text[one.end() :])), None)
    if match is None or end is None:
        return ()
    aside, main = text[match.end() : end.start()], f"{match['who']} {text[end.end() :]}"
    pronoun = pronoun_of(match["who"])
    if match["rel"] == "som" and (done := _done_to(aside, pronoun)):
        return main, done
    if _nests(aside):
        return ()
    told = _told_of(match["rel"], aside, pronoun)
    if told and not _UNLIKE.search(aside):
        return main, stop(told)
    return () if HEDGE.search(aside) else (main,)


def _done_to(clause: str, pronoun: str | None) -> str | None:
    """Tell what somebody did to what a sentence is about, None where that isn't sure.

    >>> _done_to("kommunen overtog i 1974", "Den")
    'Kommunen overtog den i 1974.'
    """
    match = _BY_WHOM.match(clause)
    if (
        match is None
        or pronoun is None
        or not is_finite(match["verb"])
        or HEDGE.search(match["who"])
    ):
        return None
    return stop(f"{upper_first(match['who'])} {match['verb']} {pronoun.lower()} {match['rest']}")


# One verb alone takes its object right behind it: "har købt", "gav afkald på" do not.
_BY_WHOM = re.compile(
    r"(?P<who>[a-zæøå]{4,}(?:en|et|erne|ene)|[A-ZÆØÅ][\w-]+(?:en|et)) "
    r"(?P<verb>overtog|købte|solgte|byggede|opførte|lejede|fik|godkendte|vedtog|oprettede|indførte|"
    r"lukkede|ejer|driver|lejer) (?P<rest>(?:i|fra|af|til|med|for|den|ved|på) .+)"
)


def _told_of(rel: str, clause: str, name: str | None) -> str | None:
    """Tell a relative clause of *name*, None where something else may be its subject.

    >>> _told_of("som", "naboen købte i maj", "Den") is None
    True
    """
    words = clause.split(" ")
    verb = next((place for place, word in enumerate(words) if is_finite(word)), 0)
    if name is None or (rel == "som" and verb and not _ADVERBIAL.match(clause)):
        return None
    if rel == "som" and verb > 2 and re.search(r"(?:en|et|ne|de|vi)$", words[verb - 1]):
        # "som i maj naboen købte"
        return None
    return in_main_order(clause, name)


def _goes_back(rest: str) -> bool:
    """Tell whether the main clause goes on with its verb."""
    return is_finite(rest.partition(" ")[0])


def _nests(aside: str) -> bool:
    return any(part.partition(" ")[0] in OPENERS for part in COMMA.split(aside)[1:])


def relative(text: str) -> tuple[str, ...]:
    """Give what is said last of a thing just brought in its own sentence.

    >>> relative("Klubben har fået en plan, der samlet koster 3 mio. kr. i det første år.")
    ('Klubben har fået en plan.', 'Planen koster samlet 3 mio. kr. i det første år.')
    """
    for match in _RELATIVE.finditer(text):
        first, aside = text[: match.start()], text[match.end() :]
        new = _NEW.search(first)
        if (
            new is None
            or not says_which(first)
            or goes_back(aside)
            or is_under(first)
            or HEDGE.search(first)
            or _UNLIKE.search(aside)
        ):
            continue
        name = _named_again(new)
        told = _told_of(match["rel"], aside, name)
        if told:
            return stop(first), told
    return ()


def place(text: str) -> tuple[str, ...]:
    """Give what is said of a place its own sentence.

    >>> place("Kommunen bygger en ny hal ved Søndre Skole, hvor der i dag er en grusbane.")
    ('Kommunen bygger en ny hal ved Søndre Skole.', 'Her er der i dag en grusbane.')
    """
    match = re.search(r"(?<=[\w.²]), hvor (?!(?:meget|mange|vidt)\b)", text)
    if match is None:
        return ()
    first, aside = text[: match.start()], text[match.end() :]
    if is_under(first) or HEDGE.search(first) or not says_which(first) or goes_back(aside):
        return ()
    told = in_main_order(aside, "Her")
    return (stop(first), told) if told and " hvor " not in told else ()


def says_which(first: str) -> bool:
    """Tell whether the noun that *first* ends with is known, or brought in, without what follows.

    >>> says_which("Der bygges på det gamle torv"), says_which("Der er hjælp til borgere")
    (True, False)
    """
    known = _ONE.search(first) or _NEW.search(first) or _NAME.search(first)
    return known is not None and not _VAGUE.search(first)


def goes_back(aside: str) -> bool:
    """Tell whether a clause may end, and the one that it stands in go on, before the full stop.

    >>> goes_back("lyset er svagt, og det gamle torv"), goes_back("lyset er svagt")
    (True, False)
    >>> goes_back("er lavet af staben, viser et minus")
    True
    """
    words = {part.partition(" ")[0] for part in COMMA.split(aside)[1:]}
    return _GOES_BACK.search(aside) is not None or any(map(is_finite, words - OPENERS))


def without_relative(text: str) -> tuple[str, ...]:
    """Cut what a long sentence says last of a thing that it has just brought in.

    >>> without_relative("Kommunen har i maj 2024 fået et langt brev, der er skrevet under.")
    ('Kommunen har i maj 2024 fået et langt brev.',)
    """
    for match in _RELATIVE.finditer(text):
        first = text[: match.start()]
        known = says_which(first) and (_ONE.search(first) or not HEDGE.search(first))
        after = text[match.end() :]
        if known and len(first.split()) >= 8 and not (is_under(first) or goes_back(after)):
            return (stop(first),)
    return ()


def _named_again(new: re.Match[str]) -> str | None:
    if new["count"]:
        return "De"
    noun = find_noun(new["noun"])
    if noun is None:
        return None
    fits = noun.gender == {"en": "den", "et": "det"}[new["article"].lower()]
    return upper_first(noun.definite) if fits else None
