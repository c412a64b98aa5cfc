"""The first act of a decision, with all that it must not be told without."""

from __future__ import annotations

import re

from pipeline.danish.verbs import verb_of_past, verb_of_present


def first_of(rest: str) -> str:
    """Return the first act of what follows the verb, and what must be told with it.

    >>> first_of(", at hallen lukkes, og at klubben flytter")
    ', at hallen lukkes'
    >>> first_of(", at hallen lukkes, at klubben flytter, og at der holdes fest")
    ', at hallen lukkes'
    >>> first_of(", at hallen lukkes, men først i maj")
    ', at hallen lukkes, men først i maj'
    >>> first_of("planen, dog kun for ansatte, der arbejder ude")
    'planen, dog kun for ansatte, der arbejder ude'
    """
    rest = re.sub(r" ,", ",", rest)
    for cut in _NEXT.finditer(rest):
        head = rest[: cut.start()]
        which = cut.group() in (", som ", ", der ") and BOUND.search(head)
        belongs = cut.group() == ", " and _goes_on(head)
        # One of two conditions tells those who read it that the other does not hold.
        belongs = belongs or (" og at" in cut.group() and _CONDITIONS.search(head) is not None)
        needed = BOUND.search(rest[cut.start() :]) or _WHICH.search(head) or which or belongs
        if len(head.split()) > 2 and not needed:
            return head
    return rest


_CONDITIONS = re.compile(r"\b(?:betingelse|vilkår|forudsætning|krav|forudsat)\b", re.IGNORECASE)


def _goes_on(head: str) -> bool:
    """Tell whether an at-clause belongs to what stands before it: a condition, or who says it.

    >>> _goes_on("lov på vilkår, at facaden er mørk"), _goes_on(", at Byrådet anbefaler")
    (True, True)
    >>> _goes_on(", at hallen lukkes")
    False
    >>> _goes_on("over for Byrådet")
    True
    """
    last = head.rpartition(" ")[2]
    acts = verb_of_present(last) or verb_of_past(last)
    return _CONDITION.search(head) is not None or acts is not None


_CONDITION = re.compile(
    r"\b(?:vilkår|betingelse|forudsætning|ændring|tilføjelse|bemærkning|måde)|"
    r"\b(?:om|af|på|sådan|for)$|^over for [^,]+$"
)
# "med de ændringer, som udvalget ønsker"
_WHICH = re.compile(r"\b(?:de|den|det)(?: \w+)? \w+$")


# Where a second act, a reason or a voter begins: the lead does without.
_NEXT = re.compile(
    r", og (?:at )?|, (?=at )|, (?:da|fordi|hvorefter|hvorfor|mens|hvilket) |; |: |"
    r", (?:som|der) |"
    r" og (?=(?:godkendte|tiltrådte|vedtog|anbefaler|indstiller|sender|sendte|beder|bad|frigav|"
    r"udpegede|drøftede|ønsker|tog|afgiver|bevilgede|oversender)\b)"
)
# What must not be cut off: it says under what condition, or how much of it.
BOUND = re.compile(
    r"\b(?:hvis|såfremt|dog|ikke|medmindre|forudsat|forudsætning|betinge\w*|undtagen|først|kun|"
    r"højst|ændring\w*|tilføjelse\w*|forbehold|bortset|hverken|men|indtil|forsøg\w*|foreløbig\w*|"
    r"midlertidig\w*|eventuelt|undersøge\w*|uden|undtagelse|angår|gælder|hensyn|grundlag|nær|"
    r"delvist?|princippet|alene|halvdelen|til og med|"
    r"for (?:(?:19|20)\d\d|(?:en|et|to|tre|\d+) (?:halvt )?(?:år|måned)\w*))\b",
    re.IGNORECASE,
)
