#!/usr/bin/env python3
"""Opens exported files in the programs that they are for, and compares every span with the JSONL.

    check.py TRUTH.jsonl FOLDER [FORMAT…]

FOLDER holds what `demarche convert TRUTH.jsonl --to FORMAT --out FOLDER/<file>` wrote for each format. Each check
loads the file in a program of its own format, takes the words at every span from the program's own text, and
compares them with the words at the spans of TRUTH. Exit code 1 when anything differs.
"""
import contextlib
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

ROLES = ["content", "cue", "speaker", "target", "condition", "consequence", "addressee"]
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xml_text(text):
    """The text as XML 1.0 can hold it."""
    return FORBIDDEN.sub("\ufffd", text)


def spans_of(doc, statement):
    """(label, words) of every span of a statement."""
    text = doc["text"]
    for role in ROLES:
        for b, e in statement.get(role, []):
            yield role.capitalize(), text[b:e]
    for spans in statement.get("relay_spans", []):
        for b, e in spans:
            yield "Relay", text[b:e]


def spans_of_article(doc):
    text = doc["text"]
    for b, e in doc.get("boilerplate", []):
        yield "Boilerplate", text[b:e]
    if doc.get("headline"):
        yield "Headline", text[slice(*doc["headline"])]
    if doc.get("date_span"):
        yield "Date", text[slice(*doc["date_span"])]


def every_span(doc, with_rejected=True):
    found = Counter(spans_of_article(doc))
    for statement in doc["statements"] + (doc.get("rejected", []) if with_rejected else []):
        found.update(spans_of(doc, statement))
    return found


def same(found, expected, what):
    if found != expected:
        missing, extra = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
        raise AssertionError(f"{what}: missing {list(missing.items())[:3]}, extra {list(extra.items())[:3]}")


def unzip(path):
    folder = Path(tempfile.mkdtemp())
    zipfile.ZipFile(path).extractall(folder)
    return folder


def check_jsonl(path, truth):
    docs = [json.loads(line) for line in open(path, encoding="utf-8", newline="\n")]
    assert [d["text"] for d in docs] == [d["text"] for d in truth]
    for doc, want in zip(docs, truth):
        same(every_span(doc), every_span(want), doc["id"])
        for statement in doc["statements"]:
            for role, words in statement["words"].items():
                assert words == [doc["text"][b:e] for b, e in statement[role]], doc["id"]
    scorer = Path(__file__).parents[2] / ".." / "shared" / "eval" / "score.py"
    if scorer.exists():
        scored = subprocess.run([sys.executable, scorer, path, path, "--json"], capture_output=True, check=True)
        figures = json.loads(scored.stdout)
        # Against itself nothing is wrong; what overlaps boilerplate is left out on one side.
        assert not figures["predicted"] or figures["statement P/R/F"][0] == 1.0, figures


def plain_cell(cell):
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r＝＋－＠") else cell


def check_table(path, truth, delimiter):
    csv.field_size_limit(1 << 30)
    rows = list(csv.DictReader(open(path, encoding="utf-8", newline=""), delimiter=delimiter))
    wanted = [(d, s) for d in truth for s in d["statements"]]
    assert len(rows) == len(wanted), (len(rows), len(wanted))
    for row, (doc, statement) in zip(rows, wanted):
        assert not any((cell or "")[:1] in "=+@" for cell in row.values() if cell), row
        for role in ROLES:
            words = " […] ".join(doc["text"][b:e] for b, e in statement.get(role, []))
            assert plain_cell(row[role]) == words, (row[role], words)
            pairs = [[int(x) for x in pair.split("-")] for pair in row[role + "_spans"].split(";") if pair]
            assert pairs == statement.get(role, []), (role, pairs)
        assert plain_cell(row["speaker_name"]) == (statement.get("speaker_name") or "")
        assert row["label"] == statement["label"]
    return rows


def validate(path, schema, delimiter=","):
    from frictionless import Dialect, Resource, Schema, formats, system

    descriptor = json.loads((Path(__file__).parent / schema).read_text())
    dialect = Dialect(controls=[formats.CsvControl(delimiter=delimiter)])
    with system.use_context(trusted=True):
        report = Resource(
            path=str(path), schema=Schema.from_descriptor(descriptor), dialect=dialect, encoding="utf-8").validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:3]


def check_csv(path, truth):
    import openpyxl

    rows = check_table(path, truth, ",")
    validate(path, "statements.schema.json")
    workbook = openpyxl.Workbook()
    legal = lambda cell: openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell)
    for row in rows:
        workbook.active.append([legal(cell) for cell in row.values()])
    kinds = Counter(cell.data_type for row in workbook.active.iter_rows() for cell in row)
    assert "f" not in kinds, "a cell would run as a formula"


def check_tsv(path, truth):
    check_table(path, truth, "\t")
    validate(path, "statements.schema.json", "\t")


def check_mentions(path, truth):
    validate(path, "mentions.schema.json")
    csv.field_size_limit(1 << 30)
    by_name = {d["id"]: d["text"] for d in truth}
    found = Counter()
    for row in csv.DictReader(open(path, encoding="utf-8", newline="")):
        words = by_name[row["document"]][int(row["start"]):int(row["end"])]
        assert words == plain_cell(row["words"]), row
        found[row["role"].capitalize(), words] += 1
    same(found, sum((Counter(spans_of(d, s)) for d in truth for s in d["statements"]), Counter()), "mentions")


def brat_words(text):
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text)


def check_brat(path, truth):
    from bratly.io import file_read_src as bratly

    folder = unzip(path)
    stems = [line.split("\t")[0] for line in open(folder / "documents.tsv", encoding="utf-8").read().split("\n")[1:] if line]
    assert (folder / "annotation.conf").exists()
    for stem, doc in zip(stems, truth):
        text = open(folder / f"{stem}.txt", encoding="utf-8", newline="").read()
        assert text == doc["text"], stem
        collection = bratly.read_and_load_ann_file(
            str(folder / f"{stem}.ann"), no_duplicates=False, sorting=False, renumerotize=False)
        found = Counter()
        kinds = Counter()
        for annotation in collection.annotations if collection else []:
            kinds[type(annotation).__name__] += 1
            if type(annotation).__name__ != "EntityAnnotation":
                continue
            words = " ".join(text[f.start:f.end] for f in annotation.fragments)
            assert annotation.content == brat_words(words), (stem, annotation.content, words)
            for f in annotation.fragments:
                found[annotation.label, text[f.start:f.end]] += 1
        expected = Counter(spans_of_article(doc))
        for statement in doc["statements"] + doc.get("rejected", []):
            spans = Counter(spans_of(doc, statement))
            trigger = "cue" if statement.get("cue") else "content"
            for b, e in statement[trigger]:
                if trigger == "cue":
                    spans["Cue", doc["text"][b:e]] -= 1
                spans["Attribution", doc["text"][b:e]] += 1
            expected += spans
        same(found, +expected, stem)
        assert kinds["EventAnnotation"] == len(doc["statements"]) + len(doc.get("rejected", [])), kinds


def check_label_studio(path, truth):
    from label_studio_sdk.label_interface import LabelInterface

    folder = unzip(path)
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    interface = LabelInterface((folder / "config.xml").read_text(encoding="utf-8"))
    interface.validate()
    assert len(tasks) == len(truth)
    for task, doc in zip(tasks, truth):
        assert task["data"]["text"] == doc["text"]
        assert interface.validate_task({"data": task["data"]}), doc["id"]
        version = (task.get("annotations") or task["predictions"])[0]
        errors = interface.validate_prediction({"result": version["result"], "model_version": "x", "score": 1.0}, return_errors=True)
        assert not errors, (doc["id"], errors[:3])
        found = Counter()
        for item in version["result"]:
            if item["type"] in ("relation", "textarea"):  # a text area's text is what was typed
                continue
            words = doc["text"][item["value"]["start"]:item["value"]["end"]]
            assert words == item["value"]["text"], (doc["id"], item)
            if item["type"] == "labels":
                found[item["value"]["labels"][0], words] += 1
        same(found, every_span(doc), doc["id"])


def check_doccano(path, truth):
    docs = [json.loads(line) for line in open(path, encoding="utf-8", newline="\n")]
    ids = [e["id"] for d in docs for e in d["entities"]]
    assert len(ids) == len(set(ids))
    for doc, want in zip(docs, truth):
        assert doc["text"] == want["text"]
        same(Counter((e["label"], doc["text"][e["start_offset"]:e["end_offset"]]) for e in doc["entities"]), every_span(want), want["id"])
        known = {e["id"] for e in doc["entities"]}
        assert all({r["from_id"], r["to_id"]} <= known for r in doc["relations"])


def check_web_annotation(path, truth):
    from pyld import jsonld

    collection = json.loads(Path(path).read_text(encoding="utf-8"))
    texts = {s["id"]: s["value"] for s in collection["sources"]}
    found = Counter()
    for item in collection["first"]["items"]:
        text = texts[item["target"]["source"]]
        quote, position = item["target"]["selector"]
        b, e = position["start"], position["end"]
        assert quote["exact"] == text[b:e]
        assert text[:b].endswith(quote["prefix"]) and text[e:].startswith(quote["suffix"])
        found[re.sub(r"\d+$", "", item["body"][0]["value"]), text[b:e]] += 1
    same(found, sum((every_span(d) for d in truth), Counter()), "annotations")
    # The standard's context, cut to the terms in use, because nothing is fetched.
    context = {"@vocab": collection["@context"][1]["@vocab"], "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#",
               "id": "@id", "type": "@type", "Annotation": "oa:Annotation", "target": {"@id": "oa:hasTarget", "@type": "@id"},
               "body": "oa:hasBody", "selector": "oa:hasSelector", "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
               "start": "oa:start", "end": "oa:end", "source": {"@id": "oa:hasSource", "@type": "@id"}, "items": {"@id": "as:items", "@container": "@list"}}
    expanded = jsonld.expand({**collection, "@context": context})
    text = json.dumps(expanded)
    assert text.count('"http://www.w3.org/ns/oa#exact"') == len(collection["first"]["items"])


def check_spacy(path, truth):
    import spacy
    from spacy.tokens import DocBin

    folder = unzip(path)
    nlp = spacy.blank("en")
    docs = list(DocBin().from_disk(folder / "statements.spacy").get_docs(nlp.vocab))
    lines = [json.loads(line) for line in open(folder / "statements.jsonl", encoding="utf-8", newline="\n")]
    assert len(docs) == len(lines) == len(truth)
    for doc, line, want in zip(docs, lines, truth):
        assert doc.text == want["text"] == line["text"], want["id"]
        expected = every_span(want, with_rejected=False)
        group = doc.spans["sc"] if "sc" in doc.spans else []
        same(Counter((s.label_, s.text) for s in group), expected, want["id"])
        same(Counter((s["label"], line["text"][s["start"]:s["end"]]) for s in line["spans"]["sc"]), expected, want["id"])
        stances = Counter((s["label"], want["text"][b:e]) for s in want["statements"] for b, e in s["content"])
        same(Counter((s.label_, s.text) for s in (doc.spans["stance"] if "stance" in doc.spans else [])), stances, want["id"])
        facts = doc.user_data["demarche"]["statements"]
        assert [f["label"] for f in facts] == [s["label"] for s in want["statements"]]


def check_prodigy(path, truth):
    import jsonschema

    schema = json.loads((Path(__file__).parent / "prodigy.schema.json").read_text())
    docs = [json.loads(line) for line in open(path, encoding="utf-8", newline="\n")]
    for doc, want in zip(docs, truth):
        jsonschema.validate(doc, schema)
        text = doc["text"]
        assert text == want["text"]
        assert "".join(t["text"] + " " * t["ws"] for t in doc["tokens"]) == text
        for idx, token in enumerate(doc["tokens"]):
            assert token["id"] == idx and text[token["start"]:token["end"]] == token["text"]
        for s in doc["spans"] + [r[k] for r in doc["relations"] for k in ("head_span", "child_span")]:
            assert doc["tokens"][s["token_start"]]["start"] == s["start"]
            assert doc["tokens"][s["token_end"]]["end"] == s["end"]
        same(Counter((s["label"], text[s["start"]:s["end"]]) for s in doc["spans"]), every_span(want, False), want["id"])


def check_conllu(path, truth):
    import conllu
    from seqeval.metrics.sequence_labeling import get_entities
    from seqeval.scheme import IOB2, Entities

    data = open(path, encoding="utf-8", newline="").read()
    sentences = conllu.parse(data)
    columns = data.split("\n", 1)[0].split(" = ")[1].split()
    head = f"# global.columns = {' '.join(columns)}\n"
    assert head + "".join(s.serialize() for s in sentences).replace(head, "") == data, "not byte-equal"
    texts = {d["id"]: d["text"] for d in truth}
    text, n = None, 0
    for sentence in sentences:
        name = sentence.metadata.get("newdoc id")
        if name:
            text = texts[name]
        tags = [token["demarche:content"] for token in sentence]
        Entities([tags], scheme=IOB2)
        n += len(get_entities(tags))
        for token in sentence:
            b, e = map(int, token["misc"]["TokenRange"].split(":"))
            shown = re.sub(r"[\x00-\x1f\x7f-\x9f]", "\ufffd", text[b:e])
            assert re.sub(r"\s", " ", shown) == token["form"], (token["form"], text[b:e])
    assert n or not any(d["statements"] for d in truth)


def check_uima(path, truth):
    import cassis

    folder = unzip(path)
    system = cassis.load_typesystem(open(folder / "typesystem.xml", "rb"))
    names = [n[:-5] for n in zipfile.ZipFile(path).namelist() if n.endswith(".json")]
    for stem, doc in zip(names, truth):
        with_json = cassis.load_cas_from_json(open(folder / f"{stem}.json", "rb"))
        with_xmi = cassis.load_cas_from_xmi(open(folder / f"{stem}.xmi", "rb"), typesystem=system)
        for cas, text in (with_json, doc["text"]), (with_xmi, xml_text(doc["text"])):
            assert cas.sofa_string == text, stem
            parts = cas.select("demarche.Part")
            found = Counter((re.sub(r"\d+$", "", p.role), p.get_covered_text()) for p in parts)
            expected = Counter()
            for (label, words), n in every_span(doc).items():
                expected[label, words if cas is with_json else xml_text(words)] += n
            same(found, expected, stem)
            assert len(cas.select("demarche.Statement")) == len(doc["statements"]) + len(doc.get("rejected", []))
            assert all(p.statement is None or p.statement.label for p in parts)


def check_tei(path, truth):
    from lxml import etree

    ns = {"t": "http://www.tei-c.org/ns/1.0"}
    xml_id = "{http://www.w3.org/XML/1998/namespace}id"
    for name, doc in zip(zipfile.ZipFile(path).namelist(), truth):
        root = etree.fromstring(zipfile.ZipFile(path).read(name))
        text = "".join(root.find(".//t:ab", ns).itertext())
        assert text == xml_text(doc["text"]), name
        found = Counter()
        for annotation in root.iterfind(".//t:annotation", ns):
            start, length = map(int, re.fullmatch(r"#string-range\(t,(\d+),(\d+)\)", annotation.get("target")).groups())
            role, words = (annotation.find(f"t:note[@type='{k}']", ns).text for k in ("role", "words"))
            assert text[start:start + length] == words
            found[re.sub(r"\d+$", "", role), words] += 1
        same(found, Counter({(l, xml_text(w)): n for (l, w), n in every_span(doc, False).items()}), name)
        ids = {element.get(xml_id) for element in root.iter() if element.get(xml_id)}
        for said in root.iterfind(".//t:said", ns):
            assert said.get("ana")[1:] in ids and (said.get("who") is None or said.get("who")[1:] in ids)
            statement = next(s for s in doc["statements"] if f"q{s['id']}" == said.get(xml_id))
            assert "".join(said.itertext()) == xml_text(doc["text"][slice(*statement["content"][0])])


def check_network(path, truth):
    import networkx

    folder = unzip(path)
    graph = networkx.read_graphml(folder / "network.graphml")
    pairs = Counter((s["speaker_name"], s["target_name"]) for d in truth for s in d["statements"] if s.get("speaker_name") and s.get("target_name"))
    found = Counter()
    for a, b, data in graph.edges(data=True):
        ends = {graph.nodes[n]["type"]: graph.nodes[n]["name"] for n in (a, b)}
        found[ends["speaker"], ends["concept"]] += data["weight"]
    same(found, pairs, "network")
    rows = list(csv.DictReader(open(folder / "statements.csv", encoding="utf-8", newline="")))
    wanted = [(d, s) for d in truth for s in d["statements"]]
    assert len(rows) == len(wanted)
    for row, (doc, statement) in zip(rows, wanted):
        words = doc["text"][statement["content"][0][0]:statement["content"][-1][1]]
        assert plain_cell(row["text"]) == words == doc["text"][int(row["start"]):int(row["stop"])]


def check_hugging_face(path, truth):
    import datasets
    import mlcroissant
    import pyarrow.parquet

    folder = unzip(path)
    datasets.disable_progress_bars()
    in_order = lambda rows: sorted(rows, key=lambda row: row["hash"])
    loaded = datasets.load_dataset(str(folder), cache_dir=tempfile.mkdtemp())
    rows = in_order(dict(row) for split in loaded.values() for row in split)
    assert len(rows) == len(truth)
    for row, doc in zip(rows, in_order(truth)):
        assert (row["id"], row["text"]) == (doc["id"], doc["text"])
        for role in ROLES:
            assert [s[role] for s in row["statements"]] == [s.get(role, []) for s in doc["statements"]]
    tables = [pyarrow.parquet.read_table(file) for file in sorted(folder.glob("data/*.parquet"))]
    assert in_order(row for table in tables for row in table.to_pylist()) == rows
    lines = [json.loads(line) for file in folder.glob("jsonl/*.jsonl") for line in open(file, encoding="utf-8", newline="\n")]
    assert in_order(lines) == rows
    metadata = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    issues = metadata.metadata.issues
    assert not issues.errors and not issues.warnings, (issues.errors, issues.warnings)
    shown = [record for s in metadata.metadata.record_sets for record in metadata.records(s.name)]
    assert sorted(record[f"{key.split('/')[0]}/text"].decode() for record in shown for key in record if key.endswith("/id")) == sorted(
        doc["text"] for doc in truth), "Croissant finds every article"


PAGES = {"csv": "csv.md", "mentions": "csv.md", "tsv": None}


def check_page(format, folder):
    """Runs the lines of the format's page in the documentation where its file lies, unpacked when it is an archive."""
    page = PAGES.get(format, f"{format}.md")
    if page is None:
        return
    docs = Path(__file__).parents[2] / "docs" / "formats"
    code = re.search(r"```python\n(.*?)```", (docs / page).read_text(encoding="utf-8"), re.S).group(1)
    place = Path(tempfile.mkdtemp())
    for name in FILES.values():
        file = folder / name
        if file.suffix != ".zip":
            shutil.copy(file, place)
        elif name == FILES[format]:
            zipfile.ZipFile(file).extractall(place)
            zipfile.ZipFile(file).extractall(place / file.stem)
    for ending in ".txt", ".ann", ".json", ".xml":
        found = sorted(file for file in place.glob("*" + ending) if file.name not in ("typesystem.xml", "croissant.json"))
        if found and not (place / f"article{ending}").exists():
            shutil.copy(found[0], place / f"article{ending}")
    before = os.getcwd()
    try:
        os.chdir(place)
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, page, "exec"), {"__name__": "lines"})
    finally:
        os.chdir(before)


FILES = {
    "jsonl": "statements.jsonl", "csv": "statements.csv", "tsv": "statements.tsv", "mentions": "mentions.csv",
    "brat": "brat.zip", "label-studio": "label-studio.zip", "doccano": "doccano.jsonl",
    "web-annotation": "annotations.jsonld", "spacy": "spacy.zip", "prodigy": "prodigy.jsonl",
    "conllu": "statements.conllup", "uima": "uima.zip", "tei": "tei.zip", "network": "network.zip",
    "hugging-face": "hugging-face.zip",
}


def main():
    warnings.filterwarnings("ignore")
    truth = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8", newline="\n") if line.strip()]
    for doc in truth:  # in the order that every export keeps
        doc["statements"].sort(key=lambda statement: (statement["content"][0], statement["id"]))
    failed = 0
    for format in sys.argv[3:] or FILES:
        path = Path(sys.argv[2]) / FILES[format]
        try:
            globals()["check_" + format.replace("-", "_")](path, truth)
            check_page(format, Path(sys.argv[2]))
            print(f"ok       {format}")
        except Exception as error:  # every format is tried, whatever befell another
            failed += 1
            print(f"FAILED   {format}: {type(error).__name__}: {str(error)[:600]}")
            if "-v" in sys.argv:
                raise
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
