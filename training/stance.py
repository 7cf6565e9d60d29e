"""What stance training starts from: the labelled documents, soft labels, and figures.

Data: ../shared/corpora (DEMARCHE_SHARED overrides ../shared) and data/articles, data/stance of the project. Features
come from the engine itself: `cargo build --release --example stance_features` (STANCE_FEATURES names another binary).
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np

SHARED = pathlib.Path(os.environ.get("DEMARCHE_SHARED", "../shared"))
CORPORA = SHARED / "corpora"
BINARY = os.environ.get("STANCE_FEATURES", "target/release/examples/stance_features")
LABELS = "THREATEN REJECT DEMAND COMMIT ACCUSE WARN DENY PROPOSE CONCERN APPROVE STATE".split()
POLARITIES = ["against", "neutral", "favor"]
DEFAULT_POLARITY = dict(COMMIT="favor", APPROVE="favor", PROPOSE="neutral", STATE="neutral")


# Articles of data/articles that no weights have learned from: what is chosen by hand is chosen on them.
FRESH = ("x28-", "x32-3")


def is_held(doc):
    """Articles of the diplomacy corpus that its README sets aside."""
    match = re.match(r"w(\d)-(\d+)", doc)
    return bool(match) and int(match[2]) in ((5, 10, 15, 20) if int(match[1]) <= 2 else (5, 10))


def documents():
    """Every document with stance labels, as (source, document)."""
    for line in open(CORPORA / "diplomacy/gold.jsonl", encoding="utf-8"):
        document = json.loads(line)
        yield "held" if is_held(document["id"]) else "diplomacy", document
    for document in marked("data/articles"):
        yield "fresh" if document["id"].startswith(FRESH) else "articles", document
    yield from (("lines", document) for document in lines("data/statements/lines.tsv"))
    texts = {d["id"]: d for d in map(json.loads, open(CORPORA / "polnear/train.jsonl", encoding="utf-8"))}
    chosen = collections.defaultdict(list)
    for line in open(CORPORA / "stance/polnear_train_300.jsonl", encoding="utf-8"):
        statement = json.loads(line)
        chosen["polnear", statement["doc"]].append(statement)
    for line in open("data/statements/polnear.tsv", encoding="utf-8"):
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


def is_usable(statement):
    return statement.get("label") in LABELS and statement.get("content") and statement.get("tier") != "excluded"


def marks(source, document, statement):
    """What readers said of a statement."""
    label = statement["label"]
    return dict(
        source=source, label=label, alt=[a for a in statement.get("alt") or [] if a in LABELS and a != label],
        polarity=statement.get("polarity") or "neutral", intensity=statement.get("intensity") or 0,
        negated=statement.get("negated"), veiled=statement.get("veiled"), is_core=statement.get("tier", "core") == "core",
    )


def soft_label(example):
    """Three quarters for the label, the rest shared by the defensible others."""
    share = np.zeros(len(LABELS), np.float32)
    share[LABELS.index(example["label"])] = 0.75 if example["alt"] else 1.0
    for label in example["alt"]:
        share[LABELS.index(label)] += 0.25 / len(example["alt"])
    return share


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
