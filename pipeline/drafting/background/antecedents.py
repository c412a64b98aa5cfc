"""What a sentence points back to, and whether a reader of the post has met it.

Sentences of a case are taken out of their place. "Bussen er 19 år gammel" is clear where the bus
was told of before, and a riddle where it was not.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.danish.nouns import find_noun
from pipeline.danish.verbs import WORD, is_finite, verb_of_infinitive, verb_of_participle
from pipeline.danish.words import STOP_WORDS
from pipeline.drafting.background.known_stems import brought_in, stems_of
from pipeline.lexicon import load_lexicon

_OPENING = re.compile(
    r"(?P<noun>[A-ZÆØÅ][a-zæøå]{3,}(?:en|et|erne|ene))(?P<owns>s)?(?P<next>,| [a-zæøå]+)"
)
_GENDERS = {"den": "en", "det": "et"}
# After these verbs "det" is no thing but an empty subject: "er det muligt".
_EMPTY_AFTER = frozenset({
    "er", "var", "bliver", "blev", "har", "havde", "kan", "kunne", "skal", "skulle", "vil", "ville",
    "må", "bør", "hedder", "gælder", "tager",
})  # fmt: skip
_ENDS = re.compile(
    r"\s*(?:[.;:]|$|, (?:og|men|som|der|at|hvis|når|fordi)\b|"
    r"(?:i|på|til|fra|med|for|af|ved|uden|efter|hos|kun|først|(?!\d+\. )\d[\d.,]*) )"
)


def points_to_untold(text: str, before: str, told: str) -> bool:
    """Tell whether *text* points to something that neither itself nor the post has named.

    Args:
        text: A sentence of a case.
        before: What stands before it in the minutes.
        told: What the post says before it, its headline among it.

    >>> points_to_untold("Bussen er 19 år gammel.", "Klubben har en bus.", "Bordet rundt")
    True
    >>> points_to_untold("Bussen er 19 år gammel.", "Klubben har en bus.", "Skolebusser")
    False
    >>> points_to_untold("Bussen tuder.", "Klubben har en bus.", "Bordet rundt")
    True
    >>> points_to_untold("Taget er utæt.", "Hallen er fra 1974.", "Svømmehallen")
    False
    >>> points_to_untold("Lagerets værdi er 9 kr.", "Et lager af masker er klar.", "Beredskab")
    True
    >>> points_to_untold("De tomme huse er solgt.", "To huse er tomme.", "Profil")
    True
    >>> points_to_untold("37 procent bruger det.", "", "Selvbooking")
    True
    >>> points_to_untold("Der er brug for 550 fra 2027.", "Der laves 400 måltider.", "Køkkenet")
    True
    >>> points_to_untold("Hvis den standses, er timerne brugt.", "", "Undtagelser")
    True
    >>> points_to_untold("Klubben har et hus og ønsker det solgt.", "", "Klubben")
    False
    >>> points_to_untold("Andet led er et beløb pr. elev.", "Der er to led.", "Model for skoler")
    True
    >>> points_to_untold("Ansøgning 7-9 kom for sent.", "", "Puljen")
    True
    >>> points_to_untold("Elnettet skal udbygges ved B og C.", "", "Model A til ladestandere")
    True
    >>> points_to_untold("Ved bud 3 ventes en indtægt.", "Der kom tre bud.", "Salg af en grund")
    True
    >>> points_to_untold("Anlægssummen er 9 kr.", "En anlægssum er sat af.", "Ny vej")
    False
    >>> points_to_untold("Forslaget er dyrt.", "Et forslag er lavet.", "Lejernes forslag prøves")
    True
    """
    return (
        _noun_untold(text, before, told)
        or _described_untold(text, before, told)
        or _named_untold(text, told)
        or _pronoun_untold(text)
        or _BARE_COUNT.search(text) is not None
        or _rest_untold(text, before, told)
        or _list_untold(text, told)
        or (_LATER_ONE.match(text) is not None and "første" not in told.lower())
    )


# "Om fire år vil der være 44.": of what, the sentence before told.
_BARE_COUNT = re.compile(
    r"\b(?:er|være|var|blev|blive) (?:kun |cirka |omkring )?(?!19|20)\d+\.$|"
    r"\b(?:brug|behov) for (?:kun |cirka |omkring )?\d+ (?:fra|i|til|om|inden|ved)\b"
)


def _rest_untold(text: str, before: str, told: str) -> bool:
    """Tell whether a sentence only counts what is left, of what the post has not counted.

    >>> _rest_untold("Der resterer 96, mest på skoler.", "Der er købt 40 borde.", "Møbler")
    True
    >>> _rest_untold("Der resterer 96, mest på skoler.", "Der er købt 40 borde.", "40 borde")
    False
    """
    if _REST.search(text) is None:
        return False
    counted = _COUNTED.findall(before)
    return not counted or counted[-1] not in told.lower()


_REST = re.compile(
    r"\b(?:resterer|mangler|udestår|restere|mangle|udestå|tilbage er|venter|der er) "
    r"(?:der |nu |endnu |stadig |fortsat |kun |cirka |omkring ){0,2}(?!(?:19|20)\d\d\b)\d[\d.]*"
    r"(?:,(?!\d)|\.?$| tilbage\b| (?:på|hos|ved|især|mest)\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b\d[\d.]* (?:nye |gamle )?([a-zæøå]{3,})")


def _list_untold(text: str, told: str) -> bool:
    """Tell whether a sentence counts by a list that the post has not, but in brackets, which go."""
    named = _BY_NUMBER.findall(re.sub(r"\([^)]*\)", "", text.lower()))
    letters = (one for match in _BY_LETTER.finditer(text) for one in re.findall("[A-H]", match[0]))
    return any(one not in told.lower() for one in named) or any(
        re.search(rf"\b{one}\b", told) is None for one in letters
    )


# "ansøgning 7", "af nr. 6": only the minutes have the list.
_BY_NUMBER = re.compile(
    r"\b(?:ansøgning|punkt|pkt\.|bilag|tabel|figur|forslag|initiativ|model|alternativ|scenarie|spor|"
    r"bud|tilbud|løsning|mulighed|variant|option|indstilling) (?:nr\. )?(?:\d+|[a-d]\b)|"
    r"(?<= af )nr\. \d+"
)
# "tilbud på A og B", "tre steder: A, B og C."
_BY_LETTER = re.compile(
    r"\b(?:på|af|ved|for|til|fra|i) (?:[A-H](?:, | og | eller ))*[A-H]\b(?![\w/.-]\w)|"
    r"(?:steder|muligheder|placeringer|løsninger|forslag)[^.:]*: "
    r"(?:[A-H](?:, | og | eller ))+[A-H]\.$"
)
# "Andet led er …": of what, and after which, only the minutes say.
_LATER_ONE = re.compile(r"(?:Anden|Andet|Tredje|Fjerde|Femte) (?!halvår|kvartal)[a-zæøå]+ (?!\d)")
# "på de nævnte vilkår": only who has read on from there knows which.
_NAMED = re.compile(
    r"\b(?:den|det|de) (?:nævnte|omtalte|pågældende|valgte) (?P<noun>[a-zæøå]{3,})", re.IGNORECASE
)


def _named_untold(text: str, told: str) -> bool:
    """Tell whether "de nævnte vilkår" stands there, and the post has named none."""
    heads = (match["noun"].lower() for match in _NAMED.finditer(text))
    known = told.lower()
    return any(not any(root in known for root in _roots(head)) for head in heads)


def _roots(noun: str) -> list[str]:
    """Return what two forms or compounds of a noun share: "anvendelse" and "anvend"."""
    return [noun[: max(4, len(noun) - 3)], noun[-5:]] if len(noun) > 5 else [noun[:4]]


def _noun_untold(text: str, before: str, told: str) -> bool:
    """Tell whether the sentence opens with a definite noun that the minutes brought in before."""
    match = _OPENING.match(text)
    if match is None or not _is_noun(match):
        return False
    noun = match["noun"].lower()
    stems = stems_of(noun)
    if noun in _PAPERS and any(_of_another(stem, before, told) for stem in stems):
        return True
    if (
        noun in _general()
        or _OWN_NAME.fullmatch(noun)
        or any(stem in told.lower() for stem in stems)
    ):
        return False
    bare = match["owns"] or match["next"] == "," or _may_act(match["next"].strip())
    known = before.lower()
    return any(brought_in(stem, before) or (bare and stem in known) for stem in stems)


# What such a sum is for, its own first half says.
_OWN_NAME = re.compile(
    r"(?:grund|drifts|anlægs|etablerings|års)(?:tilskuddet|udgiften|udgifterne|summen|prisen)"
)
# Two may be before the reader: the recommended one, and the one that somebody made against it.
_PAPERS = frozenset(["forslaget", "udkastet", "oplægget"])


def _of_another(stem: str, before: str, told: str) -> bool:
    """Tell whether the post has only named somebody's ("lejernes forslag"), the minutes another."""
    owned = re.search(rf"[a-zæøå]s (?:[a-zæøå]+e )?{stem}\b", told) is not None
    return owned and not brought_in(stem, told) and brought_in(stem, before)


# "De ubesatte stillinger …": which, an earlier sentence told. "De elever, som …" says which.
_DESCRIBED = re.compile(
    r"(?:Den|Det|De) (?:[a-zæøå]+(?:e|te|de|ske) )(?P<noun>[a-zæøå]{4,}) (?P<verb>[a-zæøå]+)"
)


def _described_untold(text: str, before: str, told: str) -> bool:
    match = _DESCRIBED.match(text)
    if match is None or not is_finite(match["verb"]):
        return False
    roots = _roots(match["noun"])
    return roots[0] in before.lower() and not any(root in told.lower() for root in roots)


def _is_noun(match: re.Match[str]) -> bool:
    after = match["next"].strip()
    return match["owns"] is not None or after == "," or _may_act(after) or after in _AFTER_SUBJECT


def _may_act(word: str) -> bool:
    """Tell whether a word behind a definite noun is its verb, "varer" among those of no table."""
    return is_finite(word) or _PRESENT.fullmatch(word) is not None


_PRESENT = re.compile(r"(?!(?:efter|under|over|eller)$)[a-zæøå]{3,}(?:er|es)")


_AFTER_SUBJECT = frozenset(["for", "om", "af", "på", "i", "til", "med", "fra", "ved", "og"])


def _pronoun_untold(text: str) -> bool:
    """Tell whether "den", "det" or "dem" stands alone, and nothing before it that it may mean."""
    if _OTHERS.match(text):
        return True
    words = list(WORD.finditer(text))
    for last, word, after in zip(words, words[1:], [*words[2:], None], strict=False):
        form = word.group()
        if form not in ("den", "det", "dem") or _may_mean(form, text[: word.start()]):
            continue
        following = after.group() if after and text[word.end() : after.start()] == " " else ""
        verb = last.group()
        acts = is_finite(verb) or verb_of_infinitive(verb) is not None
        alone = _ENDS.match(text, word.end()) or _is_state(following)
        if acts and verb not in _EMPTY_AFTER and alone and not _ANNOUNCES.match(text, word.start()):
            return True
        acts = is_finite(following) and not following.endswith("ede")
        if form == "den" and verb in _CONJUNCTIONS and acts:
            return True
    return False


# "112 andre ønsker vejen åben"; "foreslås det, at …" points ahead.
_OTHERS = re.compile(r"\d+ andre\b")
_ANNOUNCES = re.compile(r"det, (?:at|om|hv)")
_CONJUNCTIONS = frozenset(["hvis", "Hvis", "når", "Når", "da", "fordi", "at", "om", "så"])


def _is_state(word: str) -> bool:
    """Tell whether a word says how something is, so that no noun follows the pronoun."""
    return verb_of_participle(word) is not None or word in _states()


def leaves_open(text: str, before: str) -> bool:
    """Tell whether the "Den" that opens a sentence can mean nothing of the one *before* it.

    >>> leaves_open("Den passes af to.", "I 2024 kom der 31 opkald.")
    True
    >>> leaves_open("Den passes af to.", "Linjen er fra 2020.")
    False
    >>> leaves_open("Den tilbudte rente er lav.", "I 2024 kom der 31 opkald.")
    False
    """
    if _OPENS_DEN.match(text) is None or re.search(r"\bden\b", before, re.IGNORECASE):
        return False
    return not _may_mean("den", before)


# "Den tilbudte rente" says itself what it is.
_OPENS_DEN = re.compile(r"Den (?:[a-zæøå]{2,}(?:er|es)|er|var|har|havde|blev|kan|skal|vil)\b")


def _may_mean(form: str, before: str) -> bool:
    """Tell whether a noun of the pronoun's gender, or a clause, stands before it."""
    if form == "dem":
        return bool(re.search(r"\w+(?:er|erne|ene|e)\b", before)) and " " in before.strip()
    if form == "det" and re.search(r"\b(?:at|om|hvis|når|hvad|hvem|hvor)\b", before):
        return True
    article = _GENDERS[form]
    return any(
        _has_gender(word.group().lower(), article, before, word.start())
        for word in WORD.finditer(before)
    )


def _has_gender(word: str, article: str, text: str, start: int) -> bool:
    if word in STOP_WORDS:
        return False
    if word.endswith(article) and len(word) > 4 and not is_finite(word):
        return True
    noun = find_noun(word)
    if noun is not None and noun.gender == ("den" if article == "en" else "det"):
        return True
    return bool(re.search(rf"\b{article}(?: \w+)? $", text[:start], re.IGNORECASE))


@cache
def _states() -> frozenset[str]:
    return frozenset(load_lexicon("nouns")["states"]["words"])


def is_general(noun: str) -> bool:
    """Tell whether every reader knows what is meant.

    >>> is_general("kommunen"), is_general("broen")
    (True, False)
    """
    return noun in _general()


@cache
def _general() -> frozenset[str]:
    """Return what every reader of a municipality's news knows: "kommunen", "borgmesteren"."""
    return frozenset(load_lexicon("nouns")["known"]["words"])
