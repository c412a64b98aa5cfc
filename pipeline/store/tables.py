"""The tables, the same in SQLite and PostgreSQL.

Everything that holds text hangs on a row of ``documents`` and goes with it. Only two tables
outlive a document: ``distances`` and ``deletions`` hold numbers, times and names of people, and
no text.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Date, DateTime, Dialect, ForeignKey, ForeignKeyConstraint, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

SCHEMA = 1


class Moment(TypeDecorator[dt.datetime]):
    """A moment with its time zone: kept in UTC, also where the database knows no zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self, value: dt.datetime | None, _dialect: Dialect
    ) -> dt.datetime | None:
        """Return the moment in UTC, without its zone."""
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: dt.datetime | None, _dialect: Dialect
    ) -> dt.datetime | None:
        """Return the moment with its zone."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Words(TypeDecorator[str]):
    """Text of any length.

    PostgreSQL takes no zero characters, so none is kept anywhere; half a character (a lone
    surrogate) can't be written at all and becomes a question mark.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Return the text as both databases can write it."""
        return None if value is None else value.replace("\0", "").encode(errors="replace").decode()


class Table(DeclarativeBase):
    """What all tables share: how Python's types are kept."""

    type_annotation_map = {str: Words, dt.datetime: Moment, dt.date: Date}  # noqa: RUF012


def _document() -> Mapped[str]:
    return mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)


def _draft() -> Mapped[str]:
    return mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)


class SchemaRow(Table):
    """One row: which form the tables have."""

    __tablename__ = "schema_version"
    version: Mapped[int] = mapped_column(primary_key=True)


class DocumentRow(Table):
    """A meeting: the blanked minutes and the tool's labels as JSON."""

    __tablename__ = "documents"
    id: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(index=True)
    source: Mapped[str]
    body: Mapped[str | None]
    date: Mapped[dt.date | None]
    created: Mapped[dt.datetime]
    delete_after: Mapped[dt.datetime] = mapped_column(index=True)
    minutes: Mapped[str]
    labelled: Mapped[str]
    stems: Mapped[str]


class ItemRow(Table):
    """An open item as it is searched: stems and labels as words between spaces."""

    __tablename__ = "items"
    document_id: Mapped[str] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    title: Mapped[str]
    title_stems: Mapped[str]
    text_stems: Mapped[str]
    labels: Mapped[str]


class DraftRow(Table):
    """A draft: the number of its newest version, and the stems of that."""

    __tablename__ = "drafts"
    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = _document()
    version: Mapped[int]
    stems: Mapped[str]


class VersionRow(Table):
    """A version of a draft. ``before`` is the one that undoing goes back to."""

    __tablename__ = "versions"
    draft_id: Mapped[str] = mapped_column(
        ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    before: Mapped[int | None]
    state: Mapped[str]
    operation: Mapped[str]
    actor: Mapped[str]
    at: Mapped[dt.datetime]
    tool: Mapped[str]
    model: Mapped[str]
    post: Mapped[str]
    text: Mapped[str]
    flags: Mapped[str]
    corrected: Mapped[str]


class AcknowledgementRow(Table):
    """Someone has seen a flag."""

    __tablename__ = "acknowledgements"
    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[str] = _draft()
    version: Mapped[int]
    flag_key: Mapped[str]
    comment: Mapped[str]
    actor: Mapped[str]
    at: Mapped[dt.datetime]


class CorrectionRow(Table):
    """Someone has put a label right. ``before`` and ``after`` are ids with spaces between."""

    __tablename__ = "corrections"
    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[str] = _draft()
    version: Mapped[int]
    item: Mapped[int]
    field: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    actor: Mapped[str]
    at: Mapped[dt.datetime]


class PublicationRow(Table):
    """A text as it was published."""

    __tablename__ = "publications"
    __table_args__ = (
        ForeignKeyConstraint(
            ["draft_id", "version"], ["versions.draft_id", "versions.number"], ondelete="CASCADE"
        ),
    )
    draft_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    actor: Mapped[str]
    at: Mapped[dt.datetime]
    distance: Mapped[int]
    share: Mapped[float]


class DistanceRow(Table):
    """How far a published text was from the first draft. Outlives the document."""

    __tablename__ = "distances"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    words_first: Mapped[int]
    words_published: Mapped[int]
    distance: Mapped[int]
    share: Mapped[float]


class DeletionRow(Table):
    """A document is gone: which (by the hash of its file), when, by whom, why. Outlives it."""

    __tablename__ = "deletions"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    actor: Mapped[str]
    reason: Mapped[str]
    sha256: Mapped[str]
    drafts: Mapped[int]
