"""What a person does to a draft: each change goes on top of the version that the person saw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from pipeline.editing import Post, add_item, include, lock, move, rechoose, regenerate, rewrite
from pipeline.errors import EditError, StaleVersion
from pipeline.store import DraftRecord, save_version, undo
from pipeline.web.access import Actor
from pipeline.web.desk import Desk, content_of, desk_of, read_desk
from pipeline.web.review import show_desk
from pipeline.web.site import by_htmx, go_to, sent_form, site_of
from pipeline.web.tasks import today
from pipeline.web.viewing import OPTIONS

router = APIRouter(prefix="/drafts/{draft}")
Form = Annotated[FormData, Depends(sent_form)]
Operation = Callable[[Desk, FormData], Post]


@router.post("/edit")
def edit(request: Request, draft: str, form: Form, actor: Actor) -> Response:
    """Do one operation on the post, or undo the last one."""
    store = site_of(request).store
    desk, seen, op = read_desk(store, draft), number_in(form, "version"), text_in(form, "op")
    if op == "undo":
        return answer(request, desk, undo(store, draft, expected=seen, actor=actor))
    if op not in OPERATIONS:
        raise HTTPException(400, "Det kan man ikke gøre ved en tekst.")
    try:
        post = OPERATIONS[op](desk, form)
    except EditError as error:
        if desk.draft.version != seen:  # no wonder: the place may be gone
            raise stale(desk.draft) from error
        raise
    content = content_of(post, desk.minutes, desk.labelled)
    named = " ".join(filter(None, (op, text_in(form, "key"))))
    saved = save_version(store, draft, content, expected=seen, operation=named, actor=actor)
    return answer(request, desk, saved)


def answer(request: Request, desk: Desk, saved: DraftRecord) -> Response:
    """Show the desk with what was saved, or go back to its page where there is no script."""
    if by_htmx(request):
        return show_desk(request, desk_of(desk.document, saved))
    return go_to(f"/drafts/{saved.id}?besked=gemt")


def stale(newest: DraftRecord) -> StaleVersion:
    """Return the error for a change of an older version than *newest*."""
    return StaleVersion(
        where=f"draft {newest.id}",
        actor=newest.changed_by,
        at=newest.changed,
        version=newest.version,
    )


def text_in(form: FormData, name: str) -> str:
    """Return a field of a form, "" where it is missing or a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def number_in(form: FormData, name: str) -> int:
    """Return a field that must be a whole number.

    Raises:
        HTTPException: It is missing, or something else.
    """
    text = text_in(form, name)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise HTTPException(400, "Formularen er ikke hel. Genindlæs siden, og prøv igen.")
    return int(text)


def _rewrite(desk: Desk, form: FormData) -> Post:
    return rewrite(desk.post, text_in(form, "key"), text_in(form, "text"))


def _move(desk: Desk, form: FormData) -> Post:
    return move(desk.post, text_in(form, "key"), number_in(form, "to"))


def _step(by: int) -> Operation:
    """Move a part past its neighbour, and past those between them that are not printed."""

    def moved(desk: Desk, form: FormData) -> Post:
        key = text_in(form, "key")
        part = next((one for one in desk.post.parts if one.key == key), None)
        row = [one for one in desk.post.parts if part and one.role == part.role]
        to = row.index(part) + by if part else 0
        while 0 <= to < len(row) and not row[to].told:
            to += by
        # Beyond an end, and without such a part, the operation itself says no.
        return move(desk.post, key, to)

    return moved


def _lock(*, on: bool) -> Operation:
    return lambda desk, form: lock(desk.post, text_in(form, "key"), on=on)


def _include(*, on: bool) -> Operation:
    return lambda desk, form: include(desk.post, text_in(form, "key"), on=on)


def _add(desk: Desk, form: FormData) -> Post:
    index = number_in(form, "key")
    return add_item(desk.post, index, desk.minutes, desk.labelled)


def _regenerate(desk: Desk, form: FormData) -> Post:
    return regenerate(desk.post, text_in(form, "key"), desk.minutes, desk.labelled)


def _choose(desk: Desk, form: FormData) -> Post:
    """Take what is chosen, and today as the day that the post is seen from."""
    chosen = {name: text_in(form, name) for name in OPTIONS if name in form}
    if any(value not in dict(OPTIONS[name]) for name, value in chosen.items()):
        raise HTTPException(400, "Det valg findes ikke.")
    wanted: dict[str, Any] = {**chosen, "today": today()}
    choices = desk.post.choices._replace(**wanted)
    return rechoose(desk.post, choices, desk.minutes, desk.labelled)


OPERATIONS: dict[str, Operation] = {
    "rewrite": _rewrite,
    "lock": _lock(on=True),
    "unlock": _lock(on=False),
    "include": _include(on=True),
    "exclude": _include(on=False),
    "move": _move,
    "up": _step(-1),
    "down": _step(+1),
    "add": _add,
    "regenerate": _regenerate,
    "choices": _choose,
}
