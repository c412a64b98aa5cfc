"""Laws of Danish that every verb of the table keeps, whatever verb a row adds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.danish.verbs import (
    Verb,
    has_finite,
    is_finite,
    main_clause,
    verb_of_infinitive,
    verb_of_participle,
    verb_of_passive,
    verb_of_past,
    verb_of_present,
)
from pipeline.lexicon import load_lexicon

ROWS = load_lexicon("verbs")["verb"]
VERBS = tuple(verb for row in ROWS if (verb := verb_of_infinitive(row["infinitive"])) is not None)
VOWELS = "aeiouyæøå"
verbs = st.sampled_from(VERBS)


@given(verbs)
def test_the_present_is_the_base_and_r(verb: Verb) -> None:
    assert verb.present.endswith("r")
    base = verb.present.removesuffix("r")
    forms = (base, f"{base}e", base.removesuffix("e"), f"{verb.present}e")  # gør, gøre
    assert verb.particle or verb.infinitive in forms


@given(verbs)
def test_the_past_is_no_passive_and_no_present(verb: Verb) -> None:
    assert not re.search(r"(?:ede|te|de)s$", verb.past)
    assert verb.past not in (verb.infinitive, verb.present)


@given(verbs)
def test_the_participle_ends_in_t(verb: Verb) -> None:
    assert verb.participle.endswith("t")
    assert not verb.participle.endswith("tt")


@given(verbs)
def test_no_form_doubles_a_consonant_before_the_ending(verb: Verb) -> None:
    for form in (verb.past, verb.participle):
        assert not re.search(rf"([^{VOWELS}])\1(?:te|t)$", form), form


@given(verbs)
def test_each_form_leads_back_to_its_verb(verb: Verb) -> None:
    assert verb_of_passive(verb.passive) == verb
    if not verb.particle:
        for find, form in (
            (verb_of_present, verb.present),
            (verb_of_past, verb.past),
            (verb_of_participle, verb.participle),
        ):
            found = find(form)
            assert found is not None
            assert form in (found.present, found.past, found.participle)


@given(verbs, st.sampled_from(["ikke", "også", "kun"]))
def test_ikke_goes_before_the_verb_of_a_clause_and_after_that_of_a_sentence(
    verb: Verb, adverb: str
) -> None:
    clause = f"planen {adverb} {verb.passive} i maj"
    assert main_clause(clause) == f"planen {verb.passive} {adverb} i maj"
    assert sorted(main_clause(clause).split()) == sorted(clause.split())


@given(verbs)
def test_a_passive_makes_a_sentence(verb: Verb) -> None:
    assert is_finite(verb.passive)
    assert has_finite(f"Sagen {verb.passive} i maj.")


@given(verbs)
def test_a_separable_verb_says_its_particle_after_the_object(verb: Verb) -> None:
    if verb.particle:
        assert not verb.past.endswith(verb.particle)
        assert not verb.infinitive.endswith(verb.particle)
        assert verb.particle.isalpha() or verb.particle == "i gang"
