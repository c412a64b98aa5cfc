"""A post in the hands of an editor: what each operation does, and what the gate says of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from edited_posts import CHOICES, EXAMPLE, GROUPS, TRAIN, first_line, meeting, part

from pipeline.checking import check_draft
from pipeline.drafting.formats import render
from pipeline.editing import (
    Choices,
    Post,
    add_item,
    as_draft,
    changes_between,
    edit_distance,
    flag_key,
    flags_of,
    from_json,
    include,
    lock,
    move,
    place_of,
    post_of,
    rechoose,
    recompose,
    regenerate,
    rewrite,
    to_json,
)
from pipeline.editing.changing import LONGEST, tidy
from pipeline.errors import EditError, ReferatError
from pipeline.labels import Decision
from pipeline.records import Flag, Label, Span

CASES = json.loads((Path(__file__).parent / "cases" / "editing.json").read_text("utf-8"))


def reds(post: Post) -> set[str]:
    return {flag.rule for flag in flags_of(post, *meeting()) if flag.level == "red"}


def rewritten(key: str, text: str) -> Post:
    """The example's post with *text* in the first line of a part (its headline, of the post's)."""
    post = meeting().post()
    line = post.parts[0].headline if key == "headline" else first_line(post, key)
    assert line is not None
    return rewrite(post, line.key, text)


# From a draft and back


@pytest.mark.parametrize(
    ("name", "choices"),
    [(name, one) for name in (EXAMPLE, GROUPS) for one in CHOICES]
    + list(zip(TRAIN, CHOICES, strict=True)),
)
def test_an_untouched_post_is_its_draft(name: str, choices: Choices) -> None:
    there = meeting(name)
    draft, post = there.draft(choices), there.post(choices)
    back = as_draft(post, *there)
    assert back == draft
    assert render(back) == render(draft)
    assert check_draft(back) == check_draft(draft)
    assert from_json(to_json(post)) == post
    assert rechoose(post, choices, *there) == post
    assert all(regenerate(post, one.key, *there) == post for one in post.parts[::3])


def test_the_day_of_publication_counts() -> None:
    late = Choices(today=date(2026, 1, 1))
    there = meeting()
    assert as_draft(there.post(late), *there) == there.draft(late)
    assert len(part(there.post(late), "steps").lines) < len(part(there.post(), "steps").lines)


def test_keys_are_safe_and_last() -> None:
    post = meeting().post()
    keys = [one.key for one in post.parts] + [one.key for one in post.lines]
    assert len(set(keys)) == len(keys)
    assert all(key.replace("-", "").isalnum() and key.isascii() for key in keys)
    again = {line.key: line.made for line in meeting().post(Choices("external", "short")).lines}
    both = {line.key: line.made for line in post.lines}.keys() & again.keys()
    written = {line.key: line.made for line in post.lines if not line.key.endswith("-title")}
    assert len(both) > 5
    assert all(again[key] == made for key, made in written.items() if key in again)


def test_the_same_sentence_twice_is_two_lines() -> None:
    there = meeting()
    draft = there.draft()
    twice = replace(draft, lead=(*draft.lead, *draft.lead))
    post = post_of(twice)
    keys = [line.key for line in part(post, "lead").lines]
    assert len(set(keys)) == len(keys) == 2 * len(draft.lead)
    assert as_draft(post, *there) == twice
    changed = rewrite(post, keys[-1], "Direktionen drøftede sagen.")
    edited = [line.edited for line in part(changed, "lead").lines]
    assert edited == [*[False] * (len(keys) - 1), True]


# What a person writes


@pytest.mark.parametrize(("what", "key", "text", "rule"), CASES["false"])
def test_a_persons_untruth_is_red(what: str, key: str, text: str, rule: str) -> None:
    post = rewritten(key, text)
    found = [flag for flag in flags_of(post, *meeting()) if flag.rule == rule]
    assert found, what
    assert found[0].level == "red"
    assert place_of(found[0], post, meeting().minutes) in {line.key for line in post.printed}


@pytest.mark.parametrize(("what", "key", "text", "rule"), CASES["closed"])
def test_the_guard_of_closed_items_cannot_be_switched_off(
    what: str, key: str, text: str, rule: str
) -> None:
    post = rewritten(key, text)
    line = next(line for line in post.lines if line.edited)
    for other in (
        post,
        lock(post, line.key, on=True),
        include(include(post, line.key, on=False), line.key, on=True)
        if key not in ("headline",)
        else post,
        rechoose(post, Choices("leaders", "long", "plain"), *meeting()),
        from_json(to_json(post)),
    ):
        assert rule in reds(other), what


def test_where_the_gate_alone_is_silent_the_post_is_not() -> None:
    """A closing line without a source is held against nothing: the anchors are what finds it."""
    post = rewritten("closing", "Direktionen behandlede også fire lukkede punkter om fyringer.")
    draft = as_draft(post, *meeting())
    bare = replace(draft, closing=tuple(replace(one, sources=()) for one in draft.closing))
    assert "red" not in {flag.level for flag in check_draft(bare)}
    assert "ord-uden-kilde" in reds(post)


@pytest.mark.parametrize(("text", "rule"), CASES["contact"])
def test_a_contact_is_filled_in(text: str, rule: str) -> None:
    post = meeting().post()
    line = part(post, "closing").lines[-1]
    filled = rewrite(post, line.key, text)
    new = reds(filled) - reds(post)
    assert rule in new if rule else not new
    if not rule:
        asked = [one for one in flags_of(filled, *meeting()) if one.rule == "pladsholder"]
        assert "indsættes" in asked[0].message
        assert "offentliggøres" in asked[1].message


def test_a_contact_in_another_place_is_no_contact() -> None:
    text = "Har du spørgsmål, så kontakt Kommunikationsafdelingen."
    post = rewritten("item-1", text)
    post = rewrite(post, part(post, "closing").lines[-1].key, text)
    assert "navn-uden-kilde" in reds(post)


def test_each_false_sentence_has_a_flag_of_its_own() -> None:
    """The same words in every part: a flag in one place must not do for another."""
    post = meeting().post()
    lines = [one.blocks[0][0] for one in post.parts if one.blocks]
    for line in lines:
        post = rewrite(post, line.key, "Det koster 987.654 kr.")
    found = [one for one in flags_of(post, *meeting()) if one.rule == "tal-uden-kilde"]
    about = {item for one in found for item, span in spans().items() if is_in(one, span)}
    assert about == set(spans())


def spans() -> dict[int, Span]:
    return {at: one.span for at, one in enumerate(meeting().minutes.open_items)}


def is_in(flag: Flag, span: Span) -> bool:
    return any(span.start <= one.start and one.end <= span.end for one in flag.sources)


def test_true_words_of_ones_own_are_no_fault() -> None:
    for key, text in (
        ("item-1", "Direktionen anbefaler at give vintertjenesten 1,2 mio. kr. mere."),
        ("lead", "På mødet mandag den 12. maj 2025 godkendte Direktionen 18 elcykler."),
        ("closing", "Mødet havde også fire lukkede punkter."),
    ):
        assert reds(rewritten(key, text)) == set(), text


def test_a_rewritten_line_keeps_its_sources_and_is_a_persons() -> None:
    post = meeting().post()
    line = first_line(post, "item-1")
    new = rewrite(post, line.key, "Direktionen ser på budgettet.  Den mødes igen.")
    (changed,) = [one for one in new.lines if one.edited]
    assert (changed.kind, changed.made_as, changed.sources) == ("person", line.kind, line.sources)
    told = as_draft(new, *meeting()).paragraphs[0].blocks[0][:2]
    assert [one.text for one in told] == ["Direktionen ser på budgettet.", "Den mødes igen."]
    assert {one.kind for one in told} == {"model"}
    assert rewrite(new, line.key, line.made) == post


def test_an_amount_without_its_fixed_spaces_is_no_edit() -> None:
    """A browser may give back plain spaces."""
    post = meeting().post()
    line = part(post, "item-1").blocks[0][1]
    assert "\u00a0" in line.text
    assert rewrite(post, line.key, line.text.replace("\u00a0", " ")) == post
    new = rewrite(post, line.key, "Direktionen ser på 1,2\u00a0mio.\u00a0kr.")
    assert rewrite(new, line.key, line.made.replace("\u00a0", " ")) == post


def test_what_cannot_be_written() -> None:
    post = meeting().post()
    key = first_line(post, "lead").key
    for text in ("", " \n\u00ad ", "x" * (LONGEST + 1)):
        with pytest.raises(EditError) as caught:
            rewrite(post, key, text)
        assert caught.value.message.endswith(".")
    with pytest.raises(EditError, match="findes ikke mere"):
        rewrite(post, "item-99-0", "Nyt.")
    with pytest.raises(EditError, match="helt afsnit"):
        rewrite(post, "item-1", "Nyt.")


@pytest.mark.parametrize(("typed", "kept"), CASES["tidy"])
def test_what_was_pasted_is_tidied(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


def test_markup_in_a_line_is_text_everywhere() -> None:
    post = rewritten("item-1", "<script>alert(1)</script> er tekst.")
    draft = as_draft(post, *meeting())
    for form in ("html", "fragment"):
        assert "<script>" not in render(draft, (), form)
    assert render(draft, (), "docx")


# Next steps


def test_the_calendar_goes_by_the_line_as_it_stands() -> None:
    post = rewritten("steps", "Den 16. juni 2025 ser Direktionen på retningslinjerne.")
    assert as_draft(post, *meeting()).next_steps[0].when == date(2025, 6, 16)
    post = rewritten("steps", "Retningslinjerne træder i kraft.")
    assert as_draft(post, *meeting()).next_steps[0].when is None


def test_a_next_body_that_was_rewritten_is_missed() -> None:
    post = meeting().post()
    onward = next(one for one in part(post, "steps").lines if one.step and one.step.who)
    changed = rewrite(post, onward.key, "Sagen behandles igen.")
    assert as_draft(changed, *meeting()).next_steps[1].who == ""


# In and out


def test_an_item_that_is_taken_out_is_nowhere() -> None:
    post = include(meeting().post(), "item-2", on=False)
    draft = as_draft(post, *meeting())
    said = [step.item.item.number for step in draft.next_steps]
    said += [one.item.number for told in draft.paragraphs for one in told.items]
    assert "4" not in said
    assert [(one.item.item.number, one.reason) for one in draft.omitted] == [
        ("4", "Taget ud af redaktøren")
    ]
    assert post.left_out == ((2, "Taget ud af redaktøren"),)
    # The lead speaks of it until it is written again.
    assert "udtaget-omtalt" in reds(post)
    settled = regenerate(regenerate(post, "lead", *meeting()), "headline", *meeting())
    assert "udtaget-omtalt" not in reds(settled)
    assert "punkt-mangler" not in reds(settled)
    assert add_item(settled, 2, *meeting()) == include(settled, "item-2", on=True)


def test_a_part_without_lines_is_out() -> None:
    post = meeting().post()
    (line,) = part(post, "item-5").blocks[0]
    post = include(post, line.key, on=False)
    assert [item for item, _ in post.left_out] == [5]
    assert "Eventuelt" not in render(as_draft(post, *meeting()))
    assert add_item(post, 5, *meeting()) == meeting().post()


def test_headlines_stay() -> None:
    post = meeting().post()
    for key in ("headline", "headline-title", "item-1-title"):
        with pytest.raises(EditError, match="verskrift"):
            include(post, key, on=False)


def test_an_omitted_item_is_added_with_its_next_steps() -> None:
    choices = Choices("external")
    post = meeting().post(choices)
    assert [item for item, _ in post.omitted] == [2]
    added = add_item(post, 2, *meeting())
    assert added.omitted == ()
    assert part(added, "item-2").added
    assert [line.step.item for line in part(added, "steps").lines if line.step].count(2) == 2
    days = [line.step.when for line in part(added, "steps").lines if line.step]
    assert days == sorted(days, key=lambda day: day or date.max)
    assert [one for one in added.parts if one.key not in ("item-2", "steps")] == [
        one for one in post.parts if one.key != "steps"
    ]
    assert "punkt-mangler" not in reds(added)
    for index in (2, 99):
        with pytest.raises(EditError, match="allerede"):
            add_item(added, index, *meeting())
    # Another length does not leave it out again.
    short = rechoose(added, Choices("external", "short"), *meeting())
    assert part(short, "item-2").told


# Order


def test_a_part_moves_among_those_of_its_role() -> None:
    post = meeting().post()
    stories = [one.key for one in post.parts if one.role == "item"]
    moved = move(post, stories[-1], 0)
    assert [one.key for one in moved.parts if one.role == "item"] == [stories[-1], *stories[:-1]]
    assert render(as_draft(moved, *meeting())).index("## Temadag med borgmesteren") < render(
        as_draft(moved, *meeting())
    ).index("## Budgetopfølgning")
    for key, place in (("lead", 0), (stories[0], -1), (stories[0], len(stories))):
        with pytest.raises(EditError, match="flyttes"):
            move(post, key, place)
    assert move(post, stories[0], 0) is post


def test_an_order_of_ones_own_lasts() -> None:
    there = meeting()
    post = move(there.post(), "item-4", 0)
    external = rechoose(post, Choices("external"), *there)
    internal = rechoose(external, Choices(), *there)
    for one in (external, internal):
        # An item that only one audience is told of comes back where the tool has it.
        told = [at.key for at in one.parts if at.role == "item" and at.key != "item-2"]
        assert told[0] == "item-4"
    # What nobody moved stands as the audience wants it.
    plain = rechoose(there.post(), Choices("external"), *there)
    assert plain == there.post(Choices("external"))


# Written anew


def test_writing_a_part_again_keeps_what_is_locked() -> None:
    there = meeting()
    post = there.post()
    first, second, *_ = part(post, "item-1").blocks[0]
    other = first_line(post, "item-4")
    post = rewrite(post, first.key, "Direktionen ser på budgettet.")
    post = rewrite(post, second.key, "Vintertjenesten får måske flere penge.")
    post = lock(rewrite(post, other.key, "Direktionen godkendte elcyklerne."), second.key, on=True)
    again = regenerate(post, "item-1", *there)
    texts = [line.text for line in part(again, "item-1").blocks[0]]
    assert texts[:2] == [first.made, "Vintertjenesten får måske flere penge."]
    assert [one for one in again.parts if one.key != "item-1"] == [
        one for one in post.parts if one.key != "item-1"
    ]


def test_another_label_is_told_and_edits_stand() -> None:
    minutes, labelled = meeting()
    post = rewritten("item-4", "Direktionen sagde ja til 18 elcykler.")
    changed = list(labelled)
    changed[3] = replace(labelled[3], decisions=(Label(Decision.UDSAT, 1.0, "rule"),))
    new = recompose(post, minutes, tuple(changed))
    assert first_line(new, "item-4").text == "Direktionen sagde ja til 18 elcykler."
    assert first_line(new, "item-3").text != first_line(post, "item-3").text
    assert as_draft(new, minutes, tuple(changed)).paragraphs[-1].items


def test_an_edit_survives_every_choice_and_comes_home() -> None:
    there = meeting()
    post = rewritten("item-1", "Direktionen ser på budgettet.")
    home = next(line for line in post.lines if line.edited)
    for choices in (*CHOICES, Choices("internal", "short", "plain"), Choices()):
        post = rechoose(post, choices, *there)
        assert home in list(post.lines)
        assert [one.text for one in post.lines].count(home.text) == 1
    assert post == rewrite(there.post(), home.key, home.text)


def test_work_on_an_item_that_the_audience_leaves_out_is_held_back() -> None:
    there = meeting()
    post = there.post()
    line = first_line(post, "item-2")
    post = rewrite(post, line.key, "Direktionen anbefaler nye regler for fravær.")
    external = rechoose(post, Choices("external"), *there)
    held = part(external, "item-2")
    assert not held.told
    assert "skal have sagen" in held.held
    assert "nye regler for fravær" not in render(as_draft(external, *there))
    assert rechoose(external, Choices(), *there) == post
    wanted = add_item(external, 2, *there)
    assert "nye regler for fravær" in render(as_draft(wanted, *there))


def test_what_was_taken_out_stays_out() -> None:
    there = meeting()
    post = there.post()
    line = part(post, "item-4").blocks[1][0]
    post = include(include(post, line.key, on=False), "item-3", on=False)
    for choices in (Choices("leaders", "long"), Choices("external", "short"), Choices()):
        post = rechoose(post, choices, *there)
        assert not part(post, "item-3").told
        assert line.text not in render(as_draft(post, *there))
        lead = " ".join(one.text for one in part(post, "lead").lines)
        assert "Lysfest" not in lead + (post.parts[0].lines[0].text)
    assert [one.key for one in post.lines if not one.included] == [line.key]


# Items told together


def test_items_that_were_treated_apart_are_told_apart() -> None:
    there = meeting(GROUPS)
    external, internal = Choices("external"), Choices()
    alone = there.post(external)
    assert part(there.post(), "item-0-1").told
    edited = alone
    for key in ("item-0", "item-1"):
        edited = rewrite(edited, f"{key}-title", f"Konference ({key})")
    out = include(alone, "item-0", on=False)
    for post in (edited, out):
        together = rechoose(post, internal, *there)
        assert {"item-0", "item-1"} <= {one.key for one in together.parts}
        assert set(rechoose(together, external, *there).lines) >= {
            line for line in post.lines if line.edited
        }
    told = render(as_draft(rechoose(out, internal, *there), *there))
    assert "Pakhuset" not in told
    assert "Hallen" in told
    titles = rechoose(edited, internal, *there)
    assert {line.text for line in titles.lines if line.edited} == {
        "Konference (item-0)", "Konference (item-1)",
    }  # fmt: skip


def test_what_was_written_in_a_group_follows_its_items() -> None:
    there = meeting(GROUPS)
    post = there.post()
    harbour, schools = (block[-1] for block in part(post, "item-0-1").blocks)
    post = rewrite(post, harbour.key, "Havnen havde 120 gæster.")
    post = lock(post, schools.key, on=True)
    quiet = part(post, "item-2-3").lines[-1]
    post = rewrite(post, quiet.key, "Parkering og bænke var også på dagsordenen.")
    apart = rechoose(post, Choices("external"), *there)
    assert "Havnen havde 120 gæster." in [one.text for one in part(apart, "item-0").lines]
    assert schools.made in [one.text for one in part(apart, "item-1").lines]
    assert not part(apart, "item-2-3").told
    assert rechoose(apart, Choices(), *there) == post


# Flags, kept things, differences


def test_a_flag_is_known_again() -> None:
    flag = Flag("red", "tal", "Ret tallet.", "Det koster 3 kr.")
    others = [
        replace(flag, level="yellow"),
        replace(flag, rule="dato"),
        replace(flag, message="Ret det andet tal."),
        replace(flag, sentence="Det koster 4 kr."),
        replace(flag, sources=(meeting().minutes.preamble,)),
    ]
    assert len({flag_key(one) for one in (flag, *others)}) == 6
    assert flag_key(replace(flag)) == flag_key(flag)


def test_a_flag_has_its_place() -> None:
    there = meeting()
    post = there.post()
    places = {one.rule: place_of(one, post, there.minutes) for one in flags_of(post, *there)}
    assert places == {"embargo": "item-2", "pladsholder": part(post, "closing").lines[-1].key}
    assert place_of(Flag("red", "x", "y", "Ukendt."), post, there.minutes) is None


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"choices": 1, "parts": "hemmeligt"}'])
def test_a_damaged_post_is_refused_without_its_text(text: str) -> None:
    with pytest.raises(ReferatError, match="post as JSON") as caught:
        from_json(text)
    assert "hemmeligt" not in str(caught.value)
    assert caught.value.__context__ is None


def test_before_and_after() -> None:
    there = meeting()
    post = there.post()
    line, other = part(post, "item-4").blocks[0][:2]
    new = rewrite(post, line.key, "Direktionen sagde ja til elcykler.")
    new = include(new, other.key, on=False)
    new = move(include(new, "item-3", on=False), "item-4", 0)
    found = [(one.what, one.part, one.key) for one in changes_between(post, new)]
    lines = [(("taken out"), "item-3", one.key) for one in part(post, "item-3").lines]
    assert found == [
        ("rewritten", "item-4", line.key),
        ("taken out", "item-4", other.key),
        *lines,
        ("order", "", ""),
    ]
    assert changes_between(post, post) == ()
    back = changes_between(new, post)
    assert {one.danish for one in back} == {"skrevet om", "lagt til igen", "rækkefølgen ændret"}
    assert {(one.before, one.after) for one in back} == {
        (one.after, one.before) for one in changes_between(post, new)
    }


def test_the_tools_own_changes_are_told_in_pairs() -> None:
    there = meeting()
    post = there.post()
    plain = rechoose(post, Choices(wording="plain"), *there)
    found = changes_between(post, plain)
    pairs = [one for one in found if one.what == "rewritten"]
    assert "Direktionen talte om" in " ".join(one.after for one in pairs)
    assert all(one.before and one.after for one in pairs)
    assert {one.what for one in found} <= {"rewritten", "new", "gone"}
    added = changes_between(there.post(Choices("external")), post)
    assert "new" in {one.what for one in added}


def test_how_far_a_text_has_come() -> None:
    there = meeting()
    post = there.post()
    first = render(as_draft(post, *there))
    changed = rewrite(post, first_line(post, "item-4").key, "Direktionen sagde ja.")
    assert edit_distance(first, first) == 0
    assert 0 < edit_distance(first, render(as_draft(changed, *there))) < 0.1
    assert edit_distance(first, "Noget helt andet") > 0.9
    assert edit_distance(first, render(as_draft(post, *there), (), "txt")) < 0.05
