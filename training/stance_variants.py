"""Statements made of marked ones, for the teacher to label: contents under other cues, and words for like words.

    python training/stance_variants.py    # writes WORK/stance_variants.jsonl, one statement a document, and the tokens of
                                          # these and of what prepare.py leaves out (WORK/stance_extra.jsonl)

Nobody marks a variant: it need not make good sense, only show the student words and pairings that the marked
statements lack, with what the teacher makes of them. ENGINE names another batch program.
"""

import bisect
import collections
import json
import os
import random
import re
import subprocess

import numpy as np

import corpus
import stance
from corpus import FLAGS
from stance_window import token_dumps

ENGINE = os.environ.get("ENGINE", "target/release/demarche")
SETS = ("train", "diplomacy", "articles", "stance_extra")
SOURCES = ("diplomacy", "articles", "lines", "more")
ROLES = ("content", "cue", "speaker")
# Of all variants so many, by chance, are written: the encoder takes its time.
MOST = 18000
# Share of the words replaced: in a variant of words, and in one of cues.
SHARES = (0.3, 0.1)
NEIGHBOURS = 12
# So many commonest words, mostly without a meaning of their own, stay.
KEPT = 140
WORD = re.compile(r"[a-z]{4,}")
MOST_CHARACTERS = 700
# Words that lose their capital when a content no longer opens its sentence.
SMALL = set("the a an we our they their it its this that these those there he his she her you your no any all if".split())


class Likeness:
    """Words that stand near each other in the fixed vectors of the attribution model."""

    def __init__(self, dumps, rows, vectors):
        counts = collections.Counter(word for dump in dumps.values() for word in dump["norm"])
        common = {word for word, _ in counts.most_common(KEPT)}
        self.words = [word for word in rows if WORD.fullmatch(word) and word not in common]
        units = vectors[[rows[word] for word in self.words]]
        self.units = units / (np.linalg.norm(units, axis=1, keepdims=True) + 1e-6)
        self.places = {word: place for place, word in enumerate(self.words)}
        self.found = {}

    def other(self, word, chance):
        if word not in self.places:
            return word
        if word not in self.found:
            nearness = self.units @ self.units[self.places[word]]
            self.found[word] = [self.words[place] for place in np.argsort(-nearness)[1 : NEIGHBOURS + 1]]
        return chance.choice(self.found[word])


def sentences(dump, statement):
    """Where the sentences that hold a statement start and end."""
    starts, ends = [token[0] for token in dump["tokens"]], [token[1] for token in dump["tokens"]]
    spans = [span for role in ROLES for span in statement.get(role) or []]
    first = bisect.bisect_right(ends, min(span[0] for span in spans))
    last = bisect.bisect_left(starts, max(span[1] for span in spans)) - 1
    is_start, is_end = (1 << FLAGS.index(name) for name in ("sentence_start", "sentence_end"))
    while first > 0 and not dump["flags"][first] & is_start:
        first -= 1
    while last + 1 < len(ends) and not dump["flags"][last] & is_end:
        last += 1
    return starts[first], ends[last]


def cut(document, statement, dump):
    """A statement with the text of its sentences alone; nothing for a long one."""
    start, end = sentences(dump, statement)
    if end - start > MOST_CHARACTERS:
        return None
    moved = {role: [[a - start, b - start] for a, b in statement.get(role) or []] for role in ROLES}
    return dict(moved, text=document["text"][start:end], kind=statement.get("kind") or "indirect", of=document["id"])


def replaced(piece, first, end, words):
    """The statement with `words` in place of a stretch of its text; spans move along."""
    move = len(words) - (end - first)
    place = lambda at: at if at <= first else at + move if at >= end else first + min(at - first, len(words))
    moved = {role: [[place(a), place(b)] for a, b in piece[role]] for role in ROLES}
    return dict(piece, **moved, text=piece["text"][:first] + words + piece["text"][end:])


def with_other_words(piece, share, likeness, chance):
    for match in reversed(list(re.finditer(r"\b[a-z]{4,}\b", piece["text"]))):
        if chance.random() < share:
            piece = replaced(piece, match.start(), match.end(), likeness.other(match.group(), chance))
    return piece


def form(piece):
    """What a content must be like to stand in another's place; nothing for one in several parts."""
    if len(piece["content"]) != 1:
        return None
    start, end = piece["content"][0]
    words = piece["text"][start:end].split()
    if not words:
        return None
    is_quoted = start > 0 and piece["text"][start - 1] in "“\""
    opening = words[0].lower()
    shape = "to" if opening == "to" else "ing" if opening.endswith("ing") else "few" if len(words) < 5 else "clause"
    return shape, is_quoted


def under_other_cue(piece, other):
    """The content of `other` in the place of the piece's own."""
    start, end = piece["content"][0]
    content = other["text"][slice(*other["content"][0])]
    initial = piece["text"][start]
    if initial.isupper() and start == 0 or not content[:2].istitle():
        content = (content[0].upper() if initial.isupper() else content[0]) + content[1:]
    elif initial.islower() and content.split()[0] not in ("I",) and content.split()[0].lower() in SMALL:
        content = content[0].lower() + content[1:]
    mixed = replaced(piece, start, end, content)
    return dict(mixed, content=[[start, start + len(content)]], of=f"{piece['of']} {other['of']}")



def variants(pieces, likeness, chance):
    by_form = collections.defaultdict(list)
    for piece in pieces:
        by_form[form(piece)].append(piece)
    for piece in pieces:
        yield with_other_words(piece, SHARES[0], likeness, chance)
        if form(piece):
            mixed = under_other_cue(piece, chance.choice(by_form[form(piece)]))
            yield with_other_words(mixed, SHARES[1], likeness, chance)


def tokenized(name, documents):
    """Writes WORK/name.jsonl and the engine's tokens of it."""
    path = corpus.WORK / f"{name}.jsonl"
    with open(path, "w", encoding="utf-8") as out:
        for document in documents:
            out.write(json.dumps(document, ensure_ascii=False) + "\n")
    subprocess.run([ENGINE, "dump", "tokens", str(path), "--out", str(corpus.WORK / f"{name}.tokens.jsonl")], check=True)


def main():
    from stance_student import word_vectors

    extra = (document for source, document in stance.documents() if source in ("lines", "seed"))
    tokenized("stance_extra", (dict(id=document["id"], text=document["text"]) for document in extra))
    dumps, chance = token_dumps(SETS), random.Random(4)
    pieces = []
    for source, document in stance.documents():
        if source in SOURCES and document["id"] in dumps:
            usable = [s for s in document["statements"] if stance.is_usable(s)]
            pieces += filter(None, (cut(document, s, dumps[document["id"]]) for s in usable))
    likeness = Likeness(dumps, *word_vectors())
    made = list(variants(pieces, likeness, chance))
    chance.shuffle(made)
    documents = []
    for number, variant in enumerate(made[:MOST]):
        statement = {key: variant[key] for key in (*ROLES, "kind")}
        documents.append(dict(id=f"variant-{number}", of=variant["of"], text=variant["text"], statements=[statement]))
    tokenized("stance_variants", documents)
    print(f"{len(pieces)} marked statements, {len(documents)} of {len(made)} variants written")


if __name__ == "__main__":
    main()
