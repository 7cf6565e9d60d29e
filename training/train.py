"""Trains one tagger: train.py NAME [--seed N] [--epochs N] [--soft FILE…] [--context FILE…] [--set key=value …]."""

import argparse
import json
import math
import sys
import time
from collections import Counter

import numpy as np
import torch

import corpus
from corpus import FLAGS, WORK
from lexicon import Encoded, Lexicon
from network import Tagger, restore
from prune import Zeros

CONFIG = {
    "hidden": 128, "layers": 2, "learned": 48, "affix": 16, "flags": FLAGS, "context": 128,
    "affixes": [{"kind": "p3", "rows": 2048}, {"kind": "s3", "rows": 2048}, {"kind": "s2", "rows": 512}],
    "dropout": 0.3, "input_dropout": 0.2, "word_dropout": 0.08, "rate": 3e-3, "decay": 0.01, "batch": 24, "chunk": 300,
    "average": 0.998, "words": 17500, "min_count": 3, "diplomacy": 2, "articles": 2, "glove_levels": 15,
    "half": True, "without": [],
}


def hard_target(labels):
    """Pairs of one tagging: [T, n, n], row 0 unused; and the tag distribution [T, n]."""
    n = len(corpus.TAGS)
    tags = np.zeros((len(labels), n), np.float16)
    tags[np.arange(len(labels)), labels] = 1
    pairs = np.zeros((len(labels), n, n), np.float16)
    pairs[np.arange(1, len(labels)), labels[:-1], labels[1:]] = 1
    return pairs, tags


def chunks(encoded, size, generator):
    """A document cut at paragraph starts into stretches of about `size` tokens, the first one shorter at random."""
    starts = np.flatnonzero(encoded.document.flags >> FLAGS.index("paragraph_start") & 1)
    cuts = [0]
    limit = generator.integers(size // 3, size + 1)
    for start in list(starts[1:]) + [len(encoded)]:
        if start - cuts[-1] > limit and start < len(encoded):
            cuts.append(int(start))
            limit = size
    return [(encoded, first, min(end, first + 2 * size)) for first, end in zip(cuts, cuts[1:] + [len(encoded)])]


def batches(documents, config, generator):
    pieces = [piece for document in documents if len(document) for piece in chunks(document, config["chunk"], generator)]
    noise = generator.random(len(pieces)) * 40
    order = np.argsort([end - first for _, first, end in pieces] + noise)
    groups = [[pieces[at] for at in order[n : n + config["batch"]]] for n in range(0, len(order), config["batch"])]
    generator.shuffle(groups)
    return groups


def collate(group):
    """Stretches (document, first, end) side by side, as Tagger takes them."""
    lengths = torch.tensor([end - first for _, first, end in group])
    shape = (len(group), int(lengths.max()))
    sample = group[0][0]
    words = torch.zeros(*shape, dtype=torch.long)
    affixes = torch.zeros(*shape, sample.affixes.shape[1], dtype=torch.long)
    flags = torch.zeros(*shape, sample.flags.shape[1])
    context = None if sample.context is None else torch.zeros(*shape, sample.context.shape[1])
    for at, (document, first, end) in enumerate(group):
        here = slice(0, end - first)
        words[at, here] = document.words[first:end]
        affixes[at, here] = document.affixes[first:end]
        flags[at, here] = document.flags[first:end]
        if context is not None:
            context[at, here] = torch.from_numpy(document.context[first:end])
    return words, affixes, flags, lengths, context


def targets(group, lengths):
    """What the chain's loss takes: pairs, firsts, lasts, mask."""
    n, size = len(corpus.TAGS), int(lengths.max())
    pairs = torch.zeros(len(group), size, n, n)
    firsts, lasts = torch.zeros(len(group), n), torch.zeros(len(group), n)
    for at, (document, first, end) in enumerate(group):
        soft_pairs, tags = document.target
        pairs[at, 1 : end - first] = torch.from_numpy(soft_pairs[first + 1 : end])
        firsts[at], lasts[at] = torch.from_numpy(tags[first]), torch.from_numpy(tags[end - 1])
    return pairs, firsts, lasts, torch.arange(size).unsqueeze(0) < lengths.unsqueeze(1)


def train(model, documents, config, epochs, seed, report=lambda epoch, averaged: None):
    """Trains in place and leaves the running average of the weights in the model."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    n_steps = len(batches(documents, config, np.random.default_rng(0))) * epochs
    warm = min(200, n_steps // 5)
    optimizer = torch.optim.AdamW(model.parameters(), config["rate"], betas=(0.9, 0.98), weight_decay=config["decay"], fused=True)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    trained = [name for name, _ in model.named_parameters()]
    averages, values = [average[name] for name in trained], [model.state_dict()[name] for name in trained]
    zeros = Zeros(model)
    step = 0
    began = time.time()
    for epoch in range(epochs):
        total = 0.0
        groups = batches(documents, config, generator)
        for group in groups:
            progress = min(1.0, step / n_steps)
            rate = config["rate"] * min(1.0, (step + 1) / warm) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))
            for parameters in optimizer.param_groups:
                parameters["lr"] = rate
            words, affixes, flags, lengths, context = collate(group)
            model.train()
            with torch.autocast("cpu", torch.bfloat16, enabled=config["half"]):
                emitted = model(words, affixes, flags, lengths, context)
            loss = model.chain.loss(emitted.float(), *targets(group, lengths))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            zeros.clear()
            step += 1
            total += float(loss.detach())
            keep = min(config["average"], (1 + step) / (10 + step))
            torch._foreach_lerp_(averages, values, 1 - keep)
        print(f"epoch {epoch + 1} loss {total / len(groups):.4f} {time.time() - began:.0f} s", flush=True)
        if (epoch + 1) % 5 == 0 or epoch + 1 == epochs:
            own = {name: value.clone() for name, value in model.state_dict().items()}
            model.load_state_dict(average)
            report(epoch + 1, model)
            if epoch + 1 < epochs:
                model.load_state_dict(own)
    return model


@torch.no_grad()
def emissions(model, encoded):
    """Emissions of a whole document, in stretches as the engine cuts them."""
    model.eval()
    context = None if encoded.context is None else torch.from_numpy(encoded.context).float().unsqueeze(0)
    return model(encoded.words.unsqueeze(0), encoded.affixes.unsqueeze(0), encoded.flags.unsqueeze(0), None, context)[0]


def span_scores(model, documents):
    """Span F (content, cue, speaker) by the project's scorer over what the model decodes."""
    from score import prf, score_document

    counts = Counter()
    for encoded in documents:
        if len(encoded):
            counts += score_document(encoded.document.gold, loose(encoded.document, model.chain.decode(emissions(model, encoded))), None)
    return [100 * prf(counts[f"span_{role}_hit"], counts[f"span_{role}_pred"], counts[f"span_{role}_gold"])["f"] for role in corpus.ROLES]


def loose(document, tags):
    """Fragments as statements without links, for span figures alone."""
    tokens = document.tokens
    spans = {1: [], 2: [], 3: []}
    for role, first, end in corpus.runs(tags):
        role = {0: 1, 1: 2, 2: 3}[role]
        if role == 1:
            first, end = corpus.trim_content(document.norm, first, end)
        if end > first:
            spans[role].append([tokens[first][0], tokens[end - 1][1]])
    statements = [{"content": [span]} for span in spans[1]]
    if statements:
        statements[0].update(cue=spans[2], speaker=spans[3])
    return statements


def main():
    parser = argparse.ArgumentParser(description="train one tagger")
    parser.add_argument("name")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--soft", nargs="*", default=[], help="teachers' names: their marginals are mixed with gold")
    parser.add_argument("--gold", type=float, default=0.4, help="share of gold in the mixed target")
    parser.add_argument("--start", default="", help="name of the trained tagger to go on from")
    parser.add_argument("--extra", nargs="*", default=[], help="sets without gold, labelled by the teachers")
    parser.add_argument("--context", default="", help="name of ready-made context vectors")
    parser.add_argument("--set", nargs="*", default=[], help="key=value of the configuration")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    sys.path.insert(0, str(corpus.SHARED / "eval"))
    config = dict(CONFIG)
    for pair in arguments.set:
        key, value = pair.split("=", 1)
        config[key] = json.loads(value)
    run(arguments, config)


def run(arguments, config):
    own = corpus.load("diplomacy")
    held = [document for document in own if corpus.is_held(document.id)]
    dev = corpus.load("dev")
    sets = [(corpus.load("train"), 1), ([document for document in own if not corpus.is_held(document.id)], config["diplomacy"]),
            (corpus.load("articles"), config["articles"])]
    # Rows of the tables belong to words: whoever goes on from a tagger keeps its words.
    started = restore(arguments.start) if arguments.start else None
    lexicon = started[1] if started else gathered(sets, config)
    vectors = Vectors(arguments.context)
    soft = Soft(arguments.soft)
    encode = lambda document, target=None: Encoded(document, lexicon, config, target, vectors.of(document))
    material = []
    for documents, times in sets:
        for document in documents if times else []:
            encoded = encode(document, soft.mixed(document, hard_target(corpus.tags(document)), arguments.gold))
            material += [encoded] * times
    for name in arguments.extra:
        for document in corpus.load(name):
            material.append(encode(document, soft.of(document)))
    dev, held = [encode(document) for document in dev], [encode(document) for document in held]
    torch.manual_seed(arguments.seed)
    model = Tagger(lexicon, config, vectors.size)
    if started:
        model.load_state_dict(started[0].state_dict())
    n_weights = sum(p.numel() for p in model.parameters())
    print(f"{len(material)} documents, {sum(map(len, material))} tokens, {len(lexicon.words)} words, "
          f"{lexicon.n_learned} learned, {n_weights} weights", flush=True)
    WORK.mkdir(parents=True, exist_ok=True)

    def report(epoch, averaged):
        scores = [" / ".join(f"{x:.1f}" for x in span_scores(averaged, documents)) for documents in (dev, held)]
        print(f"   epoch {epoch}: dev {scores[0]} · held {scores[1]}", flush=True)
        torch.save({"state": averaged.state_dict(), "config": config, "words": lexicon.words, "epoch": epoch,
                    "learned_row": lexicon.learned_row, "n_learned": lexicon.n_learned, "seed": arguments.seed,
                    "dev": scores[0], "held": scores[1]}, WORK / f"{arguments.name}.pt")

    train(model, material, config, arguments.epochs, arguments.seed, report)


def gathered(sets, config):
    """The words of the texts: those of marked documents, and of unmarked ones."""
    marked, unmarked = Counter(), Counter()
    for documents, _ in sets:
        for document in documents:
            marked.update(document.norm)
    for name in corpus.UNMARKED:
        for document in corpus.load(name):
            unmarked.update(document.norm)
    return Lexicon(marked, unmarked, config)


class Vectors:
    """Ready-made context vectors of documents, from WORK/NAME/…npy; none for the empty name."""

    def __init__(self, name):
        self.folder = WORK / name if name else None
        self.size = json.loads((self.folder / "size.json").read_text()) if name else 0

    def of(self, document):
        return np.load(self.folder / f"{corpus.fnv1a(document.id):08x}.npy") if self.folder else None


class Soft:
    """Teachers' marginals of documents: WORK/soft/TEACHER/…npz; several are averaged."""

    def __init__(self, teachers):
        self.folders = [WORK / "soft" / name for name in teachers]

    def of(self, document):
        found = [np.load(folder / f"{corpus.fnv1a(document.id):08x}.npz") for folder in self.folders]
        return tuple(np.mean([x[key].astype(np.float32) for x in found], 0).astype(np.float16) for key in ("pairs", "tags"))

    def mixed(self, document, hard, share):
        if not self.folders:
            return hard
        return tuple((share * h + (1 - share) * s).astype(np.float16) for h, s in zip(hard, self.of(document)))


if __name__ == "__main__":
    main()
