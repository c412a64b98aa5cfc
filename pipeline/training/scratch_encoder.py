"""A small BERT that has read nothing yet: what an encoder is worth without pretraining.

It is written as a folder like any pretrained model's, and goes the same way from there. So
training an encoder needs no download, the tests train what a user trains, and the figures show
what pretraining is for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_LONGEST = 12  # letters of a piece
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
        knobs: ``vocabulary`` (pieces beside letters), ``hidden`` (numbers to a piece), ``layers``,
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
        initializer_range=hidden**-0.5,  # BERT's own 0.02 is for width 768, and a small one stalls
    )
    BertModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def word_pieces(words: Mapping[str, int], size: int) -> list[str]:
    """Return the pieces that spell most of the given words in the fewest pieces, roughly.

    These are all letters, then what saves most letters by how often it comes. A piece within a
    word begins with "##". The trainers of ``tokenizers`` break ties by chance, so that the same
    texts would make another model each time.

    Args:
        words: Words and how often each comes.
        size: How many pieces, at most, beyond the letters.

    >>> word_pieces({"sti": 3, "vej": 1}, 2)
    ['##e', '##i', '##j', '##t', 's', 'v', 'sti', '##ti']
    """
    letters: set[str] = set()
    saved: Counter[str] = Counter()
    for word, count in words.items():
        for start in range(len(word)):
            sign = "##" if start else ""
            letters.add(sign + word[start])
            for end in range(start + 2, min(start + _LONGEST, len(word)) + 1):
                saved[sign + word[start:end]] += count * (end - start - 1)
    best = sorted(saved, key=lambda piece: (-saved[piece], piece))
    return [*sorted(letters), *best[:size]]


def _wordpieces(texts: Sequence[str], size: int) -> Any:
    """Return a tokenizer that keeps æ, ø and å what they are."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    split = pre_tokenizers.BertPreTokenizer()
    words = Counter(
        word for text in texts for word, _ in split.pre_tokenize_str(normalizer.normalize_str(text))
    )
    pieces = [*_SPECIAL.values(), *word_pieces(words, size)]
    known = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(known, unk_token=_SPECIAL["unk_token"]))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = split
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        special_tokens=[(name, known[name]) for name in ("[CLS]", "[SEP]")],
    )
    return tokenizer
