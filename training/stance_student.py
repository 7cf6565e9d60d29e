"""The stance model that ships: named features and a small network over the words, trained together.

    python training/stance_student.py train [EPOCHS]   # fit on everything but the held articles, write models/stance.bin
    python training/stance_student.py figures          # what the engine says of the held articles, the seeds, PolNeAR

Learns from the marked statements and, where nobody has marked one, from the teacher's soft labels
(WORK/stance_soft.jsonl, see stance_teacher.py). Word vectors are those of the attribution model.
"""

import collections
import json
import os
import random
import struct
import subprocess
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import corpus
import stance
from stance_teacher import unmarked_documents
from stance_window import CONTENT, CUE, batches, padded, token_dumps, window

SETS = ("train", "diplomacy", "articles", "newswire", "stance_extra")
UNSEEN = ("held", "seed", "polnear")
N_FEATURES = 7000
N_UNMARKED = 20000
# Share of the unmarked statements that the teacher takes for more than plain ones.
SHARE_OF_ACTS = 0.7
N_COLUMNS = 19
N_SCORES = 17
CHANNELS = 64
HEADS = 4
HIDDEN = 64
VECTOR = 50
FLAGS = 22
MOST = 7.9
BATCH = 48
RATES = (2e-3, 8e-3)
# Factor on the label scores, as held-back articles of the training set find it.
TEMPERATURE = 1.0
ATTRIBUTION = "models/attribution.bin"


def word_vectors():
    """Rows by normal form, and the fixed vectors of the attribution model's words; row 0 is for unknown words."""
    data = open(ATTRIBUTION, "rb").read()
    (length,) = struct.unpack("<I", data[6:10])
    start = -(-(10 + length) // 16) * 16
    by_name = {tensor["name"]: tensor for tensor in json.loads(data[10 : 10 + length])["tensors"]}

    def raw(name):
        first = start + by_name[name]["offset"]
        return data[first : first + by_name[name]["bytes"]]

    words = raw("words").decode().split("\n")
    steps = np.frombuffer(raw("word"), np.int8).reshape(by_name["word"]["shape"]).astype(np.float32)
    table = steps * np.frombuffer(raw(by_name["word"]["scale"]), "<f4")
    return {word: row + 1 for row, word in enumerate(words)}, table[:, -VECTOR:].copy()


def learned_vectors():
    """Words, and what the teacher sees in each of them on average (stance_teacher.py)."""
    file = np.load(corpus.WORK / "stance_words.npz")
    return file["words"].tolist(), file["vectors"]


class Student(nn.Module):
    """nlp::stance::network, and the sum over named features."""

    def __init__(self, vectors, learned, dropout=0.15):
        super().__init__()
        self.register_buffer("vectors", torch.from_numpy(vectors))
        unknown = np.zeros((1, learned.shape[1]), np.float32)
        self.learned = nn.Embedding.from_pretrained(torch.from_numpy(np.concatenate([unknown, learned])), freeze=False)
        self.input = nn.Linear(VECTOR + FLAGS + 3 + learned.shape[1], CHANNELS)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(CHANNELS, CHANNELS, 3, padding=reach, dilation=reach) for reach in (1, 2, 4))
        self.attention = nn.Linear(CHANNELS, HEADS)
        self.hidden = nn.Linear(CHANNELS * (HEADS + 2), HIDDEN)
        self.output = nn.Linear(HIDDEN, N_SCORES)
        self.dropout = nn.Dropout(dropout)
        self.named = nn.EmbeddingBag(N_FEATURES + 1, N_COLUMNS, mode="sum", padding_idx=N_FEATURES)
        nn.init.zeros_(self.named.weight)

    def forward(self, words, learned, flags, roles, mask, features):
        bits = lambda values, n: ((values.unsqueeze(-1) >> torch.arange(n)) & 1).float()
        here = mask.unsqueeze(-1)
        learned = self.dropout(self.learned(learned)).clamp(-MOST, MOST)
        x = torch.cat([self.dropout(self.vectors[words]), bits(flags, FLAGS), bits(roles, 3), learned], -1)
        x = functional.hardtanh(self.input(x), 0, MOST) * here
        for convolution in self.convolutions:
            added = functional.relu(convolution(self.dropout(x).transpose(1, 2)).transpose(1, 2))
            x = functional.hardtanh(x + added, 0, MOST) * here
        shares = self.attention(x).masked_fill(here == 0, -1e4).softmax(1)
        pooled = [torch.einsum("btk,bth->bkh", shares, x).flatten(1)]
        for role in (CONTENT, CUE):
            chosen = ((roles & role) > 0).to(x.dtype).unsqueeze(-1)
            pooled.append((x * chosen).sum(1) / chosen.sum(1).clamp(min=1))
        hidden = functional.hardtanh(self.hidden(self.dropout(torch.cat(pooled, 1))), 0, MOST)
        read = self.output(self.dropout(hidden))
        known = (features != N_FEATURES).sum(1, keepdim=True).clamp(min=1)
        named = self.named(features) / known.sqrt()
        return torch.cat([read + named[:, :N_SCORES], named[:, N_SCORES:]], 1)


def answers(documents):
    """What the engine says of each document's statements, in order."""
    asked = "".join(json.dumps(document) + "\n" for document in documents)
    told = subprocess.run([stance.BINARY], input=asked, capture_output=True, text=True, check=True).stdout
    return map(json.loads, told.splitlines())


def example(document, statement, answer, dumps, rows, **more):
    dump = dumps.get(document["id"])
    read, roles = window(dump["tokens"], statement) if dump else ([], [])
    if not read:
        return None
    words, learned = ([table.get(dump["norm"][at], 0) for at in read] for table in rows)
    flags = [dump["flags"][at] & (1 << FLAGS) - 1 for at in read]
    return dict(doc=document["id"], words=words, learned=learned, flags=flags, roles=roles, names=answer["features"], **more)


def examples():
    """Marked and unmarked statements as the student reads them."""
    with open(corpus.WORK / "stance_extra.jsonl", "w", encoding="utf-8") as out:
        for source, document in stance.documents():
            if source in ("lines", "seed"):
                out.write(json.dumps(dict(id=document["id"], text=document["text"])) + "\n")
    subprocess.run(["target/release/demarche", "dump", "tokens", str(corpus.WORK / "stance_extra.jsonl"),
                    "--out", str(corpus.WORK / "stance_extra.tokens.jsonl")], check=True)
    dumps, rows = token_dumps(SETS), (word_vectors()[0], {word: row + 1 for row, word in enumerate(learned_vectors()[0])})
    pairs = list(stance.documents())
    for (source, document), answer in zip(pairs, answers(document for _, document in pairs)):
        for statement, told in zip(document["statements"], answer):
            if stance.is_usable(statement):
                yield example(document, statement, told, dumps, rows, **stance.marks(source, document, statement))
    soft = {(line["doc"], line["place"]): line["scores"] for line in corpus.read_lines(corpus.WORK / "stance_soft.jsonl")}
    free = list(unmarked_documents())
    for document, answer in zip(free, answers(free)):
        for place, (statement, told) in enumerate(zip(document["statements"], answer)):
            if (document["id"], place) in soft:
                scores = np.array(soft[document["id"], place], np.float32)
                yield example(document, statement, told, dumps, rows, source="unmarked", scores=scores)


def chosen(unmarked, chance):
    """So many of the unmarked statements, most of them more than plain ones."""
    acts = [e for e in unmarked if e["scores"][:11].argmax() != stance.LABELS.index("STATE")]
    plain = [e for e in unmarked if e["scores"][:11].argmax() == stance.LABELS.index("STATE")]
    chance.shuffle(acts)
    chance.shuffle(plain)
    taken = acts[: int(N_UNMARKED * SHARE_OF_ACTS)]
    return taken + plain[: N_UNMARKED - len(taken)]


def vocabulary(train):
    """The names worth a row: twice among the marked statements or six times among the others, the commonest first."""
    marked = collections.Counter(name for e in train if e["source"] != "unmarked" for name in e["names"])
    counts = collections.Counter(name for e in train for name in e["names"])
    for name, count in marked.items():
        counts[name] += 2 * count
    names = [name for name, count in counts.most_common() if marked[name] >= 2 or count >= 6]
    by_hash = {corpus.fnv1a(name): name for name in reversed(names[:N_FEATURES])}
    return {by_hash[key]: row for row, key in enumerate(sorted(by_hash))}


def target(example):
    """Shares of labels, polarities and intensities, and the example's weight."""
    share = np.zeros(N_SCORES, np.float32)
    if example["source"] == "unmarked":
        for part in (slice(0, 11), slice(11, 14), slice(14, 17)):
            share[part] = stance.softmax(example["scores"][None, part])[0]
        return share, 1.0
    share[:11] = stance.soft_label(example)
    share[11 + stance.POLARITIES.index(example["polarity"])] = 1
    if example["intensity"]:
        share[13 + example["intensity"]] = 1
    return share, 1.5 if example["is_core"] else 0.9


def tensors(group):
    rows = [padded([e[key] for e in group]) for key in ("words", "learned", "flags", "roles")]
    mask = padded([[1] * len(e["words"]) for e in group], dtype=np.float32)
    return [torch.from_numpy(x) for x in (*rows, mask, padded([e["rows"] for e in group], N_FEATURES))]


def losses(scores, group):
    shares = torch.from_numpy(np.stack([e["share"] for e in group]))
    weights = torch.tensor([e["weight"] for e in group])
    entropy = lambda first, end: -(shares[:, first:end] * scores[:, first:end].log_softmax(1)).sum(1)
    loss = ((entropy(0, 11) + 0.5 * entropy(11, 14) + 0.25 * entropy(14, 17)) * weights).mean()
    own = [place for place, e in enumerate(group) if e["source"] in ("diplomacy", "articles")]
    if own:
        flags = torch.tensor([[float(bool(group[at]["negated"])), float(bool(group[at]["veiled"]))] for at in own])
        loss = loss + 0.2 * functional.binary_cross_entropy_with_logits(scores[own, N_SCORES:], flags)
    return loss


def fit(train, vectors, learned, epochs, seed=0):
    torch.manual_seed(seed)
    chance = random.Random(seed)
    for e in train:
        e["share"], e["weight"] = target(e)
    student = Student(vectors, learned)
    named = [student.named.weight]
    rest = [p for name, p in student.named_parameters() if not name.startswith("named")]
    optimizer = torch.optim.AdamW([dict(params=rest, weight_decay=0.01), dict(params=named, weight_decay=0.02)], lr=RATES[0])
    # Marked statements are seen twice an epoch.
    seen = train + [e for e in train if e["source"] != "unmarked"]
    steps, step = epochs * (len(seen) // BATCH + 1), 0
    for epoch in range(epochs):
        student.train()
        total = 0.0
        for group in batches(seen, BATCH, chance):
            for parameters, rate in zip(optimizer.param_groups, RATES):
                parameters["lr"] = rate * min(1, step / 150) * max(0.02, 1 - step / steps)
            inputs = tensors(group)
            inputs[-1][torch.rand(inputs[-1].shape) < 0.15] = N_FEATURES
            loss = losses(student(*inputs), group)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(rest, 1)
            optimizer.step()
            step, total = step + 1, total + loss.item() * len(group)
        print(f"epoch {epoch + 1}: loss {total / len(seen):.3f}", flush=True)
    return student.eval()


def write_layer(out, weight, bias):
    """Scales, biases and bytes of a matrix, one scale a row."""
    scales = np.maximum(np.abs(weight).max(1), 1e-8) / 127
    out.write(scales.astype("<f4").tobytes() + bias.astype("<f4").tobytes())
    out.write(np.clip(np.round(weight / scales[:, None]), -127, 127).astype(np.int8).tobytes())


def write_vectors(out, vectors, words):
    """Keys of words, sorted, and their vectors, one scale a column."""
    keys = [corpus.fnv1a(word) for word in words]
    order = sorted({key: row for row, key in reversed(list(enumerate(keys)))}.items())
    vectors = vectors[[row for _, row in order]]
    scales = np.maximum(np.abs(vectors).max(0), 1e-8) / 127 if len(order) else np.zeros(0)
    out.write(struct.pack("<II", len(order), len(scales)))
    out.write(np.array([key for key, _ in order], "<u4").tobytes() + scales.astype("<f4").tobytes())
    out.write(np.round(vectors / scales).astype(np.int8).tobytes())


def export(path, student, names, words, factor):
    """The weights as nlp::stance::model reads them."""
    state = {name: tensor.detach().numpy().astype(np.float64) for name, tensor in student.state_dict().items()}
    rows = state["named.weight"][: len(names)]
    rows[:, :11] *= factor
    state["output.weight"][:11] *= factor
    state["output.bias"][:11] *= factor
    scale = float(np.percentile(np.abs(rows), 99.97)) / 127
    with open(path, "wb") as out:
        out.write(b"dst2" + struct.pack("<If", len(names), scale) + np.zeros(N_COLUMNS, "<f4").tobytes())
        out.write(np.array([corpus.fnv1a(name) for name in names], "<u4").tobytes())
        out.write(np.clip(np.round(rows / scale), -127, 127).astype(np.int8).tobytes())
        out.write(struct.pack("<I", CHANNELS))
        write_vectors(out, state["learned.weight"][1:].clip(-MOST, MOST), words)
        write_layer(out, state["input.weight"], state["input.bias"])
        for place in range(3):
            weight = state[f"convolutions.{place}.weight"].transpose(0, 2, 1).reshape(CHANNELS, 3 * CHANNELS)
            write_layer(out, weight, state[f"convolutions.{place}.bias"])
        for layer in ("attention", "hidden", "output"):
            write_layer(out, state[f"{layer}.weight"], state[f"{layer}.bias"])
    print(f"{path}: {len(names)} features, {os.path.getsize(path)} bytes")


def figures():
    """Figures of the shipped weights as the engine computes them."""
    pairs = [(source, document) for source, document in stance.documents() if source in UNSEEN]
    tests, scores = [], []
    for (source, document), answer in zip(pairs, answers(document for _, document in pairs)):
        for statement, told in zip(document["statements"], answer):
            if stance.is_usable(statement):
                tests.append(stance.marks(source, document, statement))
                scores.append(told["scores"])
    scores = np.array(scores)
    stance.report("engine", tests, scores)
    for source in UNSEEN:
        chosen = [place for place, e in enumerate(tests) if e["source"] == source]
        some = [tests[place] for place in chosen]
        print(f"{source}: calibration error {stance.calibration(some, scores[chosen], 1):.3f}, "
              f"best factor {stance.temperature(some, scores[chosen]):.2f}")


def main():
    if sys.argv[1] == "figures":
        return figures()
    torch.set_num_threads(1)
    found = [e for e in examples() if e]
    train = [e for e in found if e["source"] not in UNSEEN and e["source"] != "unmarked"]
    train += chosen([e for e in found if e["source"] == "unmarked"], random.Random(9))
    names = vocabulary(train)
    for e in found:
        e["rows"] = [names[name] for name in e["names"] if name in names]
    words, learned = learned_vectors()
    student = fit(train, word_vectors()[1], learned, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
    export("models/stance.bin", student, sorted(names, key=names.get), words, TEMPERATURE)


if __name__ == "__main__":
    main()
