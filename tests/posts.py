"""A post made by hand: every kind of block, and characters that a format must escape."""

from __future__ import annotations

from datetime import date

from pipeline.labels import Decision, Topic
from pipeline.records import (
    Draft,
    Item,
    Label,
    LabelledItem,
    Minutes,
    NextStep,
    Paragraph,
    Sentence,
    Span,
)

TEXT = (
    "Referat Direktionen d. 03-03-2025\nPunkt 4: Vej & park\nDrøftet.\nPunkt 6: Kaffe\nGodkendt.\n"
)


def item(number: str, title: str, decision: Decision) -> LabelledItem:
    start = TEXT.index(f"Punkt {number}")
    end = TEXT.index("t.\n", start) + 3
    heading = Span(start, TEXT.index("\n", start))
    there = Item(number, title, heading, None, Span(start, end), (), ("Direktionen",))
    return LabelledItem(
        there,
        (Label(decision, 1.0, "rule", (Span(heading.end + 1, end - 1),)),),
        (Label(Topic.OTHER, 0.0, "none"),),
    )


ROADS = item("4", "Vej & park", Decision.DROEFTET)
COFFEE = item("6", "Kaffe", Decision.GODKENDT)
MINUTES = Minutes(
    TEXT, "referat.txt", "0" * 64, "Direktionen", date(2025, 3, 3), None, None, (),
    Span(0, 34), (ROADS.item, COFFEE.item),
)  # fmt: skip


def said(text: str, labelled: LabelledItem | None = None) -> Sentence:
    if labelled is None:
        return Sentence(text, "derived")
    return Sentence(text, "realised", (labelled.decisions[0].evidence[0],))


POST = Draft(
    minutes=MINUTES,
    headline=said("Nyt fra Direktionen: vej & park"),
    lead=(
        said("På mødet mandag den 3. marts 2025 drøftede Direktionen sagen om vej & park.", ROADS),
    ),
    paragraphs=(
        Paragraph(
            said("Vej & park: <ét> budget", ROADS),
            (
                (
                    said("Direktionen drøftede sagen om vej & park og *de* 2_000 træer.", ROADS),
                    said("Det koster 1,2\u00a0mio. kr. mere end i det oprindelige budget.", ROADS),
                ),
                (said("12. marts er sidste frist for forslag til »Det grønne år«.", ROADS),),
            ),
            (ROADS,),
        ),
        Paragraph(
            said("Kaffe", COFFEE),
            ((said("Direktionen godkendte kaffen.", COFFEE),),),
            (COFFEE,),
            brief=True,
        ),
    ),
    next_steps=(
        NextStep(
            date(2025, 3, 12),
            "",
            said("Den 12. marts lukker forslag; vej, park og stier er med.", ROADS),
            ROADS,
        ),
        NextStep(None, "Byrådet", said("Byrådet behandler vej & park.", ROADS), ROADS),
    ),
    closing=(
        said("Teksten dækker de åbne punkter."),
        said("Læs hele referatet: Referat fra Direktionens møde [link indsættes]."),
    ),
    omitted=(),
)
