"""Condense the CAMEO verb patterns (PETRARCH, MIT licence) to one root code a word: data/stance/cameo.tsv.

    python training/cameo.py [../shared/lexicons/CAMEO.verbpatterns.txt]

A verb takes the root of its own code or of its block; a word of the patterns the root that holds at least
three fifths of its patterns (four or more of them).
"""

import collections
import re
import sys

SOURCE = sys.argv[1] if len(sys.argv) > 1 else "../shared/lexicons/CAMEO.verbpatterns.txt"
HEADER = """# Words and the CAMEO root class of the acts they mostly tell of (01 statement … 13 threat … 20 mass violence).
# Condensed by training/cameo.py from the PETRARCH verb dictionary, (c) 2015 Open Event Data Alliance, MIT licence.
"""


def forms(word):
    yield word
    for ending in ("S", "ED", "ING"):
        yield word + ending


def main():
    verbs, words, root = {}, collections.defaultdict(collections.Counter), None
    for line in open(SOURCE, encoding="utf-8", errors="replace"):
        line = line.split("#")[0].strip()
        if line.startswith("---"):
            found = re.search(r"\[(\d\d)", line)
            root = found.group(1) if found else None
            continue
        if line.startswith("-"):
            found = re.search(r"\[(\d\d)\d*", line)
            if found:
                for word in set(re.findall(r"[A-Z_]{4,}", line.split("[")[0])):
                    if "_" not in word:
                        words[word][found.group(1)] += 1
            continue
        if re.match(r"[A-Z]{3,}\b", line) and not line.startswith(("&", "+", "~")):
            own = re.search(r"\[(\d\d)", line)
            code = own.group(1) if own else root
            if code:
                for word in [line.split()[0]] + re.findall(r"[A-Z]{3,}", " ".join(re.findall(r"\{(.*?)\}", line))):
                    verbs.setdefault(word, code)
    for word, codes in words.items():
        code, count = codes.most_common(1)[0]
        if word not in verbs and count >= 4 and count >= 0.6 * sum(codes.values()):
            verbs[word] = code
    with open("data/stance/cameo.tsv", "w", encoding="utf-8") as out:
        out.write(HEADER)
        for word in sorted(verbs):
            out.write(f"{word.lower()}\t{verbs[word]}\n")


main()
