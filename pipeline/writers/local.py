"""A language model in a local folder, run by transformers: ``--writer transformers``.

A seq2seq model reads prompt and answers; an instruct model gets them through its chat template.
Nothing is fetched: weights are safetensors in the folder, and code in it is never run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import ModelError, WriterError
from pipeline.labelling.pretrained import SAFE, loading, need_torch, quiet
from pipeline.writers.prompt import Prompt

NAME = "transformers"
MOST_TOKENS = 800
_READ = (".safetensors", ".json", ".jinja", ".txt", ".model")


@dataclass(frozen=True, slots=True)
class LocalWriter:
    """A loaded model with its tokenizer. ``longest`` is how many tokens it takes, if limited."""

    model: str
    sha256: str
    loaded: Any = field(repr=False)
    tokenizer: Any = field(repr=False)
    seq2seq: bool
    longest: int | None
    most_tokens: int = MOST_TOKENS
    name: str = NAME

    def write(self, prompt: Prompt) -> str:
        """Let the model answer, always the same to the same prompt.

        Raises:
            WriterError: The prompt is too long for it, or it fails.
        """
        import torch

        tokens = self._tokens(prompt).to(self.loaded.device)
        asked = tokens["input_ids"].shape[1]
        room = self.most_tokens
        if self.longest is not None:
            room = min(room, self.longest - (0 if self.seq2seq else asked))
        if room < 1 or (self.longest is not None and asked > self.longest):
            what = f"takes {self.longest} tokens, too few for an item"
            raise WriterError(what, where=self.model, now="take a model with a longer context")
        try:
            with torch.inference_mode(), quiet():
                made = self.loaded.generate(
                    **tokens,
                    max_new_tokens=room,
                    do_sample=False,
                    num_beams=1,
                    pad_token_id=_padding(self.tokenizer),
                )
        except Exception as error:  # models raise what they like
            what = f"failed while writing ({type(error).__name__})"
            raise WriterError(what, where=self.model, now="take another model") from error
        new = made[0] if self.seq2seq else made[0, asked:]
        return str(self.tokenizer.decode(new, skip_special_tokens=True))

    def _tokens(self, prompt: Prompt) -> Any:
        if self.seq2seq or not self.tokenizer.chat_template:
            return self.tokenizer(f"{prompt.system}\n\n{prompt.user}\n", return_tensors="pt")
        from jinja2 import TemplateError

        def chat(*messages: tuple[str, str]) -> Any:
            return self.tokenizer.apply_chat_template(
                [{"role": role, "content": content} for role, content in messages],
                add_generation_prompt=True,
                return_dict=True,
                return_tensors="pt",
            )

        try:
            return chat(("system", prompt.system), ("user", prompt.user))
        except TemplateError:  # some templates know no system
            return chat(("user", f"{prompt.system}\n\n{prompt.user}"))


def load_local(folder: Path, *, most_tokens: int = MOST_TOKENS) -> LocalWriter:
    """Load the model in *folder*.

    Args:
        folder: What ``save_pretrained`` wrote: configuration, safetensors, tokenizer.
        most_tokens: How long an answer may be.

    Raises:
        ModelError: torch is missing, or the folder holds no such model.
    """
    where = str(folder)
    if not (folder / "config.json").is_file() or not any(folder.glob("*.safetensors")):
        now = "name a folder with config.json, a tokenizer and safetensors"
        raise ModelError("holds no transformers model", where=where, now=now)
    need_torch(where)
    import torch
    from transformers import (
        AutoConfig,
        AutoModelForCausalLM,
        AutoModelForSeq2SeqLM,
        AutoTokenizer,
    )

    with loading(where):
        config: Any = AutoConfig.from_pretrained(folder, **SAFE)
        seq2seq = bool(config.is_encoder_decoder)
        kind: Any = AutoModelForSeq2SeqLM if seq2seq else AutoModelForCausalLM
        tokenizer: Any = AutoTokenizer.from_pretrained(folder, **SAFE)
        model: Any = kind.from_pretrained(folder, use_safetensors=True, dtype="auto", **SAFE)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    return LocalWriter(
        model=folder.resolve().name,
        sha256=hash_model(folder),
        loaded=model.to(device).eval(),
        tokenizer=tokenizer,
        seq2seq=seq2seq,
        longest=getattr(config, "max_position_embeddings", None),
        most_tokens=most_tokens,
    )


def hash_model(folder: Path) -> str:
    """Return one SHA-256 for all files of a model that are read, names included."""
    whole = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in _READ and path.is_file():
            with path.open("rb") as file:
                checksum = hashlib.file_digest(file, "sha256").hexdigest()
            whole.update(f"{path.name} {checksum}\n".encode())
    return whole.hexdigest()


def _padding(tokenizer: Any) -> int | None:
    ids: tuple[int | None, ...] = (tokenizer.pad_token_id, tokenizer.eos_token_id)
    return next((one for one in ids if one is not None), None)
