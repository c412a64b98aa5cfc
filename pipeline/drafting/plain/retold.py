"""Tell a sentence of a case in other words of the same meaning: a post tells, it does not copy.

Words change by the table (``[[reword]]`` of ``lexicon/kancelli.toml``), and grammar by rules that
hold for any sentence: an s-passive becomes a *blive*-passive, or active where a body acts, and a
relative "der" becomes "som".
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.danish.clauses import OPENERS
from pipeline.danish.nouns import find_noun, is_definite, lower_first, upper_first
from pipeline.danish.verbs import WORD, verb_of_passive
from pipeline.drafting.plain.wording import other_words

_MODAL = re.compile(
    r"\b(?:kan|kunne|kunnet|skal|skulle|skullet|vil|ville|må|måtte|måttet|bør|burde|lade|lader|lod|at|synes|ønskes|"
    r"bedes|behøver|tør|gider)\b",
    re.IGNORECASE,
)
# Verbs of deciding keep the form of the minutes; what lasts does not become.
_KEPT = re.compile(
    r"(?:godkend|vedtag|tiltræd|anbefal|indstill|afvis|udsæt|beslut|bevilg|frigiv|drøft|behandl|"
    r"forelæg|fremlæg|foreslå|send|oversend|henvis|udgå|bifald|imødekom|stadfæst|vælg|udpeg|"
    r"vent|forvent|skøn|vurder|anslå|regn|beregn|mangl|skyld|find|ses|syn|lykk|mød|ej|omfat|"
    r"hold|præg|rum|kend|vid|kræv|ønsk|men|anse|betragt|hør|følg|bed|kald|triv|bær|led|benævn|"
    r"fremgå|forudsæt|fordr|tilskriv|henfør|planlæg|orienter|tag|noter|indkald|antag|forstå)"
)
_RELATIVE = re.compile(
    r"(?<=[a-zæøå], )der(?= (?:er|var|har|havde|kan|skal|vil|blev|bliver|ligger|står|gælder|giver|"
    r"viser|kræver|består|holder|tager|kører|bor|bruger|får|koster|dækker|arbejder|ønsker|løber|"
    r"tjener|går|kommer|ville|kunne|skulle|fik|gik|stod|lå|mangler|passer|hører|svarer|handler)\b)"
)
_ACTIVE = re.compile(
    r"(?P<what>[A-ZÆØÅ][\w-]*(?: (?!og |eller |som |der |at |ikke )[\w-]+){0,5}) "
    r"(?P<verb>[a-zæøå]+es) "
    r"af (?P<who>kommunen|regionen|staten|forvaltningen|administrationen|staben|borgerne|"
    r"medarbejderne|lærerne|lederne|skolerne|bestyrelsen|sekretariatet|beredskabet|politiet|"
    r"foreningen|forsyningen|selskabet|entreprenøren|leverandøren)"
    r"(?P<rest>\.| (?:i|på|til|fra|hvert) .+)$"
)


@lru_cache(maxsize=2048)
def retold(text: str) -> str:
    """Return a plain sentence in other words and another build.

    >>> retold("Vejen lukkes i maj, og stien, der er ny, skal bruges.")
    'Vejen bliver lukket i maj, og stien, som er ny, skal bruges.'
    >>> retold("Stien drives af kommunen i 2025.")
    'Kommunen driver stien i 2025.'
    >>> retold("Planen udgives herefter på nettet.")
    'Planen bliver herefter udgivet på nettet.'
    >>> retold("Der er en ordning, hvorefter regningen betales straks ved levering.")
    'Der er en ordning, hvorefter regningen betales straks ved levering.'
    >>> retold("Klinikken lukker, da den ikke har kunnet afsættes.")
    'Klinikken lukker, da den ikke har kunnet afsættes.'
    """
    told = other_words(text)
    if "som" not in told.split():
        told = _RELATIVE.sub("som", told)
    return _with_blive(_with_actor(told))


def _with_actor(text: str) -> str:
    match = _ACTIVE.match(text)
    verb = verb_of_passive(match["verb"]) if match and not _KEPT.match(match["verb"]) else None
    if match is None or verb is None or verb.particle or _MODAL.search(match["what"]):
        return text
    first = match["what"].partition(" ")[0]
    common = find_noun(first) is not None or is_definite(first.lower())
    what = lower_first(match["what"]) if common else match["what"]
    return f"{upper_first(match['who'])} {verb.present} {what}{match['rest']}"


def _with_blive(text: str) -> str:
    """Turn the s-passives of finite clauses; one after a modal verb or "at" is an infinitive."""
    for match in reversed(list(_PASSIVE.finditer(text))):
        verb = verb_of_passive(match.group())
        if verb is None or verb.particle or _KEPT.match(match.group()):
            continue
        before, after = text[: match.start()], text[match.end() :]
        follows = _FOLLOWS.match(after)
        clause = re.split(r"[,;:»](?!\d)", before)[-1].strip()
        words = WORD.findall(clause)
        if follows is None:
            continue
        opens = _ADVERBIAL.match(clause) and not before.rstrip().endswith(",")
        if not words or _MODAL.search(clause) or _NOT_BEFORE.fullmatch(words[-1]) or opens:
            continue
        adverb = follows["adverb"] or ""
        if adverb and words[0] in OPENERS:
            # "hvorefter den betales straks": under another clause the adverb stays where it is.
            continue
        text = f"{before}bliver{adverb} {verb.participle}{after[len(adverb) :]}"
    return text


# What may stand right after: an adverb, which comes before the participle, or no subject. Not so
# "Møllevej sættes først." of what comes before all others: "bliver først sat" would be of when.
_FOLLOWS = re.compile(
    r"(?P<adverb> (?:ikke|kun|også|altid|stadig|dog|først(?![.,;])|alene|derfor|normalt|typisk|"
    r"fremover|allerede|ofte|sjældent|endnu ikke|herefter|derefter|i stedet|dermed|nu|straks|"
    r"løbende))?(?=[.,;]| (?:i|på|til|fra|af|med|for|over|efter|ved|om|hos|"
    r"inden|mod|uden|mellem|når|hvis|pr\.|senest|igen|op|ned|ud|ind|væk|centralt|digitalt|"
    r"den \d|\d+\. [a-z])(?![\w]))"
)
_PASSIVE = re.compile(r"(?<![\w-])[a-zæøå]{3,}es(?![\w-])")
_NOT_BEFORE = re.compile(r"(?:en|et|den|det|de|og|eller|samt|af|til|for|på|i|med|om|fra|ved)", re.I)
_ADVERBIAL = re.compile(
    r"(?:I|På|Fra|Til|Ved|Efter|Under|For|Med|Inden|Senest|Samtidig|Derfor|Desuden|Dermed|"
    r"Her|Nu|"
    r"Herefter|Derefter|Det samme|Mellem|Af|Ifølge|Hvis|Når|Hvert|Der|Om|Først|Så|Dog|Endelig|"
    r"Et år|To år|"
    r"[Mm]en|[Oo]g) ?",
)
