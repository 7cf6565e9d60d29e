"""The tagging network: embeddings, affixes and flags, a bidirectional LSTM, a conditional random field."""

import torch
from torch import nn

import fast
from corpus import TAGS, WORK

FORBIDDEN = -10000.0


def allowed_steps():
    """0 where tag `to` may follow tag `from`, FORBIDDEN elsewhere; and the same for the first tag."""
    n = len(TAGS)
    step = torch.zeros(n, n)
    start = torch.zeros(n)
    for to in (2, 4, 6):
        start[to] = FORBIDDEN
        for before in range(n):
            if before not in (to, to - 1):
                step[before, to] = FORBIDDEN
    return step, start


class Chain(nn.Module):
    """A linear-chain conditional random field whose steps keep to BIO."""

    def __init__(self):
        super().__init__()
        n = len(TAGS)
        self.step = nn.Parameter(torch.zeros(n, n))
        self.start = nn.Parameter(torch.zeros(n))
        self.end = nn.Parameter(torch.zeros(n))
        step, start = allowed_steps()
        self.register_buffer("step_mask", step, persistent=False)
        self.register_buffer("start_mask", start, persistent=False)

    def weights(self):
        return self.step.masked_fill(self.step_mask < 0, FORBIDDEN), self.start.masked_fill(self.start_mask < 0, FORBIDDEN), self.end

    def loss(self, emissions, pairs, firsts, lasts, mask):
        """Cross-entropy of the chain against a distribution over taggings, per token.

        emissions [B, T, n]; pairs [B, T, n, n] = probability of (tag at t-1, tag at t), row 0 unused;
        firsts and lasts [B, n] = tag distribution at the ends; mask [B, T].
        Hard gold is the special case of ones and zeros.
        """
        step, start, end = self.weights()
        if fast.chain:
            return fast.chain(emissions, pairs, firsts, lasts, mask.sum(1), step, start, end) / mask.sum()
        unary = pairs.sum(2)
        unary[:, 0] = firsts
        weight = mask.unsqueeze(-1).to(emissions.dtype)
        soft_step = step.clamp(min=-50.0)
        expected = (unary * emissions * weight).sum((1, 2))
        expected = expected + (firsts * start.clamp(min=-50.0)).sum(-1) + (lasts * end).sum(-1)
        counts = (pairs[:, 1:] * weight[:, 1:].unsqueeze(-1)).sum(1)
        expected = expected + (counts * soft_step).sum((1, 2))
        return (log_partition(emissions, mask, step, start, end) - expected).sum() / mask.sum()

    @torch.no_grad()
    def decode(self, emissions):
        """Best tags of one sequence."""
        return viterbi(emissions, *self.weights())


@torch.jit.script
def log_partition(emissions, mask, step, start, end):
    alpha = start + emissions[:, 0]
    for t in range(1, emissions.size(1)):
        following = torch.logsumexp(alpha.unsqueeze(2) + step, 1) + emissions[:, t]
        alpha = torch.where(mask[:, t].unsqueeze(1), following, alpha)
    return torch.logsumexp(alpha + end, 1)


def viterbi(emissions, step, start, end):
    emissions, step, start, end = (x.detach().double().numpy() for x in (emissions, step, start, end))
    score = start + emissions[0]
    back = []
    for t in range(1, len(emissions)):
        through = score[:, None] + step
        back.append(through.argmax(0))
        score = through.max(0) + emissions[t]
    tag = int((score + end).argmax())
    tags = [tag]
    for pointers in reversed(back):
        tag = int(pointers[tag])
        tags.append(tag)
    return tags[::-1]


class TwoWay(nn.Module):
    """One layer of two LSTMs, one from each end; what stands behind a sequence's end is never seen by either.

    Sequences side by side (with lengths) may take the fast loops, in bf16; one alone is always exact.
    """

    def __init__(self, n_in, hidden):
        super().__init__()
        self.forwards = nn.LSTM(n_in, hidden, batch_first=True)
        self.backwards = nn.LSTM(n_in, hidden, batch_first=True)
        for lstm in (self.forwards, self.backwards):
            for gate in lstm.weight_hh_l0.data.chunk(4):
                nn.init.orthogonal_(gate)
            lstm.bias_ih_l0.data.zero_()
            lstm.bias_ih_l0.data[hidden : 2 * hidden] = 1.0
            lstm.bias_hh_l0.data.zero_()

    def forward(self, x, lengths=None):
        if lengths is None:
            lengths = torch.full((x.shape[0],), x.shape[1])
        if fast.lstm and lengths is not None:
            return torch.cat([fast.lstm(x, lstm.weight_ih_l0, lstm.weight_hh_l0, lstm.bias_ih_l0 + lstm.bias_hh_l0, lengths, reverse)
                              for lstm, reverse in ((self.forwards, False), (self.backwards, True))], -1)
        places = torch.arange(x.shape[1]).unsqueeze(0)
        mirror = torch.where(places < lengths.unsqueeze(1), lengths.unsqueeze(1) - 1 - places, places)
        flip = lambda y: y.gather(1, mirror.unsqueeze(-1).expand(-1, -1, y.shape[2]))
        ahead, _ = self.forwards(x)
        back, _ = self.backwards(flip(x))
        return torch.cat([ahead, flip(back)], -1)


class Tagger(nn.Module):
    """Words, affixes, flags (and, for a teacher, ready-made context vectors) to emissions."""

    def __init__(self, lexicon, config, n_context=0):
        super().__init__()
        self.config = config
        self.register_buffer("fixed", lexicon.vectors)
        self.register_buffer("learned_row", lexicon.learned_row)
        self.learned = nn.Embedding(lexicon.n_learned, config["learned"])
        nn.init.normal_(self.learned.weight, 0, 0.3)
        self.affixes = nn.ModuleList(nn.Embedding(a["rows"], config["affix"]) for a in config["affixes"])
        for table in self.affixes:
            nn.init.normal_(table.weight, 0, 0.3)
        width = lexicon.vectors.shape[1] + config["learned"] + len(self.affixes) * config["affix"] + len(config["flags"])
        if n_context:
            self.context = nn.Linear(n_context, config["context"])
            width += config["context"]
        self.lstm = nn.ModuleList()
        for layer in range(config["layers"]):
            self.lstm.append(TwoWay(width if layer == 0 else 2 * config["hidden"], config["hidden"]))
        self.emit = nn.Linear(2 * config["hidden"], len(TAGS))
        self.chain = Chain()

    def inputs(self, words, affixes, flags, context=None):
        parts = [self.learned(self.learned_row[words]), self.fixed[words]]
        parts += [table(affixes[..., at]) for at, table in enumerate(self.affixes)]
        parts.append(flags)
        kinds = ["learned", "glove"] + ["affixes"] * len(self.affixes) + ["flags"]
        parts = [part * 0 if kind in self.config.get("without", []) else part for kind, part in zip(kinds, parts)]
        if context is not None:
            parts.append(torch.tanh(self.context(context)))
        return torch.cat(parts, -1)

    def forward(self, words, affixes, flags, lengths=None, context=None):
        if self.training:
            words = words.masked_fill(torch.rand(words.shape) < self.config["word_dropout"], 0)
        x = self.inputs(words, affixes, flags, context)
        if self.training:
            keep = 1 - self.config["input_dropout"]
            x = x * (torch.rand(x.shape[0], 1, x.shape[2]) < keep) / keep
        for layer in self.lstm:
            x = layer(x, lengths)
            if self.training:
                x = (fast.drop or nn.functional.dropout)(x, self.config["dropout"])
        with torch.autocast("cpu", enabled=False):
            return self.emit(x.float())


class Restored:
    """What a saved tagger needs of its lexicon."""

    def __init__(self, saved):
        self.words = saved["words"]
        self.row = {word: at + 1 for at, word in enumerate(self.words)}
        self.vectors = saved["state"]["fixed"]
        self.learned_row = saved["learned_row"]
        self.n_learned = saved["n_learned"]


def restore(name):
    """A saved tagger with its lexicon and the record of its training."""
    saved = torch.load(WORK / f"{name}.pt", weights_only=False)
    lexicon = Restored(saved)
    size = saved["state"]["context.weight"].shape[1] if "context.weight" in saved["state"] else 0
    model = Tagger(lexicon, saved["config"], size)
    model.load_state_dict(saved["state"])
    model.eval()
    return model, lexicon, saved
