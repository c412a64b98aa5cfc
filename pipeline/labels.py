"""The closed vocabularies, defined once: decision types, topics, section kinds.

Guidelines, page help, prompts and tests read these definitions. Ids are stable and ASCII; the
Danish name is what people see.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Vocabulary(StrEnum):
    """A closed set of ids, each with its Danish name and a one-line definition."""

    danish: str
    definition: str

    def __new__(cls, value: str, danish: str = "", definition: str = "") -> Self:
        """Make a member that equals its id and carries name and definition."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.danish = danish
        member.definition = definition
        return member


class Decision(Vocabulary):
    """What the body did with the item.

    >>> Decision("anbefales").danish
    'Anbefales'
    """

    ANBEFALES = "anbefales", "Anbefales", "Organet anbefaler sagen over for et andet organ."
    DROEFTET = "droeftet", "Drøftet", "Sagen er drøftet; ordet alene afgør ikke noget."
    TAGET_TIL_EFTERRETNING = (
        "taget_til_efterretning",
        "Taget til efterretning",
        "Organet er orienteret og har taget det til efterretning.",
    )
    GODKENDT = (
        "godkendt",
        "Godkendt",
        "Godkendt i dette organ; kun endeligt, hvis intet organ mangler.",
    )
    AFVIST = "afvist", "Afvist", "Forslaget er ikke godkendt."
    UDSAT = "udsat", "Udsat", "Punktet er udsat eller taget af dagsordenen."
    OVERSENDT = (
        "oversendt",
        "Oversendt",
        "Sendt videre, tilbage eller i høring uden anbefaling.",
    )
    UDPEGET = "udpeget", "Valgt/udpeget", "Personer eller pladser er valgt eller udpeget."
    INGEN_BEMAERKNINGER = (
        "ingen_bemaerkninger",
        "Ingen bemærkninger",
        "Punktet gav ikke anledning til bemærkninger.",
    )
    ANDET = "andet", "Andet", "En handling eller oplysning, der ikke er nogen af de andre."
    INGEN_BESLUTNING = (
        "ingen_beslutning",
        "Ingen beslutning fundet",
        "Punktet har ingen beslutningstekst, eller værktøjet er i tvivl.",
    )


# The body went along with what was proposed: where it decides, or where another one does.
SAID_YES = frozenset({Decision.GODKENDT, Decision.ANBEFALES})
# It did not, for good or for now.
SAID_NO = frozenset({Decision.AFVIST, Decision.UDSAT})


class Topic(Vocabulary):
    """What an item is about: what a reader would file it under.

    >>> Topic.FLEET.danish
    'Biler og kørsel'
    """

    BUDGET = (
        "budget",
        "Budget og økonomi",
        "Budget, opfølgning, regnskab, bevillinger som sådan, lån, skat og besparelser.",
    )
    HR = (
        "hr",
        "HR og personale",
        "Ansatte, løn, sygefravær, MED, arbejdsmiljø, rekruttering og lederudvikling.",
    )
    FLEET = (
        "fleet",
        "Biler og kørsel",
        "Kommunens egne køretøjer, flådestyring, GPS, leasing og medarbejderes kørsel.",
    )
    CULTURE = (
        "culture",
        "Kultur, fritid og idræt",
        "Kultur, biblioteker, museer, arrangementer, foreninger og idræt.",
    )
    PLANNING_HOUSING = (
        "planning_housing",
        "Plan, bolig og byggesager",
        "Lokalplaner, kommuneplan, byggesager og almene boliger.",
    )
    ENVIRONMENT_CLIMATE = (
        "environment_climate",
        "Miljø, klima og forsyning",
        "Vand, affald, energi, klima, natur og forsyning.",
    )
    ROADS_TRAFFIC = (
        "roads_traffic",
        "Veje og trafik",
        "Veje, stier, parkering, kollektiv trafik og havne.",
    )
    CHILDREN_SCHOOLS = (
        "children_schools",
        "Børn, unge og skole",
        "Dagtilbud, skole, unge og uddannelse.",
    )
    HEALTH_ELDERLY = "health_elderly", "Sundhed og ældre", "Sundhed, ældrepleje og plejehjem."
    SOCIAL = (
        "social",
        "Social og integration",
        "Handicap, udsatte voksne og familier, integration, flygtninge og ydelser.",
    )
    EMPLOYMENT = "employment", "Beskæftigelse", "Jobcenter og beskæftigelsesindsats."
    BUSINESS_TOURISM = (
        "business_tourism",
        "Erhverv, turisme og udvikling",
        "Erhverv, turisme, regional udvikling, landdistrikter og bevillinger til erhverv.",
    )
    IT_DIGITAL = (
        "it_digital",
        "It og digitalisering",
        "Systemer, digitalisering, AI, data, kontaktcenter og borgerservice.",
    )
    GOVERNANCE_MEETINGS = (
        "governance_meetings",
        "Styring, politik og møder",
        "Dagsorden, valg af medlemmer, forretningsorden, udvalg, borgmester og mødekoordinering.",
    )
    PROPERTY_CONSTRUCTION = (
        "property_construction",
        "Ejendomme og anlæg",
        "Kommunale bygninger, køb og salg af jord, anlægsprojekter og udbud.",
    )
    OTHER = "other", "Andet", "Beredskab, kirke, politi og resten."


class SectionKind(Vocabulary):
    """What a headed part of an item holds."""

    BESLUTNING = "beslutning", "Beslutning", "Det, organet besluttede på dette møde."
    TIDLIGERE_BESLUTNING = (
        "tidligere_beslutning",
        "Tidligere beslutning",
        "Andre organers eller tidligere møders beslutninger i samme sag.",
    )
    INDSTILLING = "indstilling", "Indstilling", "Det, forvaltningen foreslår."
    RESUME = "resume", "Resume", "Sagen kort, ofte med baggrund."
    SAGSFREMSTILLING = "sagsfremstilling", "Sagsfremstilling", "Sagens fremstilling."
    BEHANDLING = "behandling", "Behandling", "De organer, sagen skal igennem."
    OEKONOMI = "oekonomi", "Økonomiske konsekvenser", "Hvad sagen koster, og hvem der betaler."
    AFSTEMNING = "afstemning", "Afstemning", "Hvordan stemmerne faldt."
    LOVGRUNDLAG = "lovgrundlag", "Lovgrundlag", "Love og regler, sagen hviler på."
    HOERING = "hoering", "Høring og inddragelse", "Hvem der er eller bliver hørt."
    KOMPETENCE = "kompetence", "Beslutningskompetence", "Hvem der kan beslutte."
    KONSEKVENSER = (
        "konsekvenser",
        "Andre konsekvenser",
        "Konsekvenser for personale, miljø, sundhed, kommunikation og andet.",
    )
    DELTAGELSE = "deltagelse", "Deltagelse", "Hvem der var til stede, fraværende eller gik."
    BILAG = "bilag", "Bilag", "Vedlagte dokumenter; aldrig kilde til en tekst."
    TEKST = "tekst", "Tekst uden overskrift", "Tekst, der står uden sin egen overskrift."


# A case as it is told in running text, under whatever heading.
RUNNING_TEXT = (SectionKind.RESUME, SectionKind.SAGSFREMSTILLING, SectionKind.TEKST)
