"""Danish numbers in words."""

from __future__ import annotations

# "En" and "et" are left out: they are articles far more often than numbers.
NUMERALS = {
    "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10,
    "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16,
    "sytten": 17, "atten": 18, "nitten": 19, "tyve": 20, "tredive": 30, "fyrre": 40,
    "halvtreds": 50, "tres": 60, "halvfjerds": 70, "firs": 80, "halvfems": 90,
}  # fmt: skip
ORDINALS = {"første": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4, "femte": 5}
_ONE = ("én", "ét")
_MOST = 10
_WORDS = {0: "nul", 1: "en", **{number: word for word, number in NUMERALS.items()}}


def number_word(number: int, *, neuter: bool = False) -> str:
    """Return a number as a word up to ten, and in digits above.

    >>> number_word(7), number_word(1, neuter=True), number_word(11)
    ('syv', 'et', '11')
    """
    if neuter and number == 1:
        return "et"
    return _WORDS[number] if 0 <= number <= _MOST else str(number)


def in_digits(printed: str) -> str:
    """Return a printed number in digits, a word that is none as it was.

    >>> in_digits("tolv"), in_digits("Ét"), in_digits("1.200"), in_digits("1,5"), in_digits("flere")
    ('12', '1', '1200', '1,5', 'flere')
    """
    word = printed.lower()
    if word in _ONE:
        return "1"
    return str(NUMERALS[word]) if word in NUMERALS else printed.replace(".", "")
