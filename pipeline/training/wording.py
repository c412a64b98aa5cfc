"""Learn the weights by which the splitter knows a decision that stands under no heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.corpus import Corpus, LabelledRow
from pipeline.corpus.folder import read_minutes
from pipeline.danish.sentences import split_sentences
from pipeline.danish.wording import BIAS, features_of
from pipeline.labels import SectionKind

_CASE = (
    SectionKind.SAGSFREMSTILLING, SectionKind.RESUME, SectionKind.OEKONOMI, SectionKind.TEKST,
    SectionKind.HOERING, SectionKind.KONSEKVENSER, SectionKind.INDSTILLING,
)  # fmt: skip
_SPLIT = "train"
# A feature of fewer sentences, or with less weight, is left out.
_FEWEST, _LEAST = 3, 0.15
_STRENGTH = 2.0
_HEADER = """# What the words of a sentence say for its being the beginning of a decision.
# Learned from the train split, not written: pipeline/training/wording.py; "" is the bias.

"""


def read_sentences(corpus: Corpus, split: str = _SPLIT) -> Iterator[tuple[str, bool]]:
    """Yield the sentences of a split's open items, and whether each begins a decision."""
    documents = {one.id: one for one in corpus.documents if one.split == split}
    texts: dict[str, str] = {}
    for row in corpus.rows:
        if not isinstance(row, LabelledRow) or (about := documents.get(row.document)) is None:
            continue
        if row.document not in texts:
            document = read_minutes(corpus.folder, about.id, sha256=about.sha256)
            texts[row.document] = document.text
        for part in row.sections:
            if part.span is None:
                continue
            words = " ".join(part.span.of(texts[row.document]).split())
            sentences = [span.of(words) for span in split_sentences(words)]
            if part.kind == SectionKind.BESLUTNING:
                absent = re.match(r"fravær|afbud", words, re.IGNORECASE) is not None
                yield from ((sentence, True) for sentence in sentences[absent:][:1])
            elif part.kind in _CASE:
                yield from ((sentence, False) for sentence in sentences)


def write_weights(corpus: Corpus, path: Path) -> None:
    """Write the lexicon ``wording.toml`` anew."""
    sentences, begins = zip(*read_sentences(corpus), strict=True)
    known = [set(features_of(sentence)) for sentence in sentences]
    write_table(learn_weights(known, begins, _STRENGTH), path, _HEADER)


def learn_weights(
    known: Sequence[Iterable[str]],
    told: Sequence[bool],
    strength: float,
    least: float = _LEAST,
) -> dict[str, float]:
    """Return the weights of a logistic regression by feature, the bias under "".

    Args:
        known: The features of each sentence.
        told: Whether each is one of the kind.
        strength: How far the weights may go: scikit-learn's ``C``.
        least: What weighs no more than this is left out.
    """
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = CountVectorizer(analyzer=sorted, min_df=_FEWEST, binary=True)
    counts = vectors.fit_transform(known)
    model = LogisticRegression(C=strength, max_iter=500).fit(counts, told)
    names = vectors.get_feature_names_out()
    pairs = sorted(zip(names, model.coef_[0], strict=True))
    kept = {str(name): round(float(weight), 2) for name, weight in pairs if abs(weight) > least}
    return {BIAS: round(float(model.intercept_[0]), 2), **kept}


def write_table(weights: dict[str, float], path: Path, header: str) -> None:
    """Write weights as a lexicon."""
    lines = [f'"{name}" = {weight}' for name, weight in weights.items()]
    path.write_text(f"{header}[weights]\n" + "\n".join(lines) + "\n", "utf-8")
