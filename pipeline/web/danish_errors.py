"""What is told in Danish, on the page, of a file that can't be used: what it is, and what to do."""

from __future__ import annotations

from pipeline.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    LimitExceeded,
    ModelError,
    NoTextLayer,
    NotMinutes,
    ReferatError,
    UnknownKind,
    UnsafeFile,
)
from pipeline.web.worker import WorkerDeadError, WorkersBusyError, WorkerSlowError

# The most special class that fits is the one that is told.
_TOLD: dict[type[Exception], str] = {
    EmptyFile: "Filen er tom: der er ingen tekst i den. Kontrollér, at den er gemt.",
    UnknownKind: ("Filtypen kan ikke læses. Gem referatet som PDF, DOCX, HTML, XML eller tekst."),
    DamagedFile: "Filen er beskadiget eller ikke hel. Hent eller gem den igen.",
    EncryptedFile: "Filen er låst med en adgangskode. Gem en kopi uden adgangskode.",
    NoTextLayer: (
        "Filen er skannet: siderne er billeder uden tekst. Kør tekstgenkendelse (OCR) først."
    ),
    LimitExceeded: "Filen er for stor eller for tung at læse. Del den i mindre filer.",
    UnsafeFile: "Filen er pakket på en måde, der kan være skadelig. Gem den på ny.",
    NotMinutes: ("Der er ingen dagsordenspunkter i filen. Kontrollér, at det er et mødereferat."),
    WorkerSlowError: "Det tog for lang tid at læse filen, og den er sprunget over. Del den op.",
    WorkerDeadError: "Filen fik læseren til at gå ned og er sprunget over. Gem den på ny.",
    WorkersBusyError: "Der er for mange filer i kø. Prøv igen om et øjeblik.",
    ModelError: "Værktøjets modeller mangler eller er beskadiget. Kontakt jeres it-folk.",
    ReferatError: "Filen kan ikke bruges. Kontrollér den, og prøv igen.",
}
_UNFORESEEN = "Der skete en fejl, da filen blev læst. Prøv igen, eller gem den på ny."


def danish_error(error: BaseException) -> str:
    """Return one or two plain Danish sentences on what is wrong with a file and what to do.

    >>> danish_error(NoTextLayer("no text layer", where="a.pdf", now="run OCR"))[:18]
    'Filen er skannet: '
    >>> danish_error(KeyError("?"))[:13]
    'Der skete en '
    """
    for kind in type(error).__mro__:
        if kind in _TOLD:
            return _TOLD[kind]
    return _UNFORESEEN
