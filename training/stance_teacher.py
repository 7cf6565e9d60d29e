"""The stance teacher: attends to the frozen states of a pretrained encoder; says what unmarked statements are.

    python training/stance_teacher.py EPOCHS    # writes WORK/stance_soft.jsonl: soft labels of unmarked statements,
                                                # and WORK/stance_words.npz: what it sees in a word on average

Reads the encoder's states that context.py wrote (WORK/encoder), the marked statements, PolNeAR's statements (spans
by its annotators), WORK/newswire.statements.jsonl (spans by the engine) and WORK/stance_variants.jsonl. Two teachers, which
differ by chance alone, are trained, and the labels are their mean. The held articles, the seeds and the 300 PolNeAR
statements of the stance corpus are never trained on here.
"""

import collections
import json
import random
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import corpus
import stance
from stance_window import CONTENT, CUE, batches, padded, token_dumps, window

SETS = ("train", "diplomacy", "articles", "newswire", "stance_extra", "stance_variants")
TAUGHT = ("diplomacy", "articles", "more", "lines")
N_TEACHERS = 2
N_SCORES = 17
N_WORDS = 5000
WORD_WIDTH = 32
# Occurrences of a word that its average is taken over.
OCCURRENCES = 60
BATCH = 32
RATE = 2e-3


class Teacher(nn.Module):
    """Projected states with roles, one convolution, four learned ways of attending, one hidden layer."""

    def __init__(self, width=768, channels=128, heads=4, dropout=0.3):
        super().__init__()
        self.inputs = nn.Dropout(0.1)
        self.project = nn.Linear(width, channels)
        self.role = nn.Embedding(8, channels)
        self.convolution = nn.Conv1d(channels, channels, 3, padding=1)
        self.attention = nn.Linear(channels, heads)
        self.hidden = nn.Linear(channels * (heads + 2), 160)
        self.output = nn.Linear(160, N_SCORES)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states, roles, mask):
        here = mask.unsqueeze(-1)
        x = functional.relu(self.project(self.inputs(states)) + self.role(roles))
        x = self.dropout(x) * here
        x = (x + functional.relu(self.convolution(x.transpose(1, 2)).transpose(1, 2))) * here
        shares = self.attention(x).masked_fill(here == 0, -1e4).softmax(1)
        pooled = [torch.einsum("btk,bth->bkh", shares, x).flatten(1)]
        for role in (CONTENT, CUE):
            chosen = ((roles & role) > 0).to(x.dtype).unsqueeze(-1)
            pooled.append((x * chosen).sum(1) / chosen.sum(1).clamp(min=1))
        return self.output(self.dropout(functional.relu(self.hidden(self.dropout(torch.cat(pooled, 1))))))


def states_of(doc, n_tokens):
    path = corpus.WORK / "encoder" / f"{corpus.fnv1a(doc):08x}.npy"
    states = np.load(path) if path.exists() else None
    return states if states is not None and len(states) == n_tokens else None


def with_states(doc, statements, dumps):
    """The statements that have tokens and states, each with its roles and states."""
    dump = dumps.get(doc)
    states = dump and states_of(doc, len(dump["tokens"]))
    if states is None:
        return
    for place, statement in enumerate(statements):
        read, roles = window(dump["tokens"], statement)
        if read:
            yield dict(doc=doc, place=place, roles=roles, states=states[read], statement=statement)


def tensors(group):
    mask = padded([[1] * len(e["roles"]) for e in group], dtype=np.float32)
    states = np.zeros((*mask.shape, group[0]["states"].shape[1]), np.float32)
    for row, example in enumerate(group):
        states[row, : len(example["roles"])] = example["states"]
    return torch.from_numpy(states), torch.from_numpy(padded([e["roles"] for e in group])), torch.from_numpy(mask)


def losses(scores, group):
    """Cross-entropy of labels, polarities and intensities against the marks, one figure a batch."""
    labels = torch.from_numpy(np.stack([stance.soft_label(e) for e in group]))
    weights = torch.tensor([1.0 if e["is_core"] else 0.6 for e in group])
    loss = (-(labels * scores[:, :11].log_softmax(1)).sum(1) * weights).mean()
    polarity = torch.tensor([stance.POLARITIES.index(e["polarity"]) for e in group])
    loss = loss + 0.5 * functional.cross_entropy(scores[:, 11:14], polarity)
    intensity = torch.tensor([e["intensity"] - 1 if e["intensity"] else -100 for e in group])
    if (intensity >= 0).any():
        loss = loss + 0.2 * functional.cross_entropy(scores[:, 14:], intensity)
    return loss


def fit(train, epochs, seed):
    torch.manual_seed(seed)
    chance = random.Random(seed)
    teacher = Teacher(train[0]["states"].shape[1])
    optimizer = torch.optim.AdamW(teacher.parameters(), lr=RATE, weight_decay=0.02)
    steps, step = epochs * (len(train) // BATCH + 1), 0
    for epoch in range(epochs):
        teacher.train()
        for group in batches(train, BATCH, chance):
            for parameters in optimizer.param_groups:
                parameters["lr"] = RATE * min(1, step / 60) * max(0.02, 1 - step / steps)
            loss = losses(teacher(*tensors(group)), group)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1)
            optimizer.step()
            step += 1
        print(f"epoch {epoch + 1}: last loss {loss.item():.3f}", flush=True)
    return teacher.eval()


@torch.no_grad()
def scores_of(teacher, examples):
    """Scores by example, in the examples' order."""
    for place, example in enumerate(examples):
        example["order"] = place
    scores = np.zeros((len(examples), N_SCORES), np.float32)
    for group in batches(examples, 64):
        scores[[e["order"] for e in group]] = teacher(*tensors(group)).numpy()
    return scores


def marked(dumps):
    for source, document in stance.documents():
        for example in with_states(document["id"], document["statements"], dumps):
            if stance.is_usable(example["statement"]):
                yield dict(example, **stance.marks(source, document, example["statement"]))


def unmarked_documents():
    """Documents with statements that nobody has given a stance."""
    taken = {(d["id"], s.get("ref")) for source, d in stance.documents() if source in ("polnear", "more") for s in d["statements"]}
    for document in corpus.read_lines(stance.CORPORA / "polnear/train.jsonl"):
        free = [s for s in document["statements"] if (document["id"], s["ref"]) not in taken]
        yield dict(document, statements=[s for s in free if s.get("content") and s.get("cue")])
    for document in corpus.read_lines(corpus.WORK / "newswire.statements.jsonl"):
        statements = [s for s in document["statements"] if s.get("content") and s.get("cue")]
        yield dict(document, id=document["id"].removesuffix(".txt"), statements=statements)
    yield from corpus.read_lines(corpus.WORK / "stance_variants.jsonl")


@torch.no_grad()
def word_vectors(teacher, dumps):
    """The commonest words, and the directions in which the teacher's view of them as words of a content varies most."""
    free = [doc for doc in dumps if not stance.is_held(doc) and not doc.startswith("variant-")]
    random.Random(3).shuffle(free)
    counts = collections.Counter(word for doc in free for word in dumps[doc]["norm"])
    rows = {word: row for row, (word, count) in enumerate(counts.most_common(16000)) if count >= 4}
    sums, seen = np.zeros((len(rows), teacher.project.out_features), np.float32), np.zeros(len(rows), np.float32)
    for doc in free:
        states = states_of(doc, len(dumps[doc]["norm"]))
        places = [at for at, word in enumerate(dumps[doc]["norm"]) if word in rows and seen[rows[word]] < OCCURRENCES]
        if states is None or not places:
            continue
        projected = teacher.project(torch.from_numpy(states[places].astype(np.float32))) + teacher.role.weight[CONTENT]
        words = [rows[dumps[doc]["norm"][at]] for at in places]
        np.add.at(sums, words, functional.relu(projected).numpy())
        np.add.at(seen, words, 1)
    known = seen > 0
    words = [word for word, is_known in zip(rows, known) if is_known]
    count = np.array([counts[word] for word in words], np.float32)
    mean = sums[known] / seen[known][:, None]
    mean -= (mean * np.sqrt(count)[:, None]).sum(0) / np.sqrt(count).sum()
    _, _, directions = np.linalg.svd(mean * np.sqrt(np.log(count + 1))[:, None], full_matrices=False)
    vectors = mean @ directions[:WORD_WIDTH].T
    vectors /= vectors.std(0).mean()
    commonest = np.argsort(-count)[:N_WORDS]
    return np.array(words)[commonest], vectors[commonest].astype(np.float32)


def main():
    torch.set_num_threads(1)
    dumps = token_dumps(SETS)
    examples = list(marked(dumps))
    taught = [e for e in examples if e["source"] in TAUGHT]
    teachers = [fit(taught, int(sys.argv[1]), seed) for seed in range(N_TEACHERS)]
    mean = lambda group: np.mean([scores_of(teacher, group) for teacher in teachers], 0)
    unseen = [e for e in examples if e["source"] in ("held", "fresh", "polnear")]
    stance.report("teacher", unseen, mean(unseen))
    words, vectors = word_vectors(teachers[0], dumps)
    np.savez(corpus.WORK / "stance_words.npz", words=words, vectors=vectors)
    with open(corpus.WORK / "stance_soft.jsonl", "w", encoding="utf-8") as out:
        for document in unmarked_documents():
            found = list(with_states(document["id"], document["statements"], dumps))
            for example, scores in zip(found, mean(found) if found else []):
                line = dict(doc=example["doc"], place=example["place"], scores=[round(float(s), 3) for s in scores])
                out.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
