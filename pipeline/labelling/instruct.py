"""A local instruct model that is asked for labels, with a few examples or none.

What it is asked stands in ``prompts/``, with the definitions of ``pipeline.labels``. Its answer
counts where it is made of names of labels; any other answer is no answer. The score is how likely
the model found the words of its answer (the geometric mean over tokens), which tells sure from
unsure but is not calibrated: it is never how often such an answer is right.

The folder holds ``instruct.json``: the prompt, the examples, and the name and checksums of the
model, which stays where it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import ModelError
from pipeline.labelling.decision_terms import asked_clauses
from pipeline.labelling.item_text import ItemText
from pipeline.labelling.pretrained import SAFE, find_pretrained, loading, need_torch, quiet
from pipeline.labelling.saved import VALUES, Card, Task
from pipeline.labelling.topic_features import PROPOSAL
from pipeline.labels import Decision
from pipeline.records import Label, Span

FILE = "instruct.json"
READ = 1000  # characters of the proposal
_WEIGHTS = (".safetensors", ".json", ".jinja", ".txt", ".model")
_DONT_KNOW = "Ved ikke"
_PIECES = re.compile(r"[;\n]")
_EDGES = " \t.\"'«»*-•:"

Message = dict[str, str]
# A chat in, the words of the answer and how likely they are out.
Chat = Callable[[Sequence[Message]], tuple[str, float]]


class Shot(NamedTuple):
    """An item and the ids of its labels, shown as an example."""

    text: str
    labels: tuple[str, ...]


class Asking(NamedTuple):
    """What an instruct model is asked: the instruction and examples, for one task."""

    task: Task
    instruction: str
    shots: tuple[Shot, ...]


class InstructClassifier:
    """A chat as a classifier; it abstains where the answer names no label.

    >>> asking = Asking("topic", instruction_of("topic"), ())
    >>> ask = InstructClassifier(asking, lambda messages: ("Biler og kørsel.", 0.7))
    >>> ((label,),) = ask([ItemText.of_title("Tre varevogne")])
    >>> label.value.value, label.score, label.by
    ('fleet', 0.7, 'model')
    """

    def __init__(self, asking: Asking, chat: Chat, *, explain: bool = True) -> None:
        self._asking = asking
        self._chat = chat
        self._explain = explain

    def __call__(self, items: Sequence[ItemText]) -> list[tuple[Label[Any], ...] | None]:
        """Return each item's labels in the order of the answer, or None."""
        return [self._label(one) for one in items]

    def _label(self, one: ItemText) -> tuple[Label[Any], ...] | None:
        text = item_prompt(one, self._asking.task)
        if not text:
            return None
        answer, score = self._chat(messages_of(self._asking, text))
        named = parse_answer(answer, self._asking.task)
        spans = _read(one, self._asking.task) if self._explain else ()
        values = VALUES[self._asking.task]
        return tuple(Label(values(name), score, "model", spans) for name in named) or None


def load_classifier(folder: Path, card: Card, *, explain: bool = True) -> InstructClassifier:
    """Return the classifier in a folder whose files have been checked.

    Raises:
        ModelError: torch is missing, ``instruct.json`` is damaged, or the model that it names is
            not there, not what it was, or no chat model.
    """
    where = str(folder / FILE)
    need_torch(where)
    try:
        values = json.loads((folder / FILE).read_bytes())
        shots = tuple(Shot(text, tuple(labels)) for text, labels in values["shots"])
        asking = Asking(card.task, str(values["instruction"]), shots)
        name, checksums = str(values["model"]), dict(values["checksums"])
        longest = int(values["max_tokens"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = "is no instruct model of this version"
        raise ModelError(what, where=where, now="train it again") from error
    place = find_pretrained(name)
    if checksums_of(place) != checksums:
        what = "is not the model that was named in training"
        raise ModelError(what, where=name, now="get that one again, or run: referat train")
    return InstructClassifier(asking, load_chat(place, longest), explain=explain)


def load_chat(folder: Path, longest: int) -> Chat:
    """Return a local model as a chat that answers in at most *longest* tokens, always the same.

    Raises:
        ModelError: The folder holds no model with safetensors and a chat template.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    with loading(str(folder)):
        tokenizer: Any = AutoTokenizer.from_pretrained(folder, **SAFE)
        model: Any = AutoModelForCausalLM.from_pretrained(
            folder, use_safetensors=True, dtype="auto", **SAFE
        )
    if not tokenizer.chat_template:
        what = "has no chat template"
        raise ModelError(what, where=str(folder), now="take an instruct model")
    model = model.to("cuda" if torch.cuda.is_available() else "cpu").eval()

    def chat(messages: Sequence[Message]) -> tuple[str, float]:
        tokens = tokenizer.apply_chat_template(
            list(messages), add_generation_prompt=True, return_dict=True, return_tensors="pt"
        ).to(model.device)
        with torch.inference_mode(), quiet():
            made = model.generate(
                **tokens,
                max_new_tokens=longest,
                do_sample=False,
                num_beams=1,
                pad_token_id=tokenizer.pad_token_id or tokenizer.eos_token_id,
                output_scores=True,
                return_dict_in_generate=True,
            )
            likely = model.compute_transition_scores(
                made.sequences, made.scores, normalize_logits=True
            )
        words = made.sequences[0, tokens["input_ids"].shape[1] :]
        return tokenizer.decode(words, skip_special_tokens=True), likely.mean().exp().item()

    return chat


def instruction_of(task: Task) -> str:
    """Return what a model is told before it is given an item.

    >>> print(instruction_of("topic").splitlines()[4])
    - Budget og økonomi: Budget, opfølgning, regnskab, bevillinger som sådan, lån, skat og besparelser.
    """  # noqa: E501 - the line is as long as the definition
    prompt = (files("pipeline.labelling.prompts") / f"{task}.txt").read_text("utf-8")
    lines = [f"- {one.danish}: {one.definition}" for one in _offered(task)]
    return prompt.replace("{labels}", "\n".join(lines)).strip()


def item_prompt(one: ItemText, task: Task) -> str:
    """Return an item as it is shown to a model; "" if there is nothing to read.

    >>> item_prompt(ItemText.of_title("Ny sti"), "topic")
    'Punkt: Ny sti'
    >>> item_prompt(ItemText.of_title("Ny sti"), "decision")
    ''
    """
    title = f"Punkt: {one.title}"
    if task == "decision":
        clauses = asked_clauses(one)
        heading = "Beslutning" if clauses and clauses[0].headed else "Slutningen af teksten"
        words = " ".join(asked.clause.text for asked in clauses)
        return f"{title}\n{heading}: {words}" if words.strip() else ""
    proposal = one.words(*PROPOSAL)[:READ].strip()
    return "\n".join(filter(None, (title, proposal))) if one.title else ""


def messages_of(asking: Asking, text: str) -> list[Message]:
    """Return the whole chat: the instruction, the examples with their answers, and the item.

    >>> shot = Shot("Punkt: Ny sti", ("roads_traffic",))
    >>> [one["role"] for one in messages_of(Asking("topic", "…", (shot,)), "Punkt: Nyt tag")]
    ['system', 'user', 'assistant', 'user']
    """
    messages = [{"role": "system", "content": asking.instruction}]
    for shot in asking.shots:
        messages.append({"role": "user", "content": shot.text})
        messages.append({"role": "assistant", "content": answer_of(shot.labels, asking.task)})
    return [*messages, {"role": "user", "content": text}]


def answer_of(labels: Sequence[str], task: Task) -> str:
    """Return the answer that names these labels; ``parse_answer`` reads it.

    >>> answer_of(["droeftet", "udsat"], "decision")
    'Drøftet; Udsat'
    """
    return "; ".join(VALUES[task](label).danish for label in labels) or _DONT_KNOW


def parse_answer(answer: str, task: Task) -> tuple[str, ...]:
    """Return the ids of the labels that an answer names, in its order; () if it names none.

    A name must stand by itself: "Ikke godkendt" and an answer in sentences name nothing.

    >>> parse_answer("Drøftet; taget til efterretning.", "decision")
    ('droeftet', 'taget_til_efterretning')
    >>> parse_answer("Sagen er nok ikke godkendt", "decision")
    ()
    """
    names = {name.lower(): one.value for one in _offered(task) for name in (one.danish, one.value)}
    found: list[str] = []
    for piece in _PIECES.split(answer):
        whole = piece.strip(_EDGES).lower()
        parts = [whole] if whole in names else [part.strip(_EDGES) for part in whole.split(",")]
        found += [names[part] for part in parts if part in names]
    return tuple(dict.fromkeys(found))


def checksums_of(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a pretrained model that is read."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in _WEIGHTS and path.is_file():
            with path.open("rb") as file:
                found[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def _offered(task: Task) -> list[Any]:
    return [one for one in VALUES[task] if one is not Decision.INGEN_BESLUTNING]


def _read(one: ItemText, task: Task) -> tuple[Span, ...]:
    """Return what the model was shown that a reader would check: no word of it by itself."""
    if task == "topic":
        return (one.title_span,)
    return tuple(asked.clause.span for asked in asked_clauses(one))
