"""The file of a stance student, as nlp::stance::model reads it: written, and read again to train on."""

import os
import struct

import numpy as np

# Activations and learned word vectors are kept below this.
MOST = 7.9
# Columns of a named feature: labels, polarities, intensities, negated, veiled.
N_COLUMNS = 19
# Most of the unmarked news that students learn from is plain information: it makes STATE and neutral too likely. Chosen
# on the articles x28-*, from which the weights have not learned.
PRIORS = np.zeros(N_COLUMNS, "<f4")
PRIORS[10], PRIORS[12] = -0.4, -0.2


def export(path, student, names, words, factor):
    """The weights as nlp::stance::model reads them; `names` and `words` are keys (corpus.fnv1a) by row."""
    state = {name: tensor.detach().numpy().astype(np.float64) for name, tensor in student.state_dict().items()}
    rows = state["named.weight"][: len(names)]
    rows[:, :11] *= factor
    state["output.weight"][:11] *= factor
    state["output.bias"][:11] *= factor
    # The engine knows no vector of an unknown word: what was learned for it goes into the bias.
    learned = state["learned.weight"].clip(-MOST, MOST)
    unknown, vectors = learned[0], learned[1:] - learned[0]
    state["input.bias"] += state["input.weight"][:, -len(unknown) :] @ unknown
    scale = float(np.percentile(np.abs(rows), 99.97)) / 127
    with open(path, "wb") as out:
        out.write(b"dst2" + struct.pack("<If", len(names), scale) + PRIORS.tobytes())
        out.write(np.array(names, "<u4").tobytes())
        out.write(np.clip(np.round(rows / scale), -127, 127).astype(np.int8).tobytes())
        out.write(struct.pack("<I", len(state["attention.weight"][0])))
        write_vectors(out, vectors.clip(-MOST, MOST), words)
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


def write_vectors(out, vectors, keys):
    """Keys of words, sorted, and their vectors, one scale a column."""
    order = sorted({key: row for row, key in reversed(list(enumerate(keys)))}.items())
    vectors = vectors[[row for _, row in order]]
    scales = np.maximum(np.abs(vectors).max(0), 1e-8) / 127 if len(order) else np.zeros(0)
    out.write(struct.pack("<II", len(order), len(scales)))
    out.write(np.array([key for key, _ in order], "<u4").tobytes() + scales.astype("<f4").tobytes())
    out.write(np.round(vectors / scales).astype(np.int8).tobytes())


def restore(path, make):
    """The student of a file, and the keys of its named features and words, by row; `make` makes one from word vectors."""
    data, at = open(path, "rb").read(), 4

    def take(kind, *shape):
        nonlocal at
        values = np.frombuffer(data, kind, int(np.prod(shape)), at).reshape(shape)
        at += values.nbytes
        return values

    (n_names,), scale = take("<u4", 1), take("<f4", 1)
    n_columns = len(take("<f4", N_COLUMNS))
    names = take("<u4", n_names)
    rows = take("i1", n_names, n_columns) * scale
    take("<u4", 1)
    n_words, width = take("<u4", 2)
    words, scales = take("<u4", n_words), take("<f4", width)
    student = make(take("i1", n_words, width) * scales)
    state = student.state_dict()
    state["named.weight"][:n_names] = state["named.weight"].new_tensor(rows)
    for name in ("input", *(f"convolutions.{place}" for place in range(3)), "attention", "hidden", "output"):
        shape = state[f"{name}.weight"].shape
        scales, bias = take("<f4", shape[0]), take("<f4", shape[0])
        weight = take("i1", shape[0], int(np.prod(shape[1:]))) * scales[:, None]
        if len(shape) == 3:  # a convolution's columns are one place after the other
            weight = weight.reshape(shape[0], shape[2], shape[1]).transpose(0, 2, 1)
        state[f"{name}.weight"].copy_(state[f"{name}.weight"].new_tensor(weight.copy()))
        state[f"{name}.bias"].copy_(state[f"{name}.bias"].new_tensor(bias))
    return student, names.tolist(), words.tolist()
