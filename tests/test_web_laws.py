"""Whatever forms are sent to a draft, in whatever order: no crash, nothing lost, all escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

pytest.importorskip("fastapi", reason="the page is not installed: pip install 'referat[web]'")

from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from visiting import Person, serving, settings

from pipeline.labels import Decision, Topic
from pipeline.web.changes import OPERATIONS

pytestmark = pytest.mark.slow
WRITTEN = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            "Sagen er godkendt.",
            "<b>&amp;</b>",
            "»Ja«\u200b\u202e",
            "x" * 3000,
            "Den 5. juni 2025.",
        ]
    ),
)
# Places are chosen by their number on the page, so that every example fits every draft.
EDIT = st.fixed_dictionaries(
    {"op": st.sampled_from([*OPERATIONS, "undo", "fly"]), "place": st.integers(0, 60)},
    optional={
        "text": WRITTEN,
        "to": st.sampled_from(["0", "1", "2", "99", "-1", "x"]),
        "audience": st.sampled_from(["internal", "leaders", "external", "x"]),
        "length": st.sampled_from(["short", "normal", "long"]),
    },
)
LABEL = st.fixed_dictionaries(
    {
        "item": st.sampled_from(["0", "3", "5", "6", "x"]),
        "field": st.sampled_from(["decision", "topic", "x"]),
        "value": st.lists(st.sampled_from([*Decision, *Topic, "x"]), min_size=1, max_size=3),
    }
)


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with serving(settings(tmp_path_factory.mktemp("laws"))) as someone:
        yield someone


def sentences(page: str) -> list[str]:
    return re.findall(r'id="w-[a-z0-9-]+"[^>]*>(.*?)</span>', page)


@given(st.lists(st.one_of(EDIT, LABEL), min_size=1, max_size=8))
@examples(max_examples=12, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_no_row_of_forms_breaks_a_draft(person: Person, forms: list[dict[str, object]]) -> None:
    draft = person.keep()
    page = person.see(f"/drafts/{draft}").text
    first = sentences(page)
    for form in forms:
        before = person.version
        if "op" in form:
            keys = re.findall(r'id="[wp]-([a-z0-9-]+)"', page)
            place = form["place"]
            assert isinstance(place, int)
            fields = {name: value for name, value in form.items() if name != "place"}
            # An item that was left out is added by its number.
            key = str(place % 7) if form["op"] == "add" else keys[place % len(keys)]
            answer = person.send(f"/drafts/{draft}/edit", key=key, **fields)
        else:
            answer = person.send(f"/drafts/{draft}/label", **form)
        assert answer.status_code in (200, 400, 409, 422), (form, answer.text)
        assert person.version == before + (answer.status_code == 200), form
        assert "<b>" not in answer.text
    page = person.see(f"/drafts/{draft}")
    assert page.status_code == 200
    assert f'data-version="{person.version}"' in page.text
    for path in ("history", "audit.json", *(f"export/{form}" for form in ("html", "docx", "json"))):
        assert person.see(f"/drafts/{draft}/{path}").status_code == 200, path
    while person.edit(draft, "undo").status_code == 200:
        pass
    assert sentences(person.see(f"/drafts/{draft}").text) == first
