"""Leaves out blocks of a trained tagger's weights, so that the engine has fewer products to make: prune.py FROM TO SHARE.

The optimal brain surgeon (Hassibi and Stork 1993; for layers one by one Frantar and Alistarh 2023): of a matrix whose
inputs' second moments are known, that block goes whose loss changes the sums least once the others have made up for it,
and then the next. A row of blocks is emptied by itself; how far is one bound for all of them, so that SHARE of all blocks
are gone. What a change of a gate's sum does to the state that leaves the cell weighs the rows.
"""

import sys

import numpy as np
import torch

import corpus
from corpus import WORK
from lexicon import Encoded
from network import restore

ROWS, COLUMNS = 16, 2  # a block: src/nlp/attribution/matrix.rs
DAMPING = 1e-3  # of the mean second moment
MOST = 0.6  # of a row of blocks


def blocks(matrix):
    """A view of a matrix as [row of blocks, row, column of blocks, column]."""
    return matrix.unflatten(0, (-1, ROWS)).unflatten(2, (-1, COLUMNS))


class Zeros:
    """Keeps the blocks of a tagger that are zero as they are while it learns."""

    def __init__(self, model):
        self.matrices = []
        for pair in model.lstm:
            for lstm in (pair.forwards, pair.backwards):
                self.matrices += [lstm.weight_ih_l0.data, lstm.weight_hh_l0.data]
        self.kept = [blocks(matrix).any(3).any(1) for matrix in self.matrices]
        if all(kept.all() for kept in self.kept):
            self.matrices = []

    def clear(self):
        for matrix, kept in zip(self.matrices, self.kept):
            blocks(matrix).mul_(kept[:, None, :, None])


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def read(inputs, weight, bias):
    """One direction over a text: its states, what its matrix saw (with a one for the bias), and the gates' weights [4H]."""
    n_hidden, n_in = len(bias) // 4, inputs.shape[1]
    state, cell = np.zeros((2, n_hidden), np.float32)
    sums, onward = inputs @ weight[:, :n_in].T + bias, np.ascontiguousarray(weight[:, n_in:].T)
    states, before, worth = np.zeros((len(inputs), n_hidden), np.float32), np.zeros((len(inputs), n_hidden), np.float32), 0
    for t in range(len(inputs)):
        before[t] = state
        into, forget, fresh, out = np.split(sums[t] + state @ onward, 4)
        into, forget, fresh, out = sigmoid(into), sigmoid(forget), np.tanh(fresh), sigmoid(out)
        last, cell = cell, forget * cell + into * fresh
        shown = np.tanh(cell)
        state = states[t] = out * shown
        through = out * (1 - shown**2)
        worth = worth + np.concatenate([through * fresh * into * (1 - into), through * last * forget * (1 - forget),
                                        through * into * (1 - fresh**2), shown * out * (1 - out)]) ** 2
    return states, np.concatenate([before, np.ones((len(before), 1), np.float32)], 1), worth


@torch.no_grad()
def moments(model, documents):
    """For each layer and direction: second moments of what its matrix sees, and the weights of its rows."""
    seen, worths = {}, {}
    for encoded in documents:
        x = model.inputs(encoded.words, encoded.affixes, encoded.flags).numpy()
        for layer, pair in enumerate(model.lstm):
            states = []
            for name, step in (("forwards", 1), ("backwards", -1)):
                weight, bias = joined(getattr(pair, name))
                own, before, worth = read(x[::step], weight, bias)
                saw = np.concatenate([x[::step], before], 1).astype(np.float64)
                seen[layer, name] = seen.get((layer, name), 0) + saw.T @ saw
                worths[layer, name] = worths.get((layer, name), 0) + worth
                states.append(own[::step])
            x = np.concatenate(states, 1)
    n_tokens = sum(map(len, documents))
    for key, moment in seen.items():
        moment /= n_tokens
        moment += np.eye(len(moment)) * DAMPING * np.diag(moment)[:-1].mean()
    return seen, worths


def joined(lstm):
    """The whole matrix [4H, in + H] and its bias."""
    weight = torch.cat([lstm.weight_ih_l0.data, lstm.weight_hh_l0.data], 1).numpy()
    return weight, (lstm.bias_ih_l0.data + lstm.bias_hh_l0.data).numpy()


def emptied(rows, moment, worth, free):
    """Pairs of columns in the order in which they leave these rows (weights and bias), with what each costs."""
    n_pairs = len(free)
    rows, inverse, left, order = rows.astype(np.float64), np.linalg.inv(moment), free.copy(), []
    for _ in range(int(MOST * free.sum())):
        own = inverse[:-1, :-1].reshape(n_pairs, 2, n_pairs, 2)[np.arange(n_pairs), :, np.arange(n_pairs)]
        own[~left] = np.eye(2)
        own = np.linalg.inv(own)
        pairs = rows[:, :-1].reshape(len(rows), n_pairs, 2)
        cost = np.einsum("rpa,pab,rpb,r->p", pairs, own, pairs, worth, optimize=True)
        cost[~left] = np.inf
        pair = int(cost.argmin())
        columns = [2 * pair, 2 * pair + 1]
        share = own[pair] @ inverse[columns]
        rows = rows - rows[:, columns] @ share
        inverse = inverse - inverse[:, columns] @ share
        rows[:, columns], inverse[columns], inverse[:, columns], left[pair] = 0, 0, 0, False
        order.append((max(cost[pair], order[-1][0] if order else 0.0), pair))
    return order


def made_up(rows, moment, gone):
    """The rows (weights and bias) without some pairs of columns, the rest fitted to the sums of before."""
    kept = np.append(~np.repeat(gone, 2), True)
    fitted = np.zeros_like(rows)
    fitted[:, kept] = np.linalg.solve(moment[np.ix_(kept, kept)], moment[kept] @ rows.T).T
    return fitted


def prune(model, documents, share):
    """Prunes in place."""
    seen, worths = moments(model, documents)
    n_flags, orders, n_free = len(model.config["flags"]), {}, 0
    for (layer, name), moment in seen.items():
        lstm = getattr(model.lstm[layer], name)
        whole = np.concatenate([joined(lstm)[0], joined(lstm)[1][:, None]], 1)
        free = np.ones((whole.shape[1] - 1) // COLUMNS, bool)
        if layer == 0:  # flags are added, not multiplied
            n_in = lstm.weight_ih_l0.shape[1]
            free[(n_in - n_flags) // COLUMNS : n_in // COLUMNS] = False
        for row in range(0, len(whole), ROWS):
            here = slice(row, row + ROWS)
            orders[layer, name, row] = whole[here], free, emptied(whole[here], moment, worths[layer, name][here], free)
            n_free += free.sum()
    bound = np.sort([cost for _, _, order in orders.values() for cost, _ in order])[int(share * n_free)]
    for (layer, name, row), (rows, free, order) in orders.items():
        gone = np.zeros_like(free)
        gone[[pair for cost, pair in order if cost <= bound]] = True
        put(getattr(model.lstm[layer], name), row, made_up(rows, seen[layer, name], gone))


def put(lstm, row, rows):
    here, n_in, rows = slice(row, row + ROWS), lstm.weight_ih_l0.shape[1], torch.tensor(rows, dtype=torch.float32)
    lstm.weight_ih_l0.data[here], lstm.weight_hh_l0.data[here] = rows[:, :n_in], rows[:, n_in:-1]
    lstm.bias_ih_l0.data[here], lstm.bias_hh_l0.data[here] = rows[:, -1], 0


def main():
    source, name, share = sys.argv[1:]
    torch.set_num_threads(1)
    model, lexicon, saved = restore(source)
    documents = corpus.load("train")[::6] + [x for x in corpus.load("diplomacy") if not corpus.is_held(x.id)][::3]
    prune(model, [Encoded(x, lexicon, saved["config"]) for x in documents if x.tokens], float(share))
    torch.save({**saved, "state": model.state_dict()}, WORK / f"{name}.pt")


if __name__ == "__main__":
    main()
