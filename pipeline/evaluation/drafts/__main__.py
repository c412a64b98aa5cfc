"""Until `referat evaluate --drafts` stands: python -m pipeline.evaluation.drafts [SPLIT ...]."""

import sys

from pipeline.corpus import read_corpus
from pipeline.evaluation.drafts.cases import corpus_cases
from pipeline.evaluation.drafts.measures import BY_NAME, met
from pipeline.evaluation.drafts.run import evaluate_drafts
from pipeline.evaluation.drafts.whole import vocabulary_of

corpus = read_corpus()
run = evaluate_drafts(corpus_cases(corpus, sys.argv[1:] or ["train", "dev"]), vocabulary_of(corpus))
for part in run.parts:
    columns = [writer for one, writer in run.figures if one == part]
    print(f"{part:<16}" + "".join(f"{name:>9}" for name in columns) + "   target")
    for name, measure in BY_NAME.items():
        cells = [run.figures[part, writer].get(name) for writer in columns]
        row = "".join(
            f"{'' if c is None else format(c.value, f'.{measure.digits}f'):>8}"
            f"{'' if c is None or met(measure, c.value) is not False else '*':1}"
            for c in cells
        )
        print(
            f"{name:<16}{row}   {'' if measure.target is None else measure.side[3:] + ' ' + str(measure.target)}"
        )
    print()
