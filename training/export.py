"""Writes models/attribution.bin (FORMAT.md, section 2) from a trained tagger and fitted linkers: export.py NAME [OUT]."""

import json
import struct
import sys
from collections import Counter

import numpy as np
import torch

import corpus
from corpus import PROJECT, TAGS, WORK
from network import restore
from prune import blocks

MAGIC = b"DMRC1\n"
LEARNED_LEVELS = 31
AFFIX_LEVELS = 63
LEARNED_COUNT = 5  # what was learned of words seen less often is chance, and the part of the file that no packer makes smaller


def by_row(matrix):
    """Integers and one scale a row."""
    scale = matrix.abs().amax(1).clamp(min=1e-8) / 127
    return (matrix / scale.unsqueeze(1)).round().to(torch.int8), scale


def by_column(table, levels):
    """Integers up to ± levels and one scale a column; the few values beyond three and a half deviations are cut."""
    scale = (table.std(0) * 3.5 / levels).clamp(min=1e-8)
    return (table / scale).round().clamp(-levels, levels).to(torch.int8), scale


def on_grid(table):
    """A table that is rounded already: its own grid, without loss."""
    size = torch.where(table.abs() > 1e-9, table.abs(), torch.inf)
    scale = size.amin(0)
    scale = torch.where(torch.isinf(scale), torch.ones_like(scale), scale)
    whole = (table / scale).round()
    assert (whole * scale - table).abs().max() < 1e-3 and whole.abs().max() < 128
    return whole.to(torch.int8), scale


def packed(whole):
    """A matrix without its blocks of zeros: the other blocks row of blocks by row of blocks, and a bit for each block."""
    kept = blocks(whole).any(3).any(1)
    stored = blocks(whole).transpose(1, 2)[kept]
    return stored, np.packbits(kept.flatten().numpy(), bitorder="little")


def seldom(words):
    """Rows of the words that the texts to learn from hold fewer than LEARNED_COUNT times."""
    counts = Counter()
    for name in ("train", "diplomacy", "articles", *corpus.UNMARKED):
        for document in corpus.load(name):
            if not corpus.is_held(document.id):
                counts.update(document.norm)
    return torch.tensor([at + 1 for at, word in enumerate(words) if counts[word] < LEARNED_COUNT])


def quantised(model, words):
    """Every tensor of the file as (name, values, scale or None, axis), and the model rounded to match."""
    tensors = []
    learned = model.learned.weight.data[model.learned_row]
    learned[seldom(words)] = 0
    learned_whole, learned_scale = by_column(learned, LEARNED_LEVELS)
    fixed_whole, fixed_scale = on_grid(model.fixed)
    tensors.append(("word", torch.cat([learned_whole, fixed_whole], 1), torch.cat([learned_scale, fixed_scale]), 1))
    for at, table in enumerate(model.affixes):
        whole, scale = by_column(table.weight.data, AFFIX_LEVELS)
        table.weight.data = whole * scale
        tensors.append((f"affix.{at}", whole, scale, 1))
    for layer, pair in enumerate(model.lstm):
        for name, lstm in (("forward", pair.forwards), ("backward", pair.backwards)):
            whole, scale = by_row(torch.cat([lstm.weight_ih_l0.data, lstm.weight_hh_l0.data], 1))
            rounded = whole * scale.unsqueeze(1)
            lstm.weight_ih_l0.data = rounded[:, : lstm.weight_ih_l0.shape[1]].contiguous()
            lstm.weight_hh_l0.data = rounded[:, lstm.weight_ih_l0.shape[1] :].contiguous()
            tensors.append((f"lstm.{layer}.{name}", whole, scale, 0))
            tensors.append((f"lstm.{layer}.{name}.bias", lstm.bias_ih_l0.data + lstm.bias_hh_l0.data, None, None))
    whole, scale = by_row(model.emit.weight.data)
    model.emit.weight.data = whole * scale.unsqueeze(1)
    tensors += [("emit", whole, scale, 0), ("emit.bias", model.emit.bias.data, None, None)]
    step, start, end = model.chain.weights()
    tensors += [("crf.step", step.detach(), None, None), ("crf.start", start.detach(), None, None), ("crf.end", end.detach(), None, None)]
    model.learned = torch.nn.Embedding.from_pretrained(learned_whole * learned_scale)
    model.learned_row = torch.arange(len(model.fixed))
    return tensors


def main():
    name = sys.argv[1]
    out = sys.argv[2] if len(sys.argv) > 2 else PROJECT / "models" / "attribution.bin"
    model, lexicon, saved = restore(name)
    tensors = quantised(model, lexicon.words)
    config = {key: saved["config"][key] for key in ("hidden", "layers", "flags", "affixes")}
    header = {"version": 1, "name": "attribution", "trained": f"{name}, seed {saved['seed']}, {saved['epoch']} epochs",
              "config": {**config, "activation_scale": 4096, "tags": TAGS}, "tensors": []}
    data = bytearray()

    def add(name, content, dtype, shape, **more):
        data.extend(b"\0" * (-len(data) % 16))
        header["tensors"].append({"name": name, "dtype": dtype, "shape": list(shape), "offset": len(data), "bytes": len(content), **more})
        data.extend(content)

    text = "\n".join(lexicon.words).encode("utf-8")
    add("words", text, "text", [len(text)])
    for name, values, scale, axis in tensors:
        if scale is None:
            add(name, values.numpy().astype("<f4").tobytes(), "f32", values.shape)
        else:
            more = {}
            if name.startswith("lstm."):
                stored, bits = packed(values)
                add(f"{name}.blocks", bits.tobytes(), "bits", [len(bits) * 8])
                more = {"blocks": f"{name}.blocks"}
            else:
                stored = values
            add(name, stored.numpy().tobytes(), "i8", values.shape, scale=f"{name}.scale", axis=axis, **more)
            add(f"{name}.scale", scale.numpy().astype("<f4").tobytes(), "f32", scale.shape)
    for name in ("link", "calibration"):
        path = WORK / f"{name}.json"
        if path.exists():
            fitted = json.loads(path.read_text())
            header["linker" if name == "link" else name] = fitted["header"]
            for tensor, values in fitted["tensors"].items():
                values = np.array(values, "<f4")
                add(tensor, values.tobytes(), "f32", values.shape)
    text = json.dumps(header, separators=(",", ":")).encode("utf-8")
    head = MAGIC + struct.pack("<I", len(text)) + text
    head += b"\0" * (-len(head) % 16)
    with open(out, "wb") as file:
        file.write(head + bytes(data))
    print(f"{out}: {len(head) + len(data)} bytes, {sum(np.prod(t['shape']) for t in header['tensors'] if t['dtype'] == 'i8')} weights")


if __name__ == "__main__":
    main()
