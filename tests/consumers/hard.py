#!/usr/bin/env python3
"""Writes a Demarche JSONL whose texts have broken every annotation tool at least once.

    hard.py OUT.jsonl
"""
import json
import sys

TEXTS = {
    "astral 😀.txt": "😀 “We 👩‍🚀 will 𝒳 leave,” said Ana 🚀 Gil.\r\n\r\n“Never 😀,” she added.",
    "combining.txt": "Le cafe\u0301 “n’est pas e\u0301le\u0301gant”, a dit Zoe\u0308.\nहिन्दी में “नहीं” said Ⓐ.",
    "rtl.txt": "قال الوزير \u200f“لن نقبل”\u200f said שלום.\u00a0Then\u200b he\u2028left.",
    "markup <b>&amp;</b>.txt": "<p>“If x < y && z > 0 ]]>,” said O’Brien & Sons</p>\t=HYPERLINK(\"x\") |a;b|",
    "blanks.txt": "  \n\n  A  B   said \u00a0 that\r\nit  rains \t today.  \n",
    "dir/empty.txt": "x",
}


def span(text, words, nth=0):
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return [at, at + len(words)]


def document(name, text):
    words = [w for w in text.replace("\u2028", " ").split() if w]
    statements = []
    if len(words) >= 6:
        a, b, c = words[0], words[2], words[-1]
        first, last = span(text, a), [text.rindex(c), text.rindex(c) + len(c)]
        middle = span(text, b, 0)
        statements = [
            {"id": 0, "content": [[first[0], middle[1]]], "cue": [middle], "speaker": [last], "speaker_name": "Ana Gil",
             "mention_type": "name", "label": "WARN", "polarity": "against", "intensity": 3, "kind": "mixed",
             "target_name": "=SUM(1)", "relays": ["TASS", "the “Post”"], "relay_spans": [[last], []],
             "status": "confirmed", "confidence": 1.0, "note": "two\nlines\t<x>"},
            {"id": 1, "content": [[middle[0], last[1]]], "label": "THREATEN", "status": "suggested", "confidence": 0.25,
             "target": [first], "target_name": "Ana Gil", "speaker_name": "نور", "polarity": "favor", "parent": 0},
            {"id": 2, "content": [first, last], "cue": [], "speaker": [], "label": "STATE", "status": "corrected"},
            {"id": 3, "content": [[0, len(text)]], "label": "DENY", "status": "added", "speaker_name": "O’Brien; Sons"},
        ]
    boilerplate = [[0, 1]]
    return {"id": name, "text": text, "engine": "hard-1", "scheme": "demarche-1", "boilerplate": boilerplate,
            "date": "2021-12-31", "date_span": [0, 1], "headline": [0, min(5, len(text))], "statements": statements}


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8", newline="") as out:
        for name, text in TEXTS.items():
            out.write(json.dumps(document(name, text), ensure_ascii=False) + "\n")
