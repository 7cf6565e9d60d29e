"""Which documents the network learns from, and how gold spans become tags of tokens.

Texts and gold come from the corpora; tokens, norms and flags from the engine's token dump (FORMAT.md, section 1).
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

PROJECT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DEMARCHE_SHARED", PROJECT.parent / "shared"))
WORK = Path(os.environ.get("DEMARCHE_TRAINING", PROJECT / "target" / "training"))

TAGS = ["O", "B-content", "I-content", "B-cue", "I-cue", "B-source", "I-source"]
UNMARKED = ["unmarked", "newswire"]
ROLES = ["content", "cue", "speaker"]
FLAGS = """title upper inner_upper digit mark clitic hyphen blank_before line_start line_end paragraph_start apart
sentence_start sentence_end unstopped quoted quoted_deep quoted_single opens closes bracketed after_cited
""".split()
HELD = {f"w{w}-{n:02}" for w in (1, 2) for n in (5, 10, 15, 20)} | {f"w{w}-{n:02}" for w in range(3, 9) for n in (5, 10)}
QUOTES = {'"', "'"}


@dataclass
class Document:
    """A text with its tokens and, where known, its statements."""

    id: str
    text: str
    tokens: list  # [start, end] in code points
    norm: list
    flags: np.ndarray
    statements: list = field(default_factory=list)
    gold: dict = field(default_factory=dict)  # the whole gold record, for the scorer

    def bits(self):
        """Flags as 0 and 1, one row a token."""
        return ((self.flags[:, None] >> np.arange(len(FLAGS))) & 1).astype(np.float32)


def is_held(id):
    """Whether an article of the diplomacy set is kept for measuring."""
    return any(id == h or id.startswith(h + "-") for h in HELD)


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def load(name):
    """Documents of a prepared set: WORK/name.jsonl (text and gold) with WORK/name.tokens.jsonl (dump)."""
    golds = read_lines(WORK / f"{name}.jsonl")
    dumps = {dump["id"]: dump for dump in read_lines(WORK / f"{name}.tokens.jsonl")}
    documents = []
    for gold in golds:
        dump = dumps[gold["id"]]
        documents.append(
            Document(gold["id"], gold["text"], dump["tokens"], dump["norm"], np.array(dump["flags"], np.int64),
                     gold.get("statements", []), gold)
        )
    return documents


def token_range(document, span):
    """Tokens that share a character with a span: first, end."""
    starts = [token[0] for token in document.tokens]
    ends = [token[1] for token in document.tokens]
    first = int(np.searchsorted(ends, span[0], side="right"))
    end = int(np.searchsorted(starts, span[1], side="left"))
    return first, max(first, end)


def trim_content(norm, first, end, is_head=True):
    """Content without outer quotation marks, trailing stops, and "that" at its head."""
    while True:
        before = (first, end)
        while end > first and norm[end - 1] in {",", ".", ";", ":"}:
            end -= 1
        if end - first >= 2 and norm[first] in QUOTES and norm[end - 1] in QUOTES and \
                not any(mark == norm[first] for mark in norm[first + 1 : end - 1]):
            first, end = first + 1, end - 1
        for mark in QUOTES:
            inside = norm[first:end].count(mark)
            if inside % 2 == 1 and end > first and norm[first] == mark:
                first += 1
            elif inside % 2 == 1 and end > first and norm[end - 1] == mark:
                end -= 1
        if is_head and end - first >= 2 and norm[first] == "that":
            first, is_head = first + 1, False
        if (first, end) == before:
            return first, end


def fragments(document):
    """Per statement and role the token ranges of its fragments, contents trimmed."""
    starts = np.array([token[0] for token in document.tokens])
    ends = np.array([token[1] for token in document.tokens])
    found = []
    for statement in document.statements:
        if statement.get("tier") == "excluded" or not statement.get("content"):
            continue
        roles = {}
        for role in ROLES:
            spans = []
            for at, span in enumerate(sorted(statement.get(role) or [])):
                first = int(np.searchsorted(ends, span[0], side="right"))
                end = int(np.searchsorted(starts, span[1], side="left"))
                if role == "content":
                    first, end = trim_content(document.norm, first, end, at == 0)
                if end > first:
                    spans.append((first, end))
            roles[role] = spans
        if roles["content"]:
            roles["tier"] = statement.get("tier") or "core"
            found.append(roles)
    return found


def tags(document):
    """One tag a token; where statements nest, the outer one is tagged."""
    labels = np.zeros(len(document.tokens), np.int64)
    statements = fragments(document)
    size = lambda s: sum(end - first for first, end in s["content"])
    statements.sort(key=size, reverse=True)
    is_content = np.zeros(len(labels), bool)
    kept = []
    for statement in statements:
        if any(is_content[first:end].any() for first, end in statement["content"]):
            continue
        for first, end in statement["content"]:
            is_content[first:end] = True
        kept.append(statement)
    for role, begin in (("speaker", 5), ("cue", 3), ("content", 1)):
        for statement in kept:
            for first, end in statement[role]:
                if role != "content" and is_content[first:end].any():
                    continue
                labels[first] = begin
                labels[first + 1 : end] = begin + 1
    return mend(labels)


def mend(labels):
    """An I- after anything but its own B- or I- becomes B-."""
    for at, tag in enumerate(labels):
        if tag in (2, 4, 6) and (at == 0 or labels[at - 1] not in (tag, tag - 1)):
            labels[at] = tag - 1
    return labels


def runs(labels):
    """Fragments that tags mean: (role number, first, end)."""
    found = []
    at = 0
    while at < len(labels):
        tag = labels[at]
        if tag in (1, 3, 5):
            end = at + 1
            while end < len(labels) and labels[end] == tag + 1:
                end += 1
            found.append((tag // 2, at, end))
            at = end
        else:
            at += 1
    return found


def fnv1a(text):
    """32-bit FNV-1a over UTF-8."""
    value = 0x811C9DC5
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def affix(norm, kind):
    """The part of a word that an affix table looks at."""
    return {"p3": norm[:3], "s3": norm[-3:], "s2": norm[-2:], "w": norm}[kind]
