"""Statements as runs of tokens with roles, as nlp::stance::window cuts them in the engine."""

import bisect

import numpy as np

import corpus

CONTENT, CUE, SPEAKER = 1, 2, 4
ENDS = (42, 18)
REACH = 70
AROUND = (12, 7)


def token_dumps(sets):
    """Token offsets, normal forms and flags of every document of these prepared sets, by the document's name."""
    dumps = {}
    for name in sets:
        for dump in corpus.read_lines(corpus.WORK / f"{name}.tokens.jsonl"):
            dumps[dump["id"]] = dump
    return dumps


def window(tokens, statement):
    """Indexes of the tokens to read and the roles of each; nothing without content."""
    starts, ends = [token[0] for token in tokens], [token[1] for token in tokens]
    roles = {}
    for key, role in (("content", CONTENT), ("cue", CUE), ("speaker", SPEAKER)):
        for start, end in statement.get(key) or []:
            for at in range(bisect.bisect_right(ends, start), bisect.bisect_left(starts, end)):
                roles[at] = roles.get(at, 0) | role
    content = sorted(at for at, role in roles.items() if role & CONTENT)
    if not content:
        return [], []
    if len(content) > sum(ENDS):
        content = content[: ENDS[0]] + content[-ENDS[1] :]
    head, tail = content[0], content[-1]
    near = [at for at, role in roles.items() if (not role & CONTENT and abs(at - head) < REACH) or role & CUE]
    core = set(content) | set(near)
    first, last = min(core), max(core)
    around = range(max(0, first - AROUND[0]), min(len(tokens), last + AROUND[1] + 1))
    core |= {at for at in around if at not in roles and min(abs(at - x) for x in (first, last, head, tail)) <= AROUND[0]}
    read = sorted(core)
    return read, [roles.get(at, 0) for at in read]


def padded(rows, fill=0, dtype=np.int64):
    """Rows of unequal length as one array."""
    out = np.full((len(rows), max(map(len, rows), default=1) or 1), fill, dtype)
    for place, row in enumerate(rows):
        out[place, : len(row)] = row
    return out


def batches(examples, size, random=None):
    """Examples of like length together, in random order when a source of chance is given."""
    jitter = (lambda: random.random() * 20) if random else (lambda: 0)
    order = sorted(examples, key=lambda e: len(e["roles"]) + jitter())
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    if random:
        random.shuffle(groups)
    return groups
