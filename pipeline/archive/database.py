"""An archive's Parquet files as tables of a DuckDB that lives in memory and writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.archive.schema import MANIFEST, TABLES, VERSION, arrow_schema
from pipeline.errors import ArchiveError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

# What two ways of printing one case number have in common: 24-001522, 2024/1522, Sag 24/1522 and
# 83.01.00G01/2024/01522 are one case. Four digits at least, since shorter ones only tell a case
# together with what stands before them (27-2024-318).
_YEAR_NUMBER = r"^(?:.*(?:[\s:/]|[A-ZÆØÅ]-))?((?:19|20)?\d\d)[-/](\d{4,7})(?:\D.*)?$"
_GROUP_YEAR = r"^\d\d-(?:19|20)\d\d-\d"
_LABEL = r"^(?:SAGSNR|SAGSID|SAG|J\.? ?NR|EMN)[ .:-]*"
# A class of the KLE plan, which many cases share: no case number at all.
_CLASS = r"^\d\d\.\d\d(?:\.\d\d)?[-. ]*(?:[A-ZÆØÅ]\d\d)?$"
_MACROS = (
    f"""CREATE MACRO case_key(printed) AS CASE
        WHEN regexp_matches(upper(printed), '{_YEAR_NUMBER}')
             AND NOT regexp_matches(printed, '{_GROUP_YEAR}')
        THEN right(regexp_extract(upper(printed), '{_YEAR_NUMBER}', 1), 2) || '-' ||
             ltrim(regexp_extract(upper(printed), '{_YEAR_NUMBER}', 2), '0')
        ELSE trim(regexp_replace(regexp_replace(upper(printed), '{_LABEL}', ''),
             '[^0-9A-ZÆØÅ]+', '-', 'g'), '-') END""",
    f"CREATE MACRO is_class(printed) AS regexp_matches(upper(trim(printed)), '{_CLASS}')",
)


class Archive:
    """An open archive: questions in SQL with bound parameters, answers as Arrow or as rows.

    The tables of ``pipeline.archive.schema`` are views, ``items`` with ``filename`` and
    ``file_row_number`` besides. ``case_key(case_number)`` makes the ways to print a number one.

    Raises:
        ArchiveError: There is no archive in the folder, it is of another version, or DuckDB is
            not installed (the extra ``archive``).
    """

    def __init__(self, folder: Path) -> None:
        try:
            import duckdb
        except ImportError:
            now = "pip install 'referat[archive]'"
            raise ArchiveError("DuckDB is not installed", where=str(folder), now=now) from None

        check_archive(folder)
        self.folder = folder
        self._database = duckdb.connect(
            ":memory:",
            # A question never fetches anything from elsewhere.
            config={"autoinstall_known_extensions": False, "autoload_known_extensions": False},
        )
        for table in TABLES:
            _view(self._database, folder, table)
        for macro in _MACROS:
            self._database.execute(macro)

    def table(self, sql: str, *parameters: object) -> pa.Table:
        """Return the answer to a question as an Arrow table."""
        return self._database.sql(sql, params=list(parameters)).to_arrow_table()

    def rows(self, sql: str, *parameters: object) -> list[dict[str, Any]]:
        """Return the answer to a question as rows."""
        rows: list[dict[str, Any]] = self.table(sql, *parameters).to_pylist()
        return rows

    def register(self, name: str, table: pa.Table) -> None:
        """Give an Arrow table a name that questions may use."""
        self._database.register(name, table)

    def case_key(self, printed: str) -> str:
        """Return what the ways to print a case number have in common.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "manifest.json").write_text("{}")
        ...     archive = Archive(Path(folder))
        >>> printed = ("24-001522", "2024/1522", "Sag 24/1522", "83.01.00G01/2024/01522")
        >>> {archive.case_key(one) for one in printed}
        {'24-1522'}
        >>> archive.case_key("27-2024-318"), archive.case_key("18.15.00-Ø40-2-19")
        ('27-2024-318', '18-15-00-Ø40-2-19')
        """
        return str(self.rows("SELECT case_key(?) AS key", printed)[0]["key"])


def files_of(folder: Path, table: str) -> list[Path]:
    """Return the Parquet files of a table, sorted."""
    return sorted((folder / table).glob("year=*/*.parquet"))


def check_archive(folder: Path) -> None:
    """Raise ArchiveError for a folder without an archive, or with one of another version."""
    from pyarrow import ArrowException
    from pyarrow.parquet import read_schema

    if not (folder / MANIFEST).is_file():
        raise ArchiveError(
            "no archive here", where=str(folder), now="make one with `referat archive build`"
        )
    for table in TABLES:
        for path in files_of(folder, table)[:1]:
            try:
                told = (read_schema(path).metadata or {}).get(b"referat_schema", b"none").decode()
            except (ArrowException, OSError):
                what = "not a Parquet file"
                raise ArchiveError(what, where=str(path), now="build the archive again") from None
            if told != str(VERSION):
                raise ArchiveError(
                    f"schema version {told:.20}, while this Referat asks version {VERSION}",
                    where=str(path),
                    now="build the archive again with this Referat",
                )


def _view(database: duckdb.DuckDBPyConnection, folder: Path, table: Any) -> None:
    paths = [str(path) for path in files_of(folder, table)]
    if paths:
        rows = database.read_parquet(
            paths,
            hive_partitioning=True,
            file_row_number=True,
            filename=True,
        )
        rows.create_view(table)
    else:
        database.from_arrow(arrow_schema(table).empty_table()).create_view(table)
