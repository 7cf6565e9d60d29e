"""Train the stance model: labels, polarity, intensity, negation and veil from the engine's own features.

    cargo build --release --example stance_features
    python training/stance.py cv       # five-fold cross-validation by article, nothing written
    python training/stance.py train    # fit on everything but the held articles, write models/stance.bin
    python training/stance.py held     # the same, and figures on the held articles and the seeds

Needs numpy, scipy and scikit-learn. Data: ../shared/corpora (DEMARCHE_SHARED overrides ../shared) and
data/articles, data/stance of the project. The model is multinomial logistic regression
on soft targets: a statement with other defensible labels gives them a quarter of its weight.
"""

import collections
import json
import math
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

SHARED = pathlib.Path(os.environ.get("DEMARCHE_SHARED", "../shared"))
CORPORA = SHARED / "corpora"
BINARY = os.environ.get("STANCE_FEATURES", "target/release/examples/stance_features")
LABELS = "THREATEN REJECT DEMAND COMMIT ACCUSE WARN DENY PROPOSE CONCERN APPROVE STATE".split()
POLARITIES = ["against", "neutral", "favor"]
DEFAULT_POLARITY = dict(COMMIT="favor", APPROVE="favor", PROPOSE="neutral", STATE="neutral")
N_SCORES = 19
MIN_COUNT = 2
MAX_FEATURES = 12000
STRENGTH = 8.0
# Factor on the label scores, as cross-validation finds it.
TEMPERATURE = 1.15
WEIGHTS = dict(diplomacy=1.0, articles=1.0, lines=0.7, polnear=1.0, more=0.8)


def is_held(doc):
    """Articles of the diplomacy corpus that its README sets aside."""
    match = re.match(r"w(\d)-(\d+)", doc)
    return bool(match) and int(match[2]) in ((5, 10, 15, 20) if int(match[1]) <= 2 else (5, 10))


def documents():
    """Every document with stance labels, as (source, document)."""
    for line in open(CORPORA / "diplomacy/gold.jsonl", encoding="utf-8"):
        document = json.loads(line)
        yield "held" if is_held(document["id"]) else "diplomacy", document
    yield from (("articles", document) for document in marked("data/articles"))
    yield from (("lines", document) for document in lines("data/stance/lines.tsv"))
    texts = {d["id"]: d for d in map(json.loads, open(CORPORA / "polnear/train.jsonl", encoding="utf-8"))}
    chosen = collections.defaultdict(list)
    for line in open(CORPORA / "stance/polnear_train_300.jsonl", encoding="utf-8"):
        statement = json.loads(line)
        chosen["polnear", statement["doc"]].append(statement)
    for line in open("data/stance/polnear.tsv", encoding="utf-8"):
        if line.startswith("#"):
            continue
        doc, ref, label, alt, polarity = (line.rstrip("\n").split("\t") + ["", ""])[:5]
        found = next(s for s in texts[doc]["statements"] if s["ref"] == ref)
        own = dict(label=label, alt=[alt] if alt else [], polarity=polarity or DEFAULT_POLARITY.get(label, "against"))
        chosen["more", doc].append(dict(found, **own))
    for (source, doc), statements in chosen.items():
        yield source, dict(id=doc, text=texts[doc]["text"], statements=statements)
    for line in open(CORPORA / "seeds/gold.jsonl", encoding="utf-8"):
        yield "seed", json.loads(line)


def marked(folder):
    """Articles in the mark-up of MARKUP.md, through the corpus's own converter."""
    if not any(pathlib.Path(folder).glob("*.txt")):
        return
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, "gold.jsonl")
        subprocess.run([sys.executable, str(CORPORA / "diplomacy/convert.py"), folder, out], check=True, stdout=subprocess.DEVNULL)
        yield from map(json.loads, open(out, encoding="utf-8"))


CODES = dict(zip("trdcawnpovs", LABELS))


def lines(path):
    """Single statements written for training; the file's head explains its codes."""
    for number, line in enumerate(open(path, encoding="utf-8")):
        if line.startswith("#") or not line.strip():
            continue
        code, sentence = line.rstrip("\n").split("\t")
        match = re.fullmatch(r"([a-z])([123])(?:/([a-z]+))?([+0-])?", code)
        label = CODES[match[1]]
        polarity = {"+": "favor", "0": "neutral", "-": "against"}.get(match[4]) or DEFAULT_POLARITY.get(label, "against")
        text, spans, opened = "", collections.defaultdict(list), []
        for character in sentence:
            if character in "{[<":
                opened.append(len(text))
            elif character in "}]>":
                spans[{"}": "content", "]": "cue", ">": "speaker"}[character]].append([opened.pop(), len(text)])
            else:
                text += character
        is_quoted = text[max(0, spans["content"][0][0] - 1)] == "“"
        kind = "direct" if is_quoted else "mixed" if "“" in text else "indirect"
        alt = [CODES[letter] for letter in match[3] or ""]
        statement = dict(spans, label=label, alt=alt, polarity=polarity, intensity=int(match[2]), kind=kind)
        yield dict(id=f"line-{number}", text=text, statements=[statement])


def examples():
    """Every labelled statement with its features."""
    pairs = list(documents())
    asked = "".join(json.dumps(document) + "\n" for _, document in pairs)
    told = subprocess.run([BINARY], input=asked, capture_output=True, text=True, check=True).stdout
    found = []
    for (source, document), line in zip(pairs, told.splitlines()):
        for statement, answer in zip(document["statements"], json.loads(line)):
            if statement.get("label") not in LABELS or not statement["content"] or statement.get("tier") == "excluded":
                continue
            found.append(dict(
                source=source, doc=document["id"], features=answer["features"], label=statement["label"],
                alt=[a for a in statement.get("alt") or [] if a in LABELS and a != statement["label"]],
                polarity=statement.get("polarity") or "neutral", intensity=statement.get("intensity") or 0,
                negated=statement.get("negated"), veiled=statement.get("veiled"), is_core=statement.get("tier", "core") == "core",
            ))
    return found


def cached(make):
    """The examples, kept between runs in the file that STANCE_CACHE names, if it does."""
    path = os.environ.get("STANCE_CACHE")
    if path and os.path.exists(path):
        return json.load(open(path, encoding="utf-8"))
    data = make()
    if path:
        json.dump(data, open(path, "w", encoding="utf-8"))
    return data


def fold_of(doc):
    """Number of the fold, 0 to 4, by the article's name."""
    return fnv1a(doc) % 5


def fnv1a(name):
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def vocabulary(train):
    """The features worth a row: seen twice, the commonest first when there are too many."""
    counts = collections.Counter(name for example in train for name in example["features"])
    names = [name for name, count in counts.most_common() if count >= MIN_COUNT][:MAX_FEATURES]
    by_hash = {fnv1a(name): name for name in reversed(names)}
    return {by_hash[key]: row for row, key in enumerate(sorted(by_hash))}


def soft_label(example):
    """Three quarters for the label, the rest shared by the defensible others."""
    share = np.zeros(len(LABELS), np.float32)
    share[LABELS.index(example["label"])] = 0.75 if example["alt"] else 1.0
    for label in example["alt"]:
        share[LABELS.index(label)] += 0.25 / len(example["alt"])
    if "teacher" in example:
        share = 0.5 * share + 0.5 * example["teacher"]
    return share


def matrix(vocab, examples):
    """Known features of the examples, each row scaled by the root of its number of entries."""
    rows = [[vocab[name] for name in e["features"] if name in vocab] for e in examples]
    data = np.concatenate([np.full(len(row), 1 / math.sqrt(max(1, len(row))), np.float32) for row in rows])
    flat = np.array([place for row in rows for place in row], np.int32)
    starts = np.cumsum([0] + [len(row) for row in rows])
    return sparse.csr_matrix((data, flat, starts), shape=(len(rows), len(vocab)))


def weight_of(example):
    return (1.0 if example["is_core"] else 0.6) * WEIGHTS.get(example["source"], 1.0)


def head(bags, shares, weights, strength):
    """Multinomial logistic regression on soft targets: weights (features x classes) and biases."""
    places, classes = np.nonzero(shares)
    model = LogisticRegression(C=strength, max_iter=50, tol=2e-3)
    model.fit(bags[places], classes, sample_weight=shares[places, classes] * weights[places])
    out = np.zeros((bags.shape[1], shares.shape[1])), np.full(shares.shape[1], -4.0)
    if len(model.classes_) == 2:
        out[0][:, 1], out[1][:] = model.coef_[0], (0.0, model.intercept_[0])
    else:
        out[0][:, model.classes_], out[1][model.classes_] = model.coef_.T, model.intercept_
    return out


def one_hot(values, n_classes):
    return np.array([[float(value == k) for k in range(n_classes)] for value in values])


def fit(train, full=True):
    """Vocabulary, weights (features x scores) and biases for these examples."""
    vocab = vocabulary(train)
    bags, weights = matrix(vocab, train), np.array([weight_of(e) for e in train])
    rows, bias = np.zeros((len(vocab), N_SCORES)), np.zeros(N_SCORES)
    rows[:, :11], bias[:11] = head(bags, np.stack([soft_label(e) for e in train]), weights, STRENGTH)
    polarity = one_hot([POLARITIES.index(e["polarity"]) for e in train], 3)
    rows[:, 11:14], bias[11:14] = head(bags, polarity, weights, STRENGTH / 2)
    if full:
        rows[:, 14:17], bias[14:17] = head(bags, one_hot([e["intensity"] - 1 for e in train], 3), weights, STRENGTH / 2)
        own = [i for i, e in enumerate(train) if e["source"] in ("diplomacy", "articles")]
        for column, key in ((17, "negated"), (18, "veiled")):
            flags, flag_bias = head(bags[own], one_hot([bool(train[i][key]) for i in own], 2), weights[own], STRENGTH / 2)
            rows[:, column], bias[column] = flags[:, 1], flag_bias[1]
    return vocab, rows, bias


def scores_of(vocab, rows, bias, tests):
    return matrix(vocab, tests) @ rows + bias


def report(tag, tests, scores):
    """Prints the figures of core statements by source."""
    for source in sorted({e["source"] for e in tests}):
        chosen = [i for i, e in enumerate(tests) if e["source"] == source and e["is_core"]]
        gold = [tests[i]["label"] for i in chosen]
        found = [LABELS[int(scores[i, :11].argmax())] for i in chosen]
        strict = np.mean([a == b for a, b in zip(gold, found)])
        lenient = np.mean([found[k] == gold[k] or found[k] in tests[i]["alt"] for k, i in enumerate(chosen)])
        threats = 2 * sum(a == b == "THREATEN" for a, b in zip(gold, found)) / max(1, gold.count("THREATEN") + found.count("THREATEN"))
        f1 = [2 * sum(a == b == l for a, b in zip(gold, found)) / (gold.count(l) + found.count(l)) for l in LABELS if gold.count(l)]
        polarity = np.mean([POLARITIES[int(scores[i, 11:14].argmax())] == tests[i]["polarity"] for i in chosen])
        intensity = np.mean([int(scores[i, 14:17].argmax()) + 1 == tests[i]["intensity"] for i in chosen])
        print(f"{tag:10s} {source:10s} n={len(chosen):4d} strict {strict:.3f} lenient {lenient:.3f} threaten {threats:.3f} "
              f"macro {np.mean(f1):.3f} polarity {polarity:.3f} intensity {intensity:.3f}", flush=True)


def confusion(tests, scores):
    """Prints gold against found labels of the diplomacy statements."""
    pairs = collections.Counter((e["label"], LABELS[k]) for e, k in zip(tests, scores[:, :11].argmax(1)) if e["source"] != "polnear")
    print(" " * 9 + " ".join(label[:4] for label in LABELS))
    for gold in LABELS:
        print(gold.ljust(9) + " ".join(f"{pairs[gold, found]:4d}" for found in LABELS))


def softmax(scores):
    e = np.exp(scores - scores.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def temperature(tests, scores):
    """The factor on the label scores that makes their probabilities fit best."""
    gold = np.stack([soft_label(e) for e in tests])
    factors = np.arange(0.4, 2.5, 0.05)
    return float(factors[int(np.argmin([-(gold * np.log(softmax(scores[:, :11] * f) + 1e-9)).sum() for f in factors]))])


def calibration(tests, scores, factor):
    """Expected calibration error of the winning label, ten equal bins."""
    p = softmax(scores[:, :11] * factor)
    top, right = p.max(1), np.array([LABELS[k] == e["label"] for k, e in zip(p.argmax(1), tests)])
    bins = np.minimum((top * 10).astype(int), 9)
    return sum(abs(top[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any())


def cross_validate(data):
    """Out-of-fold scores of the diplomacy, article and PolNeAR statements."""
    tests = [e for e in data if e["source"] in ("diplomacy", "articles", "polnear")]
    scores = np.zeros((len(tests), N_SCORES))
    for k in range(5):
        fixed = [e for e in data if e["source"] in ("lines", "more")]
        train = [e for e in tests if fold_of(e["doc"]) != k] + fixed
        out = [i for i, e in enumerate(tests) if fold_of(e["doc"]) == k]
        scores[out] = scores_of(*fit(train, full=False), [tests[i] for i in out])
    report("cv", tests, scores)
    return tests, scores


def export(path, vocab, rows, bias, factor):
    """The weights as nlp::stance::model reads them."""
    rows, bias = rows.copy(), bias.copy()
    rows[:, :11] *= factor
    bias[:11] *= factor
    scale = float(np.percentile(np.abs(rows), 99.97)) / 127
    units = np.clip(np.round(rows / scale), -127, 127).astype(np.int8)
    names = sorted(vocab, key=vocab.get)
    with open(path, "wb") as out:
        out.write(b"dst1" + struct.pack("<If", len(names), scale) + bias.astype("<f4").tobytes())
        out.write(np.array([fnv1a(name) for name in names], "<u4").tobytes() + units.tobytes())
    print(f"{path}: {os.path.getsize(path)} bytes, {len(names)} features")


def main():
    mode = sys.argv[1] if len(sys.argv) > 1 else "cv"
    data = cached(examples)
    print({s: sum(e["source"] == s for e in data) for s in sorted({e["source"] for e in data})})
    if mode == "cv":
        tests, scores = cross_validate(data)
        factor = temperature(tests, scores)
        print(f"temperature factor {factor:.2f}, calibration error {calibration(tests, scores, factor):.3f}")
        return confusion(tests, scores)
    train = [e for e in data if e["source"] not in ("held", "seed")]
    vocab, rows, bias = fit(train)
    if mode == "held":
        unseen = [e for e in data if e["source"] in ("held", "seed")]
        report("unseen", unseen, scores_of(vocab, rows, bias, unseen))
    export("models/stance.bin", vocab, rows, bias, TEMPERATURE)


if __name__ == "__main__":
    main()
