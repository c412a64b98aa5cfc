"""What a case prints of an option, said in sentences: a line of a list, a sum without its verb."""

from __future__ import annotations

import re

from pipeline.danish.clauses import stop
from pipeline.danish.nouns import definite, opens_with_place, stands_within, upper_first
from pipeline.danish.sentences import split_sentences
from pipeline.danish.verbs import has_finite, is_finite, verb_of_imperative
from pipeline.drafting.decision.options import Option
from pipeline.drafting.decision.stands import is_sentence


def sentences_of_line(option: Option, printed: str, text: str = "") -> list[str]:
    """Return the sentences of a line of a list, the first one with its option as the subject.

    *text* is that of the minutes, which tells names from nouns.

    >>> sentences_of_line(Option("model", "A"), "Fire bump på vejen. Anlægsudgift 620.000 kr.")
    ['Model A omfatter fire bump på vejen.', 'Anlægsudgiften er 620.000 kr.']
    >>> sentences_of_line(Option("forslag", "d"), "Lyset på pladsen slukkes kl. 22.")
    ['Forslag d går ud på, at lyset på pladsen slukkes kl. 22.']
    """
    printed = re.sub(r"\s+", " ", printed).strip()
    told: list[str] = []
    if _AS_ANOTHER.match(printed) or is_finite(printed.partition(" ")[0]):
        # "Som 1), men med ny bil": what that is, has to be said elsewhere.
        return []
    for one in (span.of(printed) for span in split_sentences(printed)):
        told += (
            [_of_it(option, as_sentence(one))] if told else with_subject(option.known, one, text)
        )
    return told


def _of_it(option: Option, text: str) -> str:
    """Name the option in a sentence of its line that lacks its subject.

    >>> _of_it(Option("model", "B"), "Kan begynde i maj."), _of_it(Option("model", "B"), "9 kr.")
    ('Model B kan begynde i maj.', 'Model B er på 9 kr.')
    """
    if _VERB_FIRST.match(text):
        return f"{option.known} {text[:1].lower()}{text[1:]}"
    if _SUM_FIRST.fullmatch(text):
        return f"{option.known} er på {text}"
    return f"{option.known} er {text[:1].lower()}{text[1:]}" if _READY.match(text) else text


_VERB_FIRST = re.compile(r"(?:Kan|Skal|Vil|Kræver|Koster|Giver|Træder|Gælder|Begynder|Starter) \w")
_READY = re.compile(r"(?:Klar|Færdig|Udgiftsneutral|Budgetneutral)\b(?= (?:i|til|den|fra)\b|\.?$)")


def with_subject(what: str, rest: str, text: str = "") -> list[str]:
    """Return the sentence with an option as the subject, of what stands behind its name.

    >>> with_subject("Model 2", "Et korps på seks, der dækker byen")
    ['Model 2 omfatter et korps på seks, der dækker byen.']
    >>> with_subject("Model 2", "Ture, der ikke er bestilt, køres om aftenen")
    ['Model 2 går ud på, at ture, der ikke er bestilt, køres om aftenen.']
    >>> with_subject("Mulighed B", "Fortsæt med 45 pladser året ud")
    ['Mulighed B er at fortsætte med 45 pladser året ud.']
    >>> with_subject("Bud 2", "Blankt A/S, 295.000 kr.")
    ['Bud 2 fra Blankt A/S er på 295.000 kr.']
    >>> with_subject("Tilbud A", "5,9 mio. kr. om året, rengøring fem dage")
    ['Tilbud A er på 5,9 mio. kr. om året og omfatter rengøring fem dage.']
    >>> with_subject("Model 1", "forlængelse i 12 måneder: 18,3 mio. kr. om året.")
    ['Model 1 omfatter forlængelse i 12 måneder til 18,3 mio. kr. om året.']
    >>> with_subject("Placering A", "Ved Kærvej"), with_subject("Model A", "Ved Kærvej")
    (['Placering A ligger ved Kærvej.'], [])
    >>> with_subject("Placering 1", "Den gamle post"), with_subject("Model 1", "Ét år: nye skilte")
    (['Placering 1 er den gamle post.'], ['Model 1 omfatter ét år: nye skilte.'])
    >>> with_subject("Mulighed 1", "Nyt slidlag og hævede flader ved skolen")
    ['Mulighed 1 omfatter nyt slidlag og hævede flader ved skolen.']
    """
    rest, saves, saved = rest.strip(" ;,").partition(", besparelse ")
    if saves:
        return [*with_subject(what, rest, text), stop(f"Besparelsen er {saved}")]
    set_form = _bid_or_call(what, rest)
    if set_form:
        return [set_form]
    first = rest.partition(" ")[0].strip(",.")
    is_name = stands_within(first, text)
    is_name = is_name or opens_with_place(rest)
    lowered = rest[:1].lower() + rest[1:] if rest[1:2].islower() and not is_name else rest
    if _WHERE.match(rest):
        return [stop(f"{what} ligger {lowered}")] if _PLACED.match(what) else []
    if " " not in rest.rstrip(".") and not _NOUN.search(rest):
        # "Målrettet.": what that is, the next sentence has to say.
        return []
    # A clause that hangs on a noun is no sentence: "et korps, der dækker byen".
    main = _ATTRIBUTES.sub(" ", _HANGS_ON.split(rest, maxsplit=1)[0])
    goes_on = _BEHIND_CLAUSE.match(rest[len(main) :])
    whole = goes_on and (is_finite(goes_on["verb"]) or goes_on["verb"].endswith("es"))
    if not (whole or has_finite(main) or is_sentence(main) or _PASSIVE.search(main)):
        return [stop(f"{what} {'er' if _PLACED.match(what) else 'omfatter'} {lowered}")]
    return [stop(f"{what} går ud på, at {_hung(lowered)}")]


def _hung(clause: str) -> str:
    """Return a main clause in the order of one that hangs on "at".

    >>> _hung("klubben betaler ikke leje, og den rydder selv op")
    'klubben ikke betaler leje, og den selv rydder op'
    """
    return _ADVERB.sub(
        lambda one: f"{one['adverb']} {one['verb']}" if is_finite(one["verb"]) else one.group(),
        clause,
    )


def _bid_or_call(what: str, rest: str) -> str | None:
    """Return the sentence of a bid with its sum, or of what an option calls for: "Stop nu"."""
    bidder = _BIDDER.fullmatch(rest) if what.startswith(("Bud ", "Tilbud ")) else None
    if bidder:
        return f"{what} fra {bidder['who']} er på {bidder['sum']}"
    priced = _SUM_FIRST.fullmatch(rest)
    if priced:
        more = priced["more"] or ""
        if has_finite(more):
            return None
        of = f" og omfatter {more[:1].lower()}{more[1:]}" if more else ""
        return stop(f"{what} er på {priced['sum']}{of}")
    then = _THEN_SUM.fullmatch(rest)
    if then and not has_finite(then["what"]):
        return stop(
            f"{what} omfatter {then['what'][:1].lower()}{then['what'][1:]} til {then['sum']}"
        )
    called = _AS_CALL.match(rest)
    verb = verb_of_imperative(called["verb"]) if called else None
    return (
        stop(f"{what} er at {verb.infinitive} {rest[called.end() :]}") if called and verb else None
    )


def as_sentence(text: str) -> str:
    """Give the verb to a price that stands without one.

    >>> as_sentence("Årlig udgift 3 mio. kr."), as_sentence("Pris: 400 kr.")
    ('Den årlige udgift er 3 mio. kr.', 'Prisen er 400 kr.')
    >>> as_sentence("Anlæg 22 mio. kr.")
    'Anlægsudgiften er 22 mio. kr.'
    >>> as_sentence("Årlig leje 9.000 kr. samt engangsudgift til skabe 400 kr.")
    'Den årlige leje er 9.000 kr., og dertil kommer en engangsudgift til skabe på 400 kr.'
    """
    match = _SUM_ALONE.match(re.sub(r"^Anlæg(?=:? \d)", "Anlægsudgift", text))
    if match is None:
        return text
    total = _BESIDES.sub(r", og dertil kommer \1", match["sum"])
    total = _ONCE.sub(r", og dertil kommer en \1 på ", total)
    if match["adj"]:
        adjective = match["adj"].lower()
        adjective = f"{adjective[:-2]}ede" if adjective.endswith("et") else f"{adjective}e"
        return f"Den {adjective} {match['noun']} er {total}"
    known = definite(match["noun"].lower())
    return f"{upper_first(known)} er {total}" if known else text


# "Bud 2: Blankt A/S, 295.000 kr."
_BIDDER = re.compile(
    r"(?P<who>[A-ZÆØÅ][^.,:;\d]*?(?:\b[A-ZÆØÅ]\. [^.,:;\d]*?)?), "
    r"(?P<sum>\d[\d.,]* (?:mio\. )?kr\.(?: over [\wæøå]+ år)?)(?: om året)?\.?"
)
# "Tilbud A: 5,9 mio. kr. om året, rengøring fem dage"
_SUM_FIRST = re.compile(
    r"(?P<sum>\d[\d.,]* (?:mio\. )?kr\.(?: (?:om året|årligt|pr\. år|én gang|i [a-zæøå]+))?)"
    r"(?:(?:,| for) (?P<more>[^;]+?)|(?: og \d[^,;]*)?)\.?"
)
# "Model 1 - forlængelse i 12 måneder: 18,3 mio. kr. om året"
_THEN_SUM = re.compile(
    r"(?P<what>[^:;.]{5,80}): (?:pris )?"
    r"(?P<sum>(?:anslået |ca\. |cirka )?\d[\d.,-]* (?:mio\. )?kr\.(?: (?:om året|årligt))?)\.?"
)
# Imperatives that are no nouns, as "forsøg" is.
_AS_CALL = re.compile(
    r"(?P<verb>Afskaf|Afvent|Ansæt|Behold|Bevar|Byg|Etabler|Flyt|Fortsæt|Gennemfør|Giv|Hjemtag|Hold|"
    r"Hæv|Indfør|Lad|Luk|Nedlæg|Opret|Opsig|Saml|Spar|Stop|Sælg|Sænk|Støt|Udbyd|Udskyd|Udvid|"
    r"Undlad) (?!og )"
)
_WHERE = re.compile(r"(?:ved|på|i|langs|bag|mellem|nord|syd|øst|vest|ud for)\b", re.IGNORECASE)
_PLACED = re.compile(r"(?:Placering|Beliggenhed|Lokation|Grund) ")
_HANGS_ON = re.compile(r",? (?:der|som|hvor) ")
# "nyt slidlag og hævede flader": behind "og" a participle before its noun is no verb.
_ATTRIBUTES = re.compile(r" (?:og|samt) [a-zæøå]+ede (?=[a-zæøå]+er\b)")
# "Ture, der ikke er bestilt, køres om aftenen": the main verb comes behind the clause.
_BEHIND_CLAUSE = re.compile(r",? (?:der|som|hvor) [^,]+, (?P<verb>[a-zæøå]+)\b")
_AS_ANOTHER = re.compile(r"(?:[Ss]om|[Ss]amme som|[Ll]igesom|[Ss]amme,|[Uu]ændret)\b")
# "Lyset på pladsen slukkes kl. 22."
_PASSIVE = re.compile(r"(?:en|et|ne|er) [a-zæøå]{3,}(?<!ern)(?<!en)es (?:kl|fra|i|på|til|med|af)\b")
_NOUN = re.compile(r"(?:ing|else|tion|hed|skab|tur)\.?$")
_ADVERB = re.compile(
    r"\b(?P<verb>[a-zæøå]+) (?P<adverb>ikke|kun|også|først|dog|fortsat|stadig|altid|aldrig|selv)\b"
)
_BESIDES = re.compile(r" (?:samt|og|plus) ((?:en|et) [a-zæøå]+ på )")
_ONCE = re.compile(
    r" (?:samt|og|plus) (?:en )?((?:engangs|anlægs|drifts|flytte)?udgift(?: til [a-zæøå]+)?) (?=\d)"
)
_SUM_ALONE = re.compile(
    r"(?:(?P<adj>Årlig|Samlet|Forventet|Anslået) )?(?P<noun>[A-ZÆØÅa-zæøå]*(?:[Uu]dgift|[Pp]ris|"
    r"[Ee]ffekt|[Bb]esparelse|[Oo]mkostning|[Ll]eje))(?::| på)? (?P<sum>\d.*)$"
)
