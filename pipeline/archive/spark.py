"""The same work on Apache Spark: jobs go out with ``mapInArrow``, and come back as shards.

Each Spark task runs a worker process of its own (``local.run_jobs``), so time and memory limits
hold there as they do here. Executors must see the files and the archive under the same paths
(a shared disk), and have Referat installed.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.archive.local import run_jobs
from pipeline.archive.work import Settings
from pipeline.archive.worker import Job
from pipeline.errors import ReferatError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

    from pipeline.archive.build import Engine

# Jobs given to the cluster at a time, for each of its cores: enough that none waits for another.
_JOBS_A_CORE = 8
_SCHEMA = "job binary"


def engine(master: str) -> Engine:
    """Return what does jobs on the Spark cluster at *master* (the contract of ``build.Engine``).

    ``local[2]`` is two processes of this machine, ``spark://host:7077`` a cluster.
    """
    return lambda jobs, settings, on_file: _run(jobs, settings, on_file, master)


def _run(
    jobs: Iterable[Job], settings: Settings, on_file: Callable[[], None], master: str
) -> Iterator[Job]:
    session = _session(master)
    try:
        cores = session.sparkContext.defaultParallelism
        waiting = iter(jobs)
        work = _work(settings)
        while some := list(islice(waiting, cores * _JOBS_A_CORE)):
            rows = [(pickle.dumps(job),) for job in some]
            frame = session.createDataFrame(rows, _SCHEMA).repartition(cores)
            for row in frame.mapInArrow(work, _SCHEMA).toLocalIterator():
                done: Job = pickle.loads(row["job"])  # noqa: S301 - made by the line above
                for _ in range(done.size):
                    on_file()
                yield done
    finally:
        session.stop()


def _work(
    settings: Settings,
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Return what a Spark task does: jobs in, done jobs out; the shards are files."""

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        jobs = (
            pickle.loads(data)  # noqa: S301 - made by _run
            for batch in batches
            for data in batch.column(0).to_pylist()
        )
        for done in run_jobs(jobs, settings, 1):
            yield pa.RecordBatch.from_pydict({"job": [pickle.dumps(done)]})

    return work


def _session(master: str) -> SparkSession:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        now = 'install it with pip install "referat[spark]"'
        raise ReferatError("needs pyspark", where="--engine spark", now=now) from None
    # Executors must run the Python that has Referat.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        return (
            SparkSession.builder.master(master)
            .appName("referat archive")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1")
            .getOrCreate()
        )
    except (PySparkException, OSError, RuntimeError):
        what = f"can't start Spark at {master}"
        now = "check that Java 17 or newer is there and the cluster can be reached"
        raise ReferatError(what, where="--engine spark", now=now) from None
