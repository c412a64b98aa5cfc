"""The order of a sentence of a case: what stands between its verb and the rest comes first.

Minutes put time and source behind the verb ("Festivalen havde i 2019 4.600 gæster"); a reader wants
them first. Nothing is added or lost. What a second verb shares with the first would come under the
time, too, so such a sentence stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.danish.clauses import OPENERS, in_main_order
from pipeline.danish.dates import MONTHS
from pipeline.danish.form import is_whole
from pipeline.danish.nouns import lower_first, upper_first
from pipeline.danish.verbs import is_finite, verb_of_participle

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DAY = rf"den \d{{1,2}}\. {_MONTH}(?: \d{{4}})?"
_YEAR = r"\d{4}(?![-–/\w])"
_TIME = (
    rf"(?:i (?:dag|år|{_MONTH}(?: \d{{4}})?|{_YEAR}|uge \d+|skoleåret \d{{4}}/\d{{2,4}}|"
    rf"(?:foråret|sommeren|efteråret|vinteren)(?: \d{{4}})?|"
    rf"(?:første|andet|tredje|fjerde) (?:halvår|kvartal)(?: \d{{4}})?)|"
    rf"siden (?:{_YEAR}|{_DAY}|{_MONTH}(?: \d{{4}})?|(?:foråret|sommeren|efteråret)(?: \d{{4}})?)|"
    rf"(?:inden|ved) årets udgang|(?:inden|senest) {_DAY}|i gennemsnit|til gengæld|fremover|"
    rf"i (?:\d+|to|tre|fire|fem|seks|syv|otte|ni|ti|flere|mange) (?:dage|uger|måneder|år)|"
    rf"i budget(?:tet for)? {_YEAR}|sammen med [a-zæøå]+(?:en|et|erne|ene)|"
    rf"(?:sidste|samme) år|for (?:to|tre|fire|fem|ti) år siden|hvert år|indtil nu|"
    rf"i (?:(?:et|en|sit|sin|deres) )?(?:brev|skrivelse|mail|notat|høringssvar|udtalelse)"
    rf"(?: af \d{{1,2}}\. {_MONTH}(?: \d{{4}})?)?|"
    rf"på (?:et |sit )?(?:[a-zæøå]*møde|mødet) (?:{_DAY}|i {_MONTH})|"
    rf"derfor|hidtil|i så fald|i første omgang|som (?:regel|udgangspunkt)|i praksis|til daglig|"
    rf"indtil videre|flere gange|for første gang|under epidemien|i alt(?= \d)|"
    rf"om (?:sommeren|vinteren|natten|aftenen|dagen)|i (?:hverdagen|weekenden))"
)
_SOURCE = (
    r"(?:ifølge|efter) (?:[\w-]+s (?:egen |egne |foreløbige )?(?:beregning(?:er)?|vurdering(?:er)?|"
    r"opgørelse|opfattelse|oplysninger|skøn|tal|prognose|mening|plan)|[A-ZÆØÅ][\w-]+|"
    r"[a-zæøå-]{3,}(?:en|et|ene|erne))"
)
_MIDDLE = re.compile(
    rf"(?P<who>[A-ZÆØÅ\d](?:[^,;:.()»]|\bpr\. )*?) (?P<verb>[a-zæøå]+) "
    rf"(?P<what>{_TIME}|{_DAY}|{_SOURCE}) "
    r"(?P<rest>(?!\d{4}\b|af \d)[^\s,.].*)"
)
# "sammen med lederne af dagtilbuddene", "ifølge prognosen for skolerne": it goes with the noun.
_OF_NOUN = re.compile(r"(?:sammen med|ifølge|efter) .*(?:en|et|ne)$")
_GOES_WITH = re.compile(r"(?:af|for|i|på|fra|ved|hos|under|blandt|mellem) ")
# What follows a time and belongs to it, or makes it one of two.
_GOES_ON = re.compile(r"(?:og|eller|samt|til|men|mod|frem|på (?:nær|grund)|som|der|[–-])\b")
# "Center for Ældre", "Nordby Boligforening"
_NAMED = re.compile(r"(?:(?:Center|Team|Område) for|[A-ZÆØÅ][a-zæøå]+) [A-ZÆØÅ]")
_SET_ASIDE = re.compile(
    r"Der (?P<verb>er|var|blev|bliver) (?P<done>[a-zæøå]+t) "
    r"(?P<sum>(?:i alt |cirka )?[\d.,]+.(?:mi[oa]\..)?kr\.) "
    r"(?P<where>(?:i|på) [^,;:.]+)\."
)
_DEFINITE = re.compile(r"[A-ZÆØÅ][a-zæøå-]{3,}(?:en|et|erne|ene)")
# "Solgården", "Kystparken": what a house or a place may be called.
_LIKE_A_NAME = re.compile(
    r"\w{2,}(?:gård|bakk|hus|park|skov|høj|vej|vang|lund|skol|mark|toft|eng|dal|torv|bro|kild|hjem|"
    r"bo|sø|slot|kro|møll|hall|havn|plads|center|centr|hav)(?:en|et)"
)
_OPENS_SUBJECT = re.compile(
    r"Ansatte|Borgere|Medarbejdere|Elever|Foreninger|Lærere|Forældre|Institutioner|Naboer|Beboere|"
    r"Kommunerne|Brugere|Skoler|Der|Det|Den|De|En|Et|Alle|Flere|Nogle|Begge|Ingen|To|Tre|Fire|Fem|Seks|Syv|Otte|Ni|Ti"
)
_CLAUSE = re.compile(r"\b(?:at|som|der|hvor|hvis|når|om|fordi|da|mens)\b")
_SHARED = re.compile(r"(?:,| og| men| eller) (?P<first>[a-zæøå]+)(?: (?P<second>[a-zæøå]+))?")
_OWN_SUBJECT = OPENERS | {"det", "den", "de"}
_LIKE_A_VERB = re.compile(r"(?!efter$|eller$|under$)[a-zæøå]{3,}(?:er|ede|te|es)")
_SHOWS = re.compile(
    r"(?P<who>(?:(?:En|Et|Den|Det|De) )?(?:[a-zæøå]+ )??[\w-]*(?:rundspørge|måling|undersøgelse|"
    r"beregning|opgørelse|analyse|prognose|optælling|statistik|rapport|regnskab|oversigt|notat|"
    r"opfølgning|gennemgang|evaluering|stikprøve)(?:en|n|et|erne|ken)?"
    r"(?: (?:fra|blandt|i|af|for|ved|på) [^,.]{3,50})?) viser, at (?P<rest>.+)",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def reordered(text: str) -> str:
    """Return a plain sentence with its time or its source first, as it is where that isn't sure.

    >>> reordered("Festivalen havde i 2019 4.600 gæster.")
    'I 2019 havde festivalen 4.600 gæster.'
    >>> reordered("Elevtallet ventes ifølge prognosen at falde til 66 i 2026.")
    'Ifølge prognosen ventes elevtallet at falde til 66 i 2026.'
    >>> reordered("Byggeriet blev i 2019 sat i gang og er nu færdigt.")
    'Byggeriet blev i 2019 sat i gang og er nu færdigt.'
    >>> reordered("Byen har sammen med lederne af klubberne lavet en plan.")
    'Byen har sammen med lederne af klubberne lavet en plan.'
    >>> reordered("En optælling viser, at hver fjerde side mangler tal.")
    'Ifølge en optælling mangler hver fjerde side tal.'
    >>> reordered("Der er afsat 9 mio. kr. i investeringsoversigten.")
    'I investeringsoversigten er der afsat 9 mio. kr.'
    """
    turned = _middle_first(text) or _source_first(text) or _where_first(text)
    return turned if turned and is_whole(turned) else text


def _middle_first(text: str) -> str | None:
    match = _MIDDLE.fullmatch(text)
    if match is None or not is_finite(match["verb"]):
        return None
    who = _subject(match["who"])
    if who is None or _GOES_ON.match(match["rest"]) or _shares(match["rest"]):
        return None
    if _OF_NOUN.match(match["what"]) and _GOES_WITH.match(match["rest"]):
        return None
    if match["verb"] == "holdt" and re.match(r"(?:sin|sit|deres) ", match["rest"]):
        # headings/echo.py tells it by its noun: "Konferencen blev holdt den 2. maj".
        return None
    # "Fristen er den 3. maj", "Mødet er i maj": the time is what the sentence says.
    states = match["verb"] in ("er", "var", "bliver", "blev") and not match["what"].startswith(
        ("i dag", "i år", "ifølge")
    )
    if states and not _is_done(match["rest"]) and not re.match(r"(?:på )?\d|der ", match["rest"]):
        return None
    return f"{upper_first(match['what'])} {match['verb']} {who} {match['rest']}"


def _is_done(rest: str) -> bool:
    """Tell whether a participle comes soon: it is that act that the time belongs to."""
    return any(verb_of_participle(word.strip(".,")) for word in rest.split()[:3])


def _shares(rest: str) -> bool:
    """Tell whether a second verb goes on with the same subject."""
    return any(
        match["first"] not in _OWN_SUBJECT
        and any(
            is_finite(word) or _LIKE_A_VERB.fullmatch(word) for word in filter(None, match.groups())
        )
        for match in _SHARED.finditer(rest)
    )


def _subject(who: str) -> str | None:
    """Return a subject as it stands within a sentence, None where it may be none or a name."""
    words = who.split()
    first = words[0]
    if len(words) > 8 or _CLAUSE.search(who.removeprefix("Der")) or any(map(is_finite, words)):
        return None
    if first[0].isdigit() or first.isupper():
        return who
    if _OPENS_SUBJECT.fullmatch(first):
        return f"{first.lower()}{who[len(first) :]}"
    if _DEFINITE.fullmatch(first) and not _LIKE_A_NAME.fullmatch(first):
        return lower_first(who)
    if _NAMED.match(who):
        return who
    return None


def _source_first(text: str) -> str | None:
    match = _SHOWS.fullmatch(text)
    if match is None or re.search(r"\bat\b|\bikke\b", match["rest"]):
        return None
    who = lower_first(match["who"])
    return in_main_order(match["rest"], f"Ifølge {who}")


def _where_first(text: str) -> str | None:
    """Put first where money is set aside: a sum has no place of its own, so that is the verb's."""
    match = _SET_ASIDE.fullmatch(text)
    if match is None or _CLAUSE.search(match["where"]) or re.search(r"\d", match["where"]):
        return None
    where = upper_first(match["where"])
    return f"{where} {match['verb']} der {match['done']} {match['sum']}"
