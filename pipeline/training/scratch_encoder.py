"""A small BERT that has read nothing yet: what an encoder is worth without pretraining.

It is written as a folder like any pretrained model's, and goes the same way from there. So
training an encoder needs no download, the tests train what a user trains, and the figures show
what pretraining is for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_SPECIAL = {
    "pad_token": "[PAD]",
    "unk_token": "[UNK]",
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
    "mask_token": "[MASK]",
}


def write_scratch_encoder(texts: Sequence[str], knobs: Mapping[str, Any], folder: Path) -> None:
    """Write a BERT with random weights, and a WordPiece vocabulary learned from *texts*.

    Args:
        texts: What the vocabulary is learned from.
        knobs: ``vocabulary`` (pieces at most), ``hidden`` (numbers to a piece), ``layers``,
            ``heads`` and ``longest`` (tokens of a text).
        folder: Where it goes.
    """
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    make: Any = PreTrainedTokenizerFast  # has no types
    tokenizer = make(tokenizer_object=_wordpieces(texts, int(knobs["vocabulary"])), **_SPECIAL)
    hidden = int(knobs["hidden"])
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=hidden,
        num_hidden_layers=int(knobs["layers"]),
        num_attention_heads=int(knobs["heads"]),
        intermediate_size=4 * hidden,
        max_position_embeddings=int(knobs["longest"]),
        pad_token_id=tokenizer.pad_token_id,
    )
    BertModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def _wordpieces(texts: Sequence[str], size: int) -> Any:
    """Return a tokenizer that keeps æ, ø and å what they are."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

    tokenizer = Tokenizer(models.WordPiece(unk_token=_SPECIAL["unk_token"]))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = list(_SPECIAL.values())
    tokenizer.train_from_iterator(
        texts,
        trainers.WordPieceTrainer(vocab_size=size, special_tokens=special, show_progress=False),
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        special_tokens=[(name, tokenizer.token_to_id(name)) for name in ("[CLS]", "[SEP]")],
    )
    return tokenizer
