"""What is said with a decision: changes, conditions, votes and what happens next.

None of it may get lost. What the frames can't turn into a sentence stands as a quotation.
"""

from __future__ import annotations

import re

from pipeline.danish.bodies import find_bodies
from pipeline.danish.nouns import number_word, upper_first
from pipeline.danish.verbs import has_finite
from pipeline.danish.words import content_words
from pipeline.drafting.case import Case, overlaps
from pipeline.drafting.compress import compress
from pipeline.drafting.wording import plain_words
from pipeline.lexicon import load_lexicon
from pipeline.records import Sentence, Span

_JOINS = re.compile(
    r"^(?:med (?:den|de|det|en|et|følgende|bemærkning\w*|forbehold|"
    r"tilføjelse)|under (?:forudsætning|forbehold)|på (?:betingelse|vilkår)|forudsat)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"^(?:dog|idet|således|sådan|men|hvis|såfremt|da)\b", re.IGNORECASE)
# Words of a decision that its frame has said already.
_FRAME_WORDS = content_words(
    "Beslutning indstilling indstillingen godkendt tiltrådt vedtaget anbefales anbefalet drøftet "
    "drøftelse taget efterretning orienteret orientering orienteringen udsat udsættes sagen "
    "punktet enstemmigt følges blev bliver forslaget over for godkendelse indstilles afvist "
    "forkastet afslag oversendes sendes videre tilbage høring valgt udpeget ingen bemærkninger "
    "udgår administrationen forvaltningen møde mødet fremsendes administrationens forvaltningens "
    "samlet godkendte tiltrådte vedtog godkender tog drøftede anbefaler"
)


def tail_sentences(case: Case, *, whole: bool = False) -> tuple[Sentence, ...]:
    """Return what follows the decision sentence, in the order of the text.

    With *whole* the decision text is itself all there is to say (a free-text decision).
    """
    said: list[Sentence] = []
    if not whole:
        said += _changes(case)
        said += _votes(case)
    for span in case.decision:
        if case.is_aside(span) or _said_already(case, span, whole=whole):
            continue
        said += _free(case, span)
    return tuple(said)


def rewrite_free(text: str) -> str:
    """Turn the set forms of free decision text into plain active Danish.

    >>> rewrite_free("Der sættes en sag på næste møde i Byrådet om hegnet.")
    'På næste møde får Byrådet en sag om hegnet.'
    """
    for row in load_lexicon("frames")["free"]:
        match = re.match(row["from"], text)
        if match:
            return upper_first(row["to"].format(**match.groupdict()) + text[match.end() :])
    return text


def vote_sentence(text: str) -> str | None:
    """Say how the votes fell, or None where the text does not count them.

    >>> vote_sentence("Vedtaget med 34 stemmer imod 15.")
    'Det skete med 34 stemmer mod 15.'
    """
    for row in load_lexicon("frames")["vote"]:
        match = re.search(row["from"], text, re.IGNORECASE | re.DOTALL)
        if match:
            counts = {name: number_word(int(value)) for name, value in match.groupdict().items()}
            return str(row["to"].format(**counts))
    return None


def _said_already(case: Case, span: Span, *, whole: bool) -> bool:
    if whole:
        return False
    if any(overlaps(span, other) for other in case.passages("vote")) and not case.passages(
        "follow_up"
    ):
        return True
    if any(overlaps(span, other) for other in case.passages("reservation", "amendment")):
        return True
    if not case.has_evidence(span):
        return False
    return not _left_over(case, span)


def _left_over(case: Case, span: Span) -> bool:
    """Whether a decision sentence says more than its frame: two words that nothing accounts for."""
    text = span.of(case.minutes.text)
    for mention in find_bodies(text):
        text = text.replace(text[mention.span.start : mention.span.end], " ", 1)
    known = content_words(
        " ".join([case.labelled.item.title, *(point.clause for point in case.proposals)])
    )
    return len(content_words(text) - _FRAME_WORDS - known) >= 2


def _changes(case: Case) -> list[Sentence]:
    found = []
    for span in case.passages("amendment", "reservation"):
        printed = re.sub(r"\s+", " ", span.of(case.minutes.text)).strip(" ,;.")
        said = (plain_words(printed, case.meeting) or printed).rstrip(".")
        if _JOINS.match(said):
            text = f"Det skete {said[0].lower()}{said[1:]}."
        elif _CONTRAST.match(said) or not has_finite(said):
            text = _quote(printed)
        else:
            text = f"{upper_first(said)}."
        found.append(Sentence(text, "realised", (span,)))
    return found


def _votes(case: Case) -> list[Sentence]:
    found = []
    for span in case.passages("vote"):
        text = vote_sentence(span.of(case.minutes.text))
        if text:
            found.append(Sentence(text, "realised", (span,)))
    return found


def _free(case: Case, span: Span) -> list[Sentence]:
    printed = re.sub(r"\s+", " ", span.of(case.minutes.text)).strip()
    words = printed.split()
    if len(words) < 2 or printed.endswith(":"):
        return []
    if case.has_evidence(span) and not has_finite(rewrite_free(printed)):
        return [Sentence(_quote(printed), "realised", (span,))]
    said = compress(rewrite_free(printed), case.meeting)
    if not said or not has_finite(printed) or not words[0][0].isupper():
        return [Sentence(_quote(printed), "realised", (span,))]
    flat = " ".join(said).replace("\u00a0", " ")
    kind = "extracted" if flat == printed else "realised"
    return [Sentence(sentence, kind, (span,)) for sentence in said]  # type: ignore[arg-type]


def _quote(printed: str) -> str:
    template = load_lexicon("frames")["sentence"]["quote"]
    return str(template.format(text=printed.strip().rstrip(".")))
