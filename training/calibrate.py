"""Fits the confidence of statements (FORMAT.md, section 4) on texts that no weight was trained on: calibrate.py.

Reads the pair dumps of PolNeAR dev and of the held articles; a statement counts as right when the scorer pairs it
with a core gold statement (content IoU at least 0.5). Prints how far confidence is off, cross-validated by document.
"""

import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

import corpus
from corpus import WORK

sys.path.insert(0, str(corpus.SHARED / "eval"))
from score import ROLES, WORD, iou, without_that, word_set  # noqa: E402


def verdicts(gold, found):
    """1, 0 or None (neither rewarded nor punished) for every statement found."""
    words = [(m.start(), m.end(), m.group().casefold()) for m in WORD.finditer(gold["text"])]
    sets = lambda s: {role: word_set(words, without_that(words, s.get(role)) if role == "content" else s.get(role)) for role in ROLES}
    golds = [(s.get("tier") or "core", sets(s)) for s in gold["statements"] if s.get("content")]
    mine = [sets(s) for s in found]
    candidates = []
    for i, (_, g) in enumerate(golds):
        for j, m in enumerate(mine):
            value = iou(g["content"], m["content"])
            if value >= 0.5:
                candidates.append((value + 0.3 * iou(g["cue"], m["cue"]), i, j))
    used, result = set(), [0] * len(found)
    taken = set()
    for _, i, j in sorted(candidates, reverse=True):
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            result[j] = {"core": 1, "excluded": 0}.get(golds[i][0])
    optional = word_set(words, gold.get("optional"))
    for j, m in enumerate(mine):
        if result[j] == 0 and m["content"] and len(m["content"] & optional) >= 0.5 * len(m["content"]):
            result[j] = None
    return result


def material():
    rows, labels, groups = [], [], []
    for set_, keep in (("dev", lambda id: True), ("diplomacy", corpus.is_held)):
        golds = {gold["id"]: gold for gold in corpus.read_lines(WORK / f"{set_}.jsonl")}
        with open(WORK / f"{set_}.pairs.jsonl", encoding="utf-8") as file:
            names = json.loads(next(file))["confidence_features"]
            for document in map(json.loads, file):
                if keep(document["id"]):
                    for statement, verdict in zip(document["statements"], verdicts(golds[document["id"]], document["statements"])):
                        if verdict is not None:
                            rows.append(statement["features"])
                            labels.append(verdict)
                            groups.append(corpus.fnv1a(document["id"]) % 5)
    return names, np.array(rows), np.array(labels), np.array(groups)


def error(probability, labels, n_bins=10):
    """Expected calibration error over bins of equal size."""
    order = np.argsort(probability)
    parts = np.array_split(order, n_bins)
    return sum(len(p) * abs(probability[p].mean() - labels[p].mean()) for p in parts) / len(labels), [
        (round(float(probability[p].mean()), 2), round(float(labels[p].mean()), 2)) for p in parts]


def main():
    names, rows, labels, groups = material()
    fit = lambda chosen: LogisticRegression(C=3.0, max_iter=2000).fit(rows[chosen], labels[chosen])
    crossed = np.zeros(len(labels))
    for group in range(5):
        crossed[groups == group] = fit(groups != group).predict_proba(rows[groups == group])[:, 1]
    off, bins = error(crossed, labels)
    print(f"{len(labels)} statements, {labels.mean():.3f} right; expected calibration error {100 * off:.1f}; {bins}")
    model = fit(np.ones(len(labels), bool))
    header = {"features": names, "weights": [round(float(w), 5) for w in model.coef_[0]], "bias": round(float(model.intercept_[0]), 5)}
    (WORK / "calibration.json").write_text(json.dumps({"header": header, "tensors": {}}))


if __name__ == "__main__":
    main()
