"""Scores the statements in a pair dump of the engine: score_pairs.py SET [--held]. Prints the scorer's figures that concern the network."""

import json
import sys

import corpus
from corpus import WORK

sys.path.insert(0, str(corpus.SHARED / "eval"))
from score import Counter, report, score_document  # noqa: E402


def statements(set_):
    """Document id → statements as the scorer reads them."""
    with open(WORK / f"{set_}.pairs.jsonl", encoding="utf-8") as file:
        next(file)
        return {document["id"]: document["statements"] for document in map(json.loads, file)}


def figures(set_, keep=lambda id: True, least=0.0):
    """Statement, triple, exact F and precision, recall; recall by kind; span F."""
    predicted = statements(set_)
    counts = Counter()
    for gold in corpus.read_lines(WORK / f"{set_}.jsonl"):
        if keep(gold["id"]):
            found = [x for x in predicted.get(gold["id"], []) if x.get("confidence", 1) >= least]
            counts += score_document(gold, found, None)
    return report(counts)


def line(name, r):
    p = lambda x: f"{100 * x:.1f}"
    spans = " / ".join(p(r[f"span F {role}"]) for role in corpus.ROLES)
    st = r["statement P/R/F"]
    return (f"{name:10s} statement {p(st[2])} (P {p(st[0])} R {p(st[1])}) triple {p(r['triple F'])} exact {p(r['exact F'])} "
            f"spans {spans} recall d/m/i {' / '.join(map(p, r['recall direct/mixed/indirect']))}")


if __name__ == "__main__":
    for set_ in sys.argv[1:]:
        if set_ == "held":
            print(line("held", figures("diplomacy", corpus.is_held)))
        else:
            print(line(set_, figures(set_)))
