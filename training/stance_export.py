"""The file of a stance student, as nlp::stance::model reads it."""

import os
import struct

import numpy as np

import corpus

# Activations and learned word vectors are kept below this.
MOST = 7.9


def export(path, student, names, words, factor):
    """The weights as nlp::stance::model reads them."""
    state = {name: tensor.detach().numpy().astype(np.float64) for name, tensor in student.state_dict().items()}
    rows = state["named.weight"][: len(names)]
    rows[:, :11] *= factor
    state["output.weight"][:11] *= factor
    state["output.bias"][:11] *= factor
    scale = float(np.percentile(np.abs(rows), 99.97)) / 127
    with open(path, "wb") as out:
        out.write(b"dst2" + struct.pack("<If", len(names), scale) + np.zeros(rows.shape[1], "<f4").tobytes())
        out.write(np.array([corpus.fnv1a(name) for name in names], "<u4").tobytes())
        out.write(np.clip(np.round(rows / scale), -127, 127).astype(np.int8).tobytes())
        out.write(struct.pack("<I", len(state["attention.weight"][0])))
        write_vectors(out, state["learned.weight"][1:].clip(-MOST, MOST), words)
        write_layer(out, state["input.weight"], state["input.bias"])
        for place in range(3):
            weight = state[f"convolutions.{place}.weight"].transpose(0, 2, 1)
            write_layer(out, weight.reshape(len(weight), -1), state[f"convolutions.{place}.bias"])
        for layer in ("attention", "hidden", "output"):
            write_layer(out, state[f"{layer}.weight"], state[f"{layer}.bias"])
    print(f"{path}: {len(names)} features, {os.path.getsize(path)} bytes")


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
