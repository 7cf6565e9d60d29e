"""Leaves out blocks of weights while a tagger learns, so that the engine has fewer products to make.

Gradual pruning by magnitude (Zhu and Gupta 2017) of blocks that the engine multiplies at once: of all matrices of the
recurrent layers, those blocks with the smallest norms go.
"""

import torch

ROWS, COLUMNS = 16, 2  # a block: src/nlp/attribution/matrix.rs


class Pruner:
    """Zeroes a growing share of a tagger's blocks: `share` of them from `until` (a part of the training) on."""

    def __init__(self, model, share, until=0.6):
        self.share, self.until = share, until
        n_flags = len(model.config["flags"])
        self.matrices = []
        for layer, pair in enumerate(model.lstm):
            for lstm in (pair.forwards, pair.backwards):
                # Flags are added, not multiplied: their columns, the last of the first layer's inputs, stay whole.
                into = lstm.weight_ih_l0.data
                self.matrices += [into[:, : into.shape[1] - n_flags] if layer == 0 else into, lstm.weight_hh_l0.data]
        self.gone = [torch.zeros(blocks(matrix).shape[::2], dtype=torch.bool) for matrix in self.matrices]

    def step(self, progress):
        """To be called after each update; `progress` runs from 0 to 1."""
        if not self.share:
            return
        part = min(1.0, progress / self.until)
        share = self.share * (1 - (1 - part) ** 3)
        if progress <= self.until:
            norms = [blocks(matrix).square().mean((1, 3)) for matrix in self.matrices]
            flat = torch.cat([norm.flatten() for norm in norms])
            limit = flat.kthvalue(max(1, int(share * len(flat)))).values
            self.gone = [norm <= limit for norm in norms]
        self.clear()

    def clear(self):
        """Zeroes what has gone."""
        for matrix, gone in zip(self.matrices, self.gone):
            blocks(matrix).mul_(~gone[:, None, :, None])


def blocks(matrix):
    """A view of a matrix as [row of blocks, row, column of blocks, column]."""
    return matrix.unflatten(0, (-1, ROWS)).unflatten(2, (-1, COLUMNS))
