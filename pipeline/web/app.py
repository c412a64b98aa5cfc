"""The app: every route behind the same door, every answer with the same headers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib.metadata import version
from threading import Thread

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.staticfiles import StaticFiles

from pipeline.messages import tell_error
from pipeline.store import open_store
from pipeline.store.retention import purge
from pipeline.web import (
    api,
    archived,
    changes,
    entry,
    exports,
    failures,
    insight,
    login,
    overview,
    past,
    review,
    settling,
)
from pipeline.web.access import LoginLimit, admit
from pipeline.web.desk import keep_made, maker
from pipeline.web.security import Armour
from pipeline.web.settings import MEGABYTE, Settings
from pipeline.web.site import FOLDER, Site, read_templates
from pipeline.web.tasks import Cost, make_post, warm_up
from pipeline.web.uploads import Make, Uploads
from pipeline.web.worker import Workers

PAGES = (entry, login, overview, review, past, changes, settling, exports, insight, archived)
_HOUR = 3600.0
_TWELVE_HOURS = 12 * 3600


def create_app(settings: Settings, *, make: Make = make_post) -> FastAPI:
    """Return the page and its JSON API as an ASGI app.

    Args:
        settings: Where things are kept, who may come in, what a file may cost.
        make: What makes a post of a file, in a process of its own; tests give another.
    """
    bodies = {"/upload": settings.max_batch, "/api/": 2 * settings.max_bytes + MEGABYTE}
    app = FastAPI(
        title="Referat",
        summary="Labels, drafts and checks of Danish meeting minutes.",
        version=version("referat"),
        openapi_url="/api/openapi.json",
        docs_url=None,  # both pages load their scripts from elsewhere
        redoc_url=None,
        lifespan=lambda app: _alive(app, settings, make),
        dependencies=[Depends(admit)],
        middleware=[
            Middleware(
                Armour,
                max_bodies=bodies,
                names=() if settings.guarded else settings.names,
                https=settings.https,
            ),
            Middleware(
                SessionMiddleware,
                secret_key=settings.session_key,
                session_cookie="referat",
                max_age=_TWELVE_HOURS,
                https_only=settings.https,
            ),
        ],
    )
    failures.tell_in(app)
    for pages in PAGES:
        app.include_router(pages.router, include_in_schema=False)
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    return app


@asynccontextmanager
async def _alive(app: FastAPI, settings: Settings, make: Make) -> AsyncIterator[None]:
    """Open what the routes need, and close it at the end, whatever happened."""
    store = open_store(settings.store, maker=maker(), keep_days=settings.keep_days)
    cost = Cost(settings.max_bytes, settings.seconds, settings.memory)
    try:
        with Workers(settings.workers, cost) as workers:
            uploads = Uploads(
                workers,
                lambda made, actor: keep_made(store, made, actor),
                make=make,
            )
            app.state.site = Site(settings, store, uploads, LoginLimit(), read_templates(), workers)
            if settings.warm:
                workers.submit(partial(workers.run, warm_up))
                Thread(target=warm_up, daemon=True).start()
            cleaning = asyncio.create_task(_clean(app))
            yield
            cleaning.cancel()
            with suppress(asyncio.CancelledError):
                await cleaning
    finally:
        store.close()


async def _clean(app: FastAPI) -> None:
    """Delete documents whose time is up, at once and then every hour."""
    site: Site = app.state.site
    while True:
        try:
            await asyncio.to_thread(purge, site.store)
        except Exception as error:
            tell_error(error)
        await asyncio.sleep(_HOUR)
