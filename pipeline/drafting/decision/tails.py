"""What is said with a decision: changes, conditions, votes and what happens next.

None of it may get lost. What the frames can't turn into a sentence stands as a quotation.
"""

from __future__ import annotations

import re

from pipeline.danish.blocks import BULLETS
from pipeline.danish.bodies import find_bodies
from pipeline.danish.cues import Cued
from pipeline.danish.nouns import upper_first
from pipeline.danish.verbs import has_finite, is_finite
from pipeline.danish.words import content_words
from pipeline.drafting.ahead.deadlines import deadline_of_act, is_log_line, told_deadline
from pipeline.drafting.case import Case
from pipeline.drafting.decision.certain import limit_of, sure_types
from pipeline.drafting.decision.forms import breaks_off, is_form, is_mark
from pipeline.drafting.decision.halves import meant_so, of_then, stand_alone
from pipeline.drafting.decision.outright import say_outright
from pipeline.drafting.decision.provisos import say_proviso
from pipeline.drafting.decision.quotes import join_quotes, quote
from pipeline.drafting.decision.votes import told_votes
from pipeline.drafting.people.members import without_names
from pipeline.drafting.people.names import HIDDEN, hide_names
from pipeline.drafting.plain.wording import plain_words
from pipeline.labels import Decision
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
    "samlet godkendte tiltrådte vedtog godkender tog drøftede anbefaler kunne kan tiltræde "
    "godkende anbefale udvalget indstillede foreslåede"
)


def tail_sentences(
    case: Case, *, whole: bool = False, used: tuple[Span, ...] = (), own: Span | None = None
) -> tuple[Sentence, ...]:
    """Return what follows the decision sentence, in the order of the text.

    With *whole* the decision text is itself all there is to say (a free-text decision). *used*
    are the sentences of it that have been said. *own* is the sentence that was told as printed,
    where no frame has said the types that others hold.
    """
    said: list[Sentence] = []
    if not whole:
        said += told_votes(case, used)
        said += _changes(case, used)
    for span in case.decision:
        if span in used or case.is_aside(span) or _said_already(case, span, whole=whole):
            continue
        said += told_freely(case, span)
    for span in case.decision if own else ():
        if own and span.start >= own.end and _settles_more(case, span, own):
            told = told_freely(case, span)
            said += [one for one in told if one not in said]
    return join_quotes(said)


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


def _said_already(case: Case, span: Span, *, whole: bool) -> bool:
    if whole or told_deadline(span.of(case.minutes.text)):
        return False
    ahead = any(span.overlaps(other) for other in case.passages("follow_up"))
    if any(span.overlaps(other) for other in case.passages("vote")) and not ahead:
        return True
    changes = case.passages("reservation", "amendment")
    if any(span.overlaps(other) and not _is_torn(case, other) for other in changes):
        return True
    if not case.has_evidence(span):
        return False
    return not left_over(case, span)


def _settles_more(case: Case, span: Span, own: Span) -> bool:
    """Tell whether a sentence settles something that *own*, told alone, does not."""
    more = case.outcomes_in(span) - case.outcomes_in(own)
    return bool(more) and _said_already(case, span, whole=False)


def left_over(case: Case, span: Span, apart: tuple[Span, ...] = ()) -> bool:
    """Tell whether a decision sentence says more than its frame.

    That is two words that neither the frame, the title, the recommendation nor the passages
    *apart* account for, or one that limits the outcome.
    """
    text = span.of(case.minutes.text)
    if is_log_line(text):
        return False
    if limit_of(case, span):
        return True
    text = re.sub(r"\([^()]*\)", " ", text)  # who voted how
    for passage in apart:
        said = re.sub(r"\([^()]*\)", " ", passage.of(case.minutes.text))
        text = text.replace(said, " ")
    for mention in find_bodies(text):
        text = text.replace(text[mention.span.start : mention.span.end], " ", 1)
    known = content_words(
        " ".join([case.labelled.item.title, *(point.clause for point in case.proposals)])
    )
    return len(content_words(text) - _FRAME_WORDS - known) >= 2


def _changes(case: Case, used: tuple[Span, ...]) -> list[Sentence]:
    found = []
    # "Det skete" needs one act that it can mean: nothing happens by being discussed.
    settles = set(sure_types(case)) & _SETTLING
    for span in case.passages("amendment", "reservation"):
        if any(span.overlaps(other) for other in (*used, *dissent(case))):
            continue
        if _is_torn(case, span) or _of_one_untold(case, span):
            continue
        whole = next((one for one in case.decision if one.overlaps(span)), span)
        printed = case.printed(span).strip(" ,;.")
        untold = bool(used) and whole not in used
        if _JOINS.match(printed) and (untold or _goes_on(printed)):
            # The sentence that it belongs to has not been said, or is more than a condition.
            found += told_freely(case, whole)
            continue
        printed = hide_names(printed, case.minutes.participants)
        said = (plain_words(printed, case.meeting) or printed).rstrip(".")
        if _JOINS.match(said) and not settles:
            text = quote(without_names(case, case.printed(whole)) or printed)
        elif _JOINS.match(said):
            told = say_proviso(case, printed)
            advised = sure_types(case) == [Decision.ANBEFALES]
            does = "Anbefalingen gives" if advised else "Det skete"
            text = told[1] if told and told[1] else f"{does} {said[0].lower()}{said[1:]}."
        elif said.lower().startswith("idet ") and (alone := stand_alone(said[5:])):
            text = f"{upper_first(alone)}."
        elif _CONTRAST.match(said) or not has_finite(said):
            whole_said = say_outright(case, printed, opens=False) or _whole(case, whole, span)
            text = " ".join(whole_said) or meant_so(said) or quote(printed)
        else:
            text = f"{upper_first(said)}."
        found.append(Sentence(text, "realised", (span,)))
    return found


def _whole(case: Case, sentence: Span, passage: Span) -> tuple[str, ...]:
    """Tell the whole sentence that a passage was cut from, where it holds no outcome itself."""
    if case.has_evidence(sentence) or sentence.start >= passage.start:
        return ()
    told = without_names(case, case.printed(sentence))
    return say_outright(case, told, opens=False) if told else ()


def _of_one_untold(case: Case, span: Span) -> bool:
    """Tell whether a condition is that of one person, "hans accept", whom the post doesn't name."""
    elects = Decision.UDPEGET in sure_types(case)
    return elects and _OF_ONE.search(span.of(case.minutes.text)) is not None


_OF_ONE = re.compile(r"\b(?:hans|hendes|vedkommendes) (?:accept|samtykke|tilsagn|ja)\b")


def _goes_on(words: str) -> bool:
    """Tell whether a passage holds the main clause, too, and not only a condition or change.

    >>> _goes_on("med den tilføjelse, at prisen nævnes")
    False
    >>> _goes_on("med de to rettelser sendes planen rundt")
    True
    >>> _goes_on("Under forudsætning af, at der er penge, kan udvalget anbefale planen")
    True
    """
    fronted = _FRONTED.match(words)
    if fronted is not None and is_finite(fronted["verb"]):
        return True
    return not _CLAUSE.search(words) and any(is_finite(word) for word in words.split()[1:])


_FRONTED = re.compile(r"[^,]+, at [^,]+, (?P<verb>[a-zæøå]+) \w")
_CLAUSE = re.compile(r"\b(?:at|der|som|hvis|når|hvor|om|hvad|hvem)\b|:")


def _is_torn(case: Case, passage: Span) -> bool:
    """Tell whether a passage was cut off before what it says, or lost the subject before it."""
    text = case.minutes.text
    words = case.printed(passage).strip(" ,;")
    whole = next((span for span in case.decision if span.overlaps(passage)), passage)
    if breaks_off(words):
        return True
    before = text[whole.start : passage.start]
    if _AMID.search(before) or (_JOINS.match(words) and _WITH_VERB.search(before)):
        # "Pladsmændene skal | dog inddrages": the change is the whole sentence.
        return True
    if has_finite(before) and of_then(words.removeprefix("idet ")):
        # "Ordningen tages op i maj, | idet det da overvejes": when, only the whole tells.
        return True
    if _GOES_ON.match(text[passage.end : whole.end]) and len(words.split()) < _WHOLE_WORDS:
        # "Der afsættes | ikke penge til det": the verb's own words were cut off.
        return True
    starts = not text[whole.start : passage.start].strip(" ,;\n")
    lost = words[:1].islower() and not (_JOINS.match(words) or _CONTRAST.match(words))
    return lost and not starts


# "nøjes | med en henstilling": what the verb is about.
_WITH_VERB = re.compile(r"(?<!kendes)(?<!falles)(?<!tages)(?<!trædes)(?<!følges)\b[a-zæøå]+es $")
_GOES_ON = re.compile(r"[ \n]+[a-zæøå]")
_WHOLE_WORDS = 4
_AMID = re.compile(r"\b(?:skal|er|bliver|kan|må|vil|har|blev|bør)\s+$")
_SETTLING = frozenset(Decision) - {
    Decision.DROEFTET,
    Decision.ANDET,
    Decision.INGEN_BESLUTNING,
    Decision.INGEN_BEMAERKNINGER,
}


def dissent(case: Case) -> list[Span]:
    """Return the sentences that hold a minority's view, and no outcome."""
    asides = case.passages("minority")
    return [span for span in case.decision if any(span.overlaps(one) for one in asides)]


def names_outcome(case: Case, one: Sentence) -> bool:
    """Tell whether a sentence of the decision says in whole what was decided: no frame is missed.

    A quotation does not, nor what is left after the frame's own words were cut off.
    """
    printed = one.sources[0].of(case.minutes.text).split()
    outright = one.text.startswith((f"{case.body} ", "Sagen ", "Punktet "))
    hidden = HIDDEN in one.text
    whole = "»" not in one.text and not hidden and (outright or printed[:1] == one.text.split()[:1])
    return whole and (outright or bool(content_words(one.text) & _FRAME_WORDS))


def tells_outcomes(case: Case, tail: tuple[Sentence, ...]) -> bool:
    """Tell whether one whole sentence of the decision is what all its types were read from.

    "Svarene blev taget til efterretning og oversendes til Byrådets behandling af budgettet" after
    a frame would say all of it twice.
    """
    evidence = [span for label in case.labelled.decisions for span in label.evidence]
    return any(
        names_outcome(case, one) and all(one.sources[0].overlaps(span) for span in evidence)
        for one in tail
        if evidence and one.sources
    )


def told_freely(case: Case, span: Span) -> list[Sentence]:
    """Return a sentence of the decision outright, or else quoted; [] where it is none."""
    printed = _ENTRY.sub("", case.printed(span))
    if is_log_line(printed):
        due = plain_words(deadline_of_act(case, span), case.meeting)
        return [Sentence(due, "realised", (span,))] if due else []
    head, mark, rest = printed.partition("; ")
    bare = Span(span.start, span.start + len(head))
    if mark and len(head.split()) <= _BARE and case.has_evidence(bare):
        # "Forslaget drøftet; staben skriver et udkast": the frame has said the first half.
        printed = printed if left_over(case, bare) else upper_first(rest)
    told = without_names(case, printed)
    if told is None or HIDDEN in told:
        # "…; Bo Holm får tallene først": what comes before can be told.
        first = without_names(case, printed.partition("; ")[0])
        told = first if first and HIDDEN not in first else told
    if told is None or len(told.split()) < 2 or is_mark(told) or breaks_off(told) or is_form(told):
        return []
    return _told(case, span, printed, told)


_BARE = 4
# What stands in a list without being all of it.
_ENTRY = re.compile(rf"^[{BULLETS}] (?=\w)")
# "Til efterretning, men udvalget er bekymret": the frame has said the first half.
_SAID_FIRST = Cued(
    r"^(?:(?:Taget )?[Tt]il (?:efterretning|orientering)|Drøftet|Godkendt|Vedtaget|Tiltrådt), "
    r"(?:men|idet) (?=[a-zæøå]+(?:en|et|erne) (?:er|har|vil|skal|[a-zæøå]+(?:er|ede|te))\b)"
)


def _told(case: Case, span: Span, printed: str, told: str) -> list[Sentence]:
    told = upper_first(_SAID_FIRST.sub("", told))
    said = say_outright(case, rewrite_free(told), opens=span in (case.decision[:1] or (span,)))
    if not said:
        return [Sentence(quote(told), "realised", (span,))]
    flat = " ".join(said).replace("\u00a0", " ")
    kind = "extracted" if flat == printed else "realised"
    return [Sentence(sentence, kind, (span,)) for sentence in said]  # type: ignore[arg-type]
