"""Fits the two pair scorers of the linker (FORMAT.md, section 3) on the pairs of gold's fragments: link.py.

Writes WORK/link.json and prints how often a fragment of dev chooses rightly.
"""

import json

import numpy as np
import torch
from torch import nn

import corpus
from corpus import WORK

HIDDEN = 24
WEIGHT = {"train": 1.0, "diplomacy": 2.0, "articles": 2.0}


def pairs(set_, kind):
    """Features, labels, first index, document number of every candidate pair of a dump with a known label."""
    rows, labels, groups = [], [], []
    for suffix in ("gold_pairs",):
        path = WORK / f"{set_}.{suffix}.jsonl"
        if not path.exists():
            continue
        with open(path, encoding="utf-8") as file:
            names = json.loads(file.readline())
            for number, line in enumerate(file):
                document = json.loads(line)
                if set_ == "diplomacy" and corpus.is_held(document["id"]):
                    continue
                for part in (kind, "bare") if kind == "source" else (kind,):
                    for first, _, features, label in document.get(part, []):
                        if label >= 0:
                            rows.append(features)
                            labels.append(label)
                            groups.append((suffix, part, number, first))
    return names, np.array(rows, np.float32), np.array(labels, np.float32), groups


class Scorer(nn.Module):
    """One hidden layer."""

    def __init__(self, n_features):
        super().__init__()
        self.first = nn.Linear(n_features, HIDDEN)
        self.second = nn.Linear(HIDDEN, 1)

    def forward(self, x):
        return self.second(torch.relu(self.first(x))).squeeze(-1)


def fit(kind, names, seed=1):
    torch.manual_seed(seed)
    xs, ys, ws, gs = [], [], [], []
    for set_, weight in WEIGHT.items():
        _, x, y, groups = pairs(set_, kind)
        xs.append(x); ys.append(y); ws.append(np.full(len(y), weight, np.float32))
        gs += [(set_,) + group for group in groups]
    numbers = {group: at for at, group in enumerate(dict.fromkeys(gs))}
    x, y, w = (torch.tensor(np.concatenate(z)) for z in (xs, ys, ws))
    group = torch.tensor([numbers[g] for g in gs])
    order = torch.argsort(group)
    x, y, w, group = x[order], y[order], w[order], group[order]
    n_groups = len(numbers)
    scale = x.std(0).clamp(min=1e-3)
    mean = x.mean(0)
    model = Scorer(x.shape[1])
    optimizer = torch.optim.AdamW(model.parameters(), 1e-2, weight_decay=1e-3)
    has = torch.zeros(n_groups).index_add_(0, group, y) > 0
    bounds = torch.searchsorted(group, torch.arange(n_groups + 1))
    epochs, size = 6, 1500
    step, n_steps = 0, epochs * (n_groups // size + 1)
    for epoch in range(epochs):
        total = 0.0
        shuffled = torch.randperm(n_groups)
        for at in range(0, n_groups, size):
            chosen = shuffled[at : at + size]
            index = torch.cat([torch.arange(int(bounds[g]), int(bounds[g + 1])) for g in chosen])
            local = torch.repeat_interleave(torch.arange(len(chosen)), bounds[chosen + 1] - bounds[chosen])
            score = model((x[index] - mean) / scale)
            # each fragment chooses among its candidates and "none" (score 0); several right ones share the credit
            peak = torch.zeros(len(chosen)).scatter_reduce(0, local, score.detach(), "amax", include_self=True)
            exp = (score - peak[local]).exp()
            all_ = torch.zeros(len(chosen)).index_add(0, local, exp) + (-peak).exp()
            right = torch.zeros(len(chosen)).index_add(0, local, exp * y[index])
            right = torch.where(has[chosen], right, (-peak).exp())
            weight = torch.zeros(len(chosen)).scatter_reduce(0, local, w[index], "amax")
            loss = -((right + 1e-9).log() - all_.log())
            loss = (loss * weight).sum() / weight.sum()
            binary = nn.functional.binary_cross_entropy_with_logits(score, y[index], weight=w[index])
            for parameters in optimizer.param_groups:
                parameters["lr"] = 1e-2 * (1 - step / n_steps) + 1e-4
            optimizer.zero_grad()
            (loss + 0.3 * binary).backward()
            optimizer.step()
            step += 1
            total += float(loss.detach())
        print(f"{kind} epoch {epoch + 1}: {total / (n_groups // size + 1):.4f}", flush=True)
    with torch.no_grad():
        model.first.weight /= scale
        model.first.bias -= model.first.weight @ mean
    return model


@torch.no_grad()
def accuracy(model, set_, kind):
    """Share of fragments that choose a right partner, or none when there is none."""
    _, x, y, groups = pairs(set_, kind)
    score = model(torch.tensor(x)).numpy()
    best, right = {}, {}
    for s, label, group in zip(score, y, groups):
        if s > best.get(group, (0.0, None))[0]:
            best[group] = (s, label)
        right[group] = right.get(group, 0) or label
        best.setdefault(group, (0.0, None))
    hits = sum((label == 1) if right[g] else label is None for g, (_, label) in best.items())
    return hits / len(best), len(best)


def main():
    torch.set_num_threads(1)
    names = json.loads(open(WORK / "train.gold_pairs.jsonl").readline())
    header, tensors = {"hidden": HIDDEN}, {}
    for kind in ("cue", "source"):
        model = fit(kind, names)
        print(kind, "dev", accuracy(model, "dev", kind), flush=True)
        header[kind] = {"features": names[f"{kind}_features"]}
        tensors |= {f"link.{kind}.w1": model.first.weight.tolist(), f"link.{kind}.b1": model.first.bias.tolist(),
                    f"link.{kind}.w2": model.second.weight[0].tolist(), f"link.{kind}.b2": model.second.bias.tolist()}
    (WORK / "link.json").write_text(json.dumps({"header": header, "tensors": tensors}))


if __name__ == "__main__":
    main()
