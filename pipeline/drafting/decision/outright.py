"""A decision's own words as sentences of a post: with a subject, a finite verb and who acts.

"Tilbagesendtes til udvalget" lacks its subject, "Forslaget vedtoges" stands in a form that nobody
speaks, "Planen fremlægges af afdelingen" hides who acts. Grammar mends these; the wordings that
need more stand in ``lexicon/outright.toml``. What neither knows is for a quotation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.danish.blocks import BULLETS
from pipeline.danish.bodies import body_named
from pipeline.danish.cues import ByCue, Row, rows_by_cue
from pipeline.danish.nouns import calm, upper_first
from pipeline.danish.verbs import (
    SECOND_PASSIVE,
    Verb,
    has_finite,
    verb_of_participle,
    verb_of_passive,
    verb_of_past_passive,
)
from pipeline.drafting.case import Case
from pipeline.drafting.decision.active import act_without_er, acts, in_active, in_sentence
from pipeline.drafting.decision.attributed import attributed_clauses
from pipeline.drafting.decision.certain import is_bounded, is_changed
from pipeline.drafting.decision.halves import stand_apart
from pipeline.drafting.decision.options import named_options
from pipeline.drafting.decision.other_numbers import has_other_sum
from pipeline.drafting.decision.ourselves import by_name
from pipeline.drafting.decision.spoken import members_counted
from pipeline.drafting.decision.stands import LEANS, VERB_FIRST_IF, is_sentence, is_subjectless
from pipeline.drafting.decision.votes import without_agent
from pipeline.drafting.noted.fields import told_field
from pipeline.drafting.noted.reading import told_notes
from pipeline.drafting.people.names import HIDDEN
from pipeline.drafting.plain.compress import compress
from pipeline.lexicon import load_lexicon


def say_outright(case: Case, printed: str, *, opens: bool = True) -> tuple[str, ...]:
    """Return the sentences that say what *printed* does; () where that is not sure.

    *opens* tells that nothing of the decision was said before: then what lacks its subject is
    about the case itself.
    """
    told: list[str] = []
    for part in _with_idet_apart(_parts(printed)):
        one = say_clause(case, part, opens=opens and not told)
        if one is not None:
            told.append(one)
        elif told and not LEANS.match(upper_first(part)) and not _OURS.search(part):
            # "…; ikke Børn og Familie": what is no clause belongs to the one before it.
            told[-1] = f"{told[-1].rstrip('.')}, {part.rstrip('.')}."
        else:
            return _of_notes(printed)
    lines = [compress(one, case.meeting) for one in told]
    return tuple(upper_first(one) for line in lines for one in line) if all(lines) else ()


def _of_notes(printed: str) -> tuple[str, ...]:
    """Tell a decision that is but notes: "Pris 1,2 mio. kr., drift 40.000 kr."; () else."""
    notes = told_notes(printed)
    ends = [0, *(one.span.end for one in notes)]
    between = [printed[end : one.span.start] for end, one in zip(ends, notes, strict=False)]
    untold = "".join([*between, printed[ends[-1] :]]).strip(" .,;–-")
    plain = all(one.kind == "note" for one in notes)
    return tuple(one.told for one in notes) if notes and plain and not untold else ()


def _with_idet_apart(parts: list[str]) -> list[str]:
    """Make a sentence of what "idet" joins: a reason, a condition, or what happens besides."""
    apart: list[str] = []
    for part in parts:
        head, _, tail = part.partition(", idet ")
        alone = stand_apart(tail) if tail and not is_changed(tail) else None
        apart += [head, upper_first(alone)] if alone and alone[0].isalpha() else [part]
    return apart


def say_clause(case: Case, text: str, *, opens: bool) -> str | None:
    """Return one clause of a decision as a whole sentence, in the minutes' own words else."""
    text = without_agent(_of_the_body(case, upper_first(calm(text).strip(" ."))), case.body)
    text = members_counted(text)
    text = _HIDDENS.sub("Et medlems ", text)
    if not text or _OURS.search(text) or LEANS.match(text) or _ON_POINTS.search(text):
        return None
    if VERB_FIRST_IF.match(text):
        return f"{_FALLS.sub(_AWAY, text.rstrip('.!'))}."
    told = _by_table(case, text) or _of_field(text) or act_without_er(case, text)
    if told is None and is_subjectless(text):
        told = _with_subject(case, text, opens=opens)
    elif told is None and is_sentence(text):
        told = in_active(case, text)
    return f"{told.rstrip('.!')}." if told else None


def _of_field(text: str) -> str | None:
    """Tell a field that stands in a decision: "Budget: 90.000 kr."."""
    label, mark, value = text.partition(": ")
    return told_field(label, value) if mark else None


_FALLS, _AWAY = re.compile(r", bortfalder (.+)$"), r", falder \1 væk"
# The points of the recommendation, which no reader knows; not "Punkt 6 blev behandlet først".
_ON_POINTS = re.compile(
    r"^(?!.*\bbehandl).*\b(?:pkt\.?|punkt|punkterne|indstillingspunkt\w*) (?:\d|[a-e]\b)",
    re.IGNORECASE,
)


def _parts(printed: str) -> list[str]:
    """Divide what a semicolon or an arrow joins, the brackets around the whole left out."""
    text = re.sub(r"\s+", " ", printed).strip(f" →>{BULLETS}")
    whole = re.fullmatch(r"\((?P<inner>[^()]+)\)\.?", text)
    text = whole["inner"] if whole else text
    text = text if "[" in text else text.rstrip(" ]")
    text = _LABEL.sub("", text)
    text = _shorts().rewritten(text, lambda one, said: one.pattern.sub(one.row["to"], said))
    return [part for part in re.split(r"; | → ", text) if part.strip(" .")]


_LABEL = re.compile(
    r"^(?:Bemærkning(?:er)?|Til orientering|Beslutning): |"
    r"^(?:Næste skridt|Hvorfor|Begrundelse|Opfølgning|Videre forløb|Herefter|Note|Aftale|"
    r"Handling): (?=[A-ZÆØÅ])"
)


@cache
def _shorts() -> ByCue[Row]:
    return rows_by_cue(load_lexicon("outright")["short"], "from", 0)


# "[navn] forslag blev …" was "Bo Holms forslag".
_HIDDENS = re.compile(rf"^{re.escape(HIDDEN)} (?=[a-zæøå]+ (?:blev|er|bliver)\b)")
_OURS = re.compile(r"\b(?:vi|vores|os|vort|vore)\b", re.IGNORECASE)


def _of_the_body(case: Case, text: str) -> str:
    """Put the body for the "vi" and "man" that stand for it, and for its name without the rest."""
    name = body_named(case.body)
    text = by_name(text, case.body, case.pronoun)
    own = re.match(r"(?:Udvalget|Rådet|Bestyrelsen|Nævnet|[A-ZÆØÅ]{2,4}) (?=[a-zæøå]+)", text)
    if own and own.group().strip() in {"Udvalget", "Rådet", "Bestyrelsen", "Nævnet"}:
        same = own.group().strip().lower()[:-2] in name.name.lower()
        text = f"{case.body} {text[own.end() :]}" if same else text
    return text


def _by_table(case: Case, text: str) -> str | None:
    for row in _rows():
        match = row.pattern.match(text)
        if match:
            groups = {name: value or "" for name, value in match.groupdict().items()}
            # "… og genoptages i maj": it is the case that is, and not the body.
            if row.to.startswith("{body}") and SECOND_PASSIVE.search(groups.get("x", "")):
                continue
            if "what" in groups and (has_finite(groups["what"]) or " blev" in groups["what"]):
                continue
            if f"{groups.get('what')} går " in text and acts(groups["what"]):
                continue  # "Chefen går tilbage til rådet": nobody sends him
            if "what" in groups:
                groups["what"] = in_sentence(case, groups["what"])
            if "how" in groups:
                groups["how"] = groups["how"].lower()
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
    if match is None or BY_SOME.match(match["rest"]) or _INVERTED.match(match["rest"]):
        return None
    verb, now = _passive_of(match["verb"])
    if verb is None or not (now or _AFTER_DONE.match(match["rest"])):
        return None
    if _SUMS_UP.match(text):
        return None
    also = re.search(r"\b(?:og|samt) [a-zæøå]{3,}s\b", match["rest"])
    if decides(verb) and not verb.particle and opens and not also:
        acted = verb.present if now else verb.past
        target = object_of(case, match["verb"], match["rest"])
        return f"{case.body} {acted} {target}".replace(" #", "")
    subject = "Sagen" if opens else "Det"
    particle = f" {verb.particle}" if verb.particle else ""
    return f"{subject} {'bliver' if now else 'blev'} {verb.participle}{particle}{match['rest']}"


# "Underskrevet af alle": the body is not the one who acts, or not alone.
BY_SOME = re.compile(
    r" (?:af (?:alle|samtlige|\w+ medlemmer|et (?:fler|mindre)tal|flertallet|[A-ZÆØÅ]\w*|"
    r"\w*(?:fonden|staten|regionen|amtet|ministeriet|styrelsen|forvaltningen|direktøren|chefen|"
    r"formanden|rådet|udvalget|nævnet))|"
    r"i overensstemmelse)\b"
)


# "Fornyet drøftelse i maj": before a noun a participle tells nothing done.
_AFTER_DONE = re.compile(
    r"$|,| (?:i|på|til|med|for|af|ved|fra|om|som|efter|inden|senest|indtil|den|enstemmigt|"
    r"endelig\w*|således|så|under|uden|hos|over|blandt|pr\.|da|idet|hvis|når|og|straks|hermed|på|først|kun)\b"
)
_INVERTED = re.compile(r" (?:blev|er|bliver)\b")


# "Samlet for A og C: 5,4 mio. kr."
_SUMS_UP = re.compile(r"\w+ [^,:]{2,40}: \d")


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


# Points that have room in the sentence with the outcome.
_FEW = 2


def object_of(case: Case, form: str, rest: str) -> str:
    """Return what a decision that opens with the verb *form* acts on, and its *rest*."""
    if re.match(r",? at\b", rest):  # "Tiltrådt, at taget skiftes": the clause is the object
        return f"#{rest}"
    if form.lower().startswith(("bevilg", "frigiv", "bevilling")):
        granted = _GRANTED.match(rest)
        rest = granted["rest"].replace(" imod, at", " mod, at") if granted else rest
        return f"{granted['sum'] if granted else 'pengene'}{rest}"
    if form.lower() in ("taget", "tages", "toges"):
        return f"orienteringen om {case.matter.about}{rest}"
    advised = form.lower().startswith("anbef") and is_bounded(case, rest)
    if advised or form.lower().startswith(("godkend", "vedt", "tiltr", "drøft")):
        return _agreed_to(case, rest, asked=not form.lower().startswith("drøft"))
    own = verb_of_passive(form) or verb_of_past_passive(form) or verb_of_participle(form)
    for point in case.proposals if len(case.proposals) == 1 else ():
        if own and point.verb == own and point.object and not point.empty:
            # "Fastsat som foreslået" is of what was proposed to be fixed.
            return f"{point.object}{rest}"
    return f"{case.matter.case}{rest}"


# "Bevilgedes med 4.500 kr. imod, at …": the sum is what was granted.
_GRANTED = re.compile(
    r" med (?P<sum>(?:ca\. |indtil |op til )?\d[\d.,]* (?:mio\. )?kr\.?)"
    r"(?P<rest>.*)$"
)


def _agreed_to(case: Case, rest: str, *, asked: bool) -> str:
    """Return what was approved, "forslaget om, at …" where the recommendation tells it."""
    as_option = re.match(r" som (?=\S)", rest)
    if as_option and named_options(rest.partition(",")[0]):  # "Godkendt som model B"
        return rest[as_option.end() :]
    changed = re.search(r"\b(?:dog|men|idet|så vidt|angår|gælder|bortset|undtagen)\b", rest)
    if asked and is_bounded(case, rest):
        return f"forslaget{rest}"
    clauses = attributed_clauses(case) if asked and not changed else ()
    told = ", og at ".join(clauses)
    if has_other_sum(told, rest):  # "…, at lejen stiger med 12 procent, med 6 procent"
        return f"forslaget{rest}"
    if 0 < len(clauses) <= _FEW and not _ADOPTED.search(told):
        rest = "" if _AS_ASKED.fullmatch(rest) else rest
        comma = "," if rest and not rest.startswith(",") else ""
        return f"forslaget om, at {told}{comma}{rest}"
    # "tiltrådte sagen": what the body says yes to is the recommendation.
    unnamed = case.matter.thing == case.matter.case and asked
    return f"{'forslaget' if unnamed else case.matter.thing}{rest}"


_ADOPTED = re.compile(r"\b(?:godkendes|vedtages|tiltrædes)\b")
_AS_ASKED = re.compile(r",? som (?:indstillet|foreslået)\.?")
