"""What stands in a post for a person whose name it does not tell: a role, or how many they are."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.danish.nouns import find_noun, lower_first, upper_first
from pipeline.danish.numerals import number_word
from pipeline.danish.offices import OFFICE, ROLE
from pipeline.danish.sentences import split_sentences
from pipeline.danish.verbs import has_finite, verb_of_present
from pipeline.drafting.decision.quotes import quote
from pipeline.drafting.decision.stands import is_subjectless
from pipeline.drafting.people.names import HIDDEN
from pipeline.drafting.people.offices import say_offices
from pipeline.records import Draft, Minutes, Sentence

_NAME = re.escape(HIDDEN)
# "chefsygeplejerske [navn]": the role is enough.
_WITH_ROLE = re.compile(rf"\b(?P<role>{ROLE}) {_NAME}")
_ROLE_AND_NAME = re.compile(rf"(?P<role>\b{ROLE}e?n) og {_NAME}|{_NAME} og (?P<later>{ROLE}e?n)\b")
# "formanden for Socialudvalget, [navn] (V)": the role says who.
_ROLE_THEN_NAME = re.compile(
    rf"(?P<role>\b{ROLE}e?n(?: (?:for|i|på|af|ved) (?:[\w-]+,? ?(?:og )?){{1,5}}?)?), "
    rf"{_NAME}(?: \([A-ZÆØÅ]{{1,2}}\))?(?![,]? og {_NAME})(?P<end>,?)"
)
# "Næstformanden og [navn] laver udkast": she does, with somebody.
_ROLE_ACTS = re.compile(
    rf"^(?:(?P<role>{ROLE}e?n) og {_NAME}|{_NAME} og (?P<later>{ROLE}e?n)) (?P<verb>[a-zæøå]+)"
    r"(?= [^,;:]+\.?$)"
)
# Who tells or handles it matters less than that it is done.
_BY_NAME = re.compile(
    r"(?P<done>\b(?:orienter|informer|behandl|forelæg|fremlæg|præsenter|gennemgå|udarbejd|besvar|"
    rf"undersøg|afprøv|følg|varetag|koordiner)\w*(?: op)?) af {_NAME}(?= [a-zæøå]|\.$)(?! og\b)"
)
# "Jo [navn]", a given name too short to be found as one.
_GIVEN = re.compile(rf"(?<=[a-zæøå,] )[A-ZÆØÅ][a-zæøå]{{1,3}} {_NAME}")
# "finansieret som foreslået af [navn]": who proposed it, the post does not tell.
_PROPOSED_BY = re.compile(
    rf"\b(?P<did>(?:fore|frem)(?:slået|lagt|sat|ført)|anført|nævnt|beskrevet|skitseret|oplyst) "
    rf"af {_NAME}(?! og|,? [A-ZÆØÅ])"
)
# "[navn]-prisen" is the prize.
_IN_COMPOUND = re.compile(rf"{_NAME}-(?=[a-zæøå])")
_LIST = re.compile(rf"{_NAME}(?:(?:, | og |, og | samt ){_NAME})*")
_QUOTED = re.compile(re.escape(quote("|")).replace(r"\|", "(?P<said>.+?)"))


def without_hidden(draft: Draft) -> Draft:
    """Return *draft* with roles or "en person" where a name was taken out.

    A quotation that lost a name is none any more: it is told in the post's own words.
    """

    def each(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        return tuple(_told(one, draft.minutes) for one in sentences)

    return replace(
        draft,
        lead=each(draft.lead),
        paragraphs=tuple(
            replace(one, blocks=tuple(map(each, one.blocks))) for one in draft.paragraphs
        ),
        next_steps=tuple(
            replace(one, sentence=_told(one.sentence, draft.minutes)) for one in draft.next_steps
        ),
    )


def _told(sentence: Sentence, minutes: Minutes) -> Sentence:
    printed = " ".join(span.of(minutes.text) for span in sentence.sources)
    in_office = say_offices(printed, minutes) != printed

    def unquoted(match: re.Match[str]) -> str:
        said = match["said"]
        member = "et medlem" in said.lower() and "et medlem" not in printed.lower()
        return _as_told(said) if HIDDEN in said or member or in_office else match.group()

    text = say_roles(_QUOTED.sub(unquoted, sentence.text))
    return sentence if text == sentence.text else replace(sentence, text=text, kind="realised")


def _as_told(said: str) -> str:
    """Tell what was quoted: whole sentences as they are, anything else after a colon."""
    ended = f"{said}."
    whole = all(_stands(span.of(ended)) for span in split_sentences(ended))
    return ended if whole else f"Beslutning: {lower_first(ended)}"


def _stands(sentence: str) -> bool:
    """Tell whether a sentence of a decision is one in a post, too: whole, and not of "us"."""
    if is_subjectless(sentence) or _OURS.search(sentence):
        return False
    return has_finite(sentence) or bool(_MEMBER_ACTS.match(sentence))


_OURS = re.compile(r"\b(?:vi|vores|os)\b", re.IGNORECASE)
_MEMBER_ACTS = re.compile(rf"(?:Et medlem|(?:En )?{OFFICE}(?:en)?) [a-zæøå]{{3,}}er ")


def say_roles(text: str) -> str:
    """Return *text* with the role, or with "en person", for each "[navn]".

    >>> say_roles("[navn] og [navn] står for planen.")
    'To personer står for planen.'
    >>> say_roles("Byrådet udpegede [navn] og planchefen.")
    'Byrådet udpegede planchefen og en person mere.'
    >>> say_roles("Rådet peger på centerleder [navn].")
    'Rådet peger på centerlederen.'
    >>> say_roles("Byrådet valgte rådmand [navn] og byrådsmedlem [navn] (V).")
    'Byrådet valgte en rådmand og et byrådsmedlem.'
    >>> say_roles("Teamleder [navn] udpeges.")
    'Teamlederen udpeges.'
    >>> say_roles("Næstformanden og [navn] laver udkast.")
    'Næstformanden er med til at lave udkast.'
    >>> say_roles("Lederne orienteres af [navn] på mødet i maj.")
    'Lederne orienteres på mødet i maj.'
    >>> say_roles("Vi ved, at Jo [navn] rejser den 3. maj.")
    'Vi ved, at en person rejser den 3. maj.'
    >>> say_roles("Valgt blev formanden for Børne- og Skoleudvalget, [navn] (V).")
    'Valgt blev formanden for Børne- og Skoleudvalget.'
    >>> say_roles("Planen betales som foreslået af [navn].")
    'Planen betales som foreslået.'
    """
    if HIDDEN not in text:
        return text
    text = _PROPOSED_BY.sub(r"\g<did>", _GIVEN.sub(HIDDEN, text))
    text = _ONE_OF_SEVERAL.sub(_one, text)
    text = _ROLE_THEN_NAME.sub(r"\g<role>", text)
    text = _IN_COMPOUND.sub("", _WITH_ROLE.sub(_definite, text))
    text = _ROLE_ACTS.sub(_with_others, _BY_NAME.sub(r"\g<done>", text))
    text = _ROLE_AND_NAME.sub(
        lambda match: f"{match['role'] or match['later']} og en person mere", text
    )
    text = _LIST.sub(lambda match: _counted(match.group().count(HIDDEN)), text)
    return upper_first(re.sub(r"(?<=\D[.!?] )[a-zæøå]", lambda match: match.group().upper(), text))


def _with_others(match: re.Match[str]) -> str:
    present = match["verb"]
    verb = verb_of_present(present)
    if (verb and verb.particle) or not (verb or _LIKE_PRESENT.fullmatch(present)):
        return match.group()
    infinitive = verb.infinitive if verb else present.removesuffix("r")
    return f"{upper_first(match['role'] or match['later'])} er med til at {infinitive}"


_LIKE_PRESENT = re.compile(r"[a-zæøå]{2,}er")


# There are several of each.
_ONE_OF_SEVERAL = re.compile(
    rf"\b(?P<role>[Rr]ådmand|(?:[Bb]yråds|[Uu]dvalgs|[Rr]egionsråds|[Bb]estyrelses)medlem) "
    rf"{re.escape(HIDDEN)}(?: \([A-ZÆØÅ]{{1,3}}\))?"
)


def _one(match: re.Match[str]) -> str:
    article = "et" if match["role"].endswith("medlem") else "en"
    told = f"{article} {match['role'].lower()}"
    return upper_first(told) if match["role"][0].isupper() else told


def _definite(match: re.Match[str]) -> str:
    known = find_noun(match["role"])
    ending = "n" if match["role"][-1] == "e" else "en"
    told = known.definite if known else f"{match['role']}{ending}"
    return upper_first(told) if match["role"][0].isupper() else told


def _counted(count: int) -> str:
    return "en person" if count == 1 else f"{number_word(count)} personer"
