"""What a person decides about a draft: flags seen, labels put right, approval, publication."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from pipeline.editing import recompose
from pipeline.labels import Decision, Topic
from pipeline.store import Relabel
from pipeline.store.corrections import correct_label
from pipeline.store.kept import LabelField
from pipeline.store.relabelling import on_top, relabelled, values_of
from pipeline.store.retention import delete_now
from pipeline.store.reviewing import acknowledge, approve, publish
from pipeline.web.access import Actor, clean_name
from pipeline.web.changes import Form, answer, number_in, text_in
from pipeline.web.desk import Desk, content_of, read_desk
from pipeline.web.site import go_to, site_of

router = APIRouter()
_LONGEST_COMMENT = 1000
_LONGEST_TEXT = 200_000


@router.post("/drafts/{draft}/acknowledge")
def settle_flag(request: Request, draft: str, form: Form, actor: Actor) -> Response:
    """Keep that a flag was seen, and why it may stand."""
    comment = " ".join(text_in(form, "comment").split())[:_LONGEST_COMMENT]
    if not comment:
        raise HTTPException(422, "Skriv, hvorfor det er i orden.")
    store = site_of(request).store
    desk = read_desk(store, draft)
    flag, seen = text_in(form, "flag"), number_in(form, "version")
    saved = acknowledge(store, draft, flag, comment=comment, expected=seen, actor=actor)
    return answer(request, desk, saved)


@router.post("/drafts/{draft}/label")
def put_right(request: Request, draft: str, form: Form, actor: Actor) -> Response:
    """Correct an item's decisions or its topic, and write the post anew from the new labels."""
    store = site_of(request).store
    desk = read_desk(store, draft)
    relabel = _relabel(desk, form)
    labelled = relabelled(desk.document.labelled, on_top(desk.draft.corrected, relabel))
    content = content_of(recompose(desk.post, desk.minutes, labelled), desk.minutes, labelled)
    seen = number_in(form, "version")
    saved = correct_label(store, draft, content, relabel, expected=seen, actor=actor)
    return answer(request, desk, saved)


@router.post("/drafts/{draft}/approve")
def approve_text(request: Request, draft: str, form: Form, actor: Actor) -> Response:
    """Take UDKAST off the text in the name of a reviewer.

    Where people are known, another name than one's own is kept with one's own behind it.
    """
    reviewer = clean_name(text_in(form, "reviewer"))
    if not reviewer:
        raise HTTPException(422, "Skriv dit navn for at godkende.")
    site = site_of(request)
    if site.settings.guarded and reviewer != actor:
        reviewer = f"{reviewer} (logget ind som {actor})"
    store = site.store
    desk = read_desk(store, draft)
    seen = number_in(form, "version")
    return answer(request, desk, approve(store, draft, expected=seen, reviewer=reviewer))


@router.post("/drafts/{draft}/publish")
def keep_published(request: Request, draft: str, form: Form, actor: Actor) -> Response:
    """Keep the text as it was published beside the draft."""
    text = text_in(form, "text").strip()
    if not text or len(text) > _LONGEST_TEXT:
        raise HTTPException(422, "Sæt den udgivne tekst ind.")
    store = site_of(request).store
    desk = read_desk(store, draft)
    seen = number_in(form, "version")
    return answer(request, desk, publish(store, draft, text, expected=seen, actor=actor))


@router.post("/documents/{document}/delete")
def delete(request: Request, document: str, _form: Form, actor: Actor) -> Response:
    """Delete a meeting and all that was made of it, at once."""
    delete_now(site_of(request).store, document, actor=actor)
    return go_to("/?besked=slettet", request)


def _relabel(desk: Desk, form: FormData) -> Relabel:
    """Return the labels that a form asks for.

    ``value`` may come several times: then these are all the labels. Alone it takes the place of
    the label ``was``, or of all where that is missing.
    """
    item, field = number_in(form, "item"), text_in(form, "field")
    values = tuple(one for one in form.getlist("value") if isinstance(one, str) and one)
    if field not in get_args(LabelField) or item >= len(desk.labelled) or not values:
        raise HTTPException(400, "Den mærkning findes ikke.")
    kind: LabelField = "decision" if field == "decision" else "topic"
    if not set(values) <= set(Decision if kind == "decision" else Topic):
        raise HTTPException(400, "Den mærkning findes ikke.")
    held, was = values_of(desk.labelled[item], kind), text_in(form, "was")
    if len(values) == 1 and kind == "topic":
        values = (*values, *held[1:])
    elif len(values) == 1 and was in held:
        values = tuple(values[0] if one == was else one for one in held)
    return Relabel(item, kind, tuple(dict.fromkeys(values)))
