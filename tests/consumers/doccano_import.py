#!/usr/bin/env python3
"""Imports doccano JSONL with doccano's own pipeline into its own database, and compares what it holds.

    doccano_import.py TRUTH.jsonl doccano.jsonl

Run it with a Python that has doccano. Exit code 1 when a span or a relation is missing, extra or shifted.
"""
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from check import every_span, same


def start_doccano():
    """doccano as a Django project over a fresh database."""
    import importlib.util

    # The package holds its programs in a folder, not in a module.
    top = next(Path(p) for p in sys.path if (Path(p) / "backend" / "config").is_dir())
    sys.path.insert(0, str(top / "backend"))
    os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp()}/doccano.sqlite3"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    if importlib.util.find_spec("debug_toolbar") is None:
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.base"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def imported(path):
    """What doccano makes of the file: its project, and what it complained about."""
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import JSONL, RELATION_EXTRACTION
    from data_import.pipeline.readers import FileName
    from projects.models import SequenceLabelingProject
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.create(username="ana")
    project = SequenceLabelingProject.objects.create(
        name="check", project_type="SequenceLabeling", allow_overlapping=True, use_relation=True, created_by=user)
    file = FileName(full_path=str(path), generated_name=path.name, upload_name=path.name)
    dataset = load_dataset(RELATION_EXTRACTION, JSONL, [file], project, encoding="utf_8")
    dataset.save(user)
    return project, dataset.errors


def main():
    start_doccano()
    from examples.models import Example
    from labels.models import Relation, Span

    truth = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8", newline="\n") if line.strip()]
    written = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8", newline="\n")]
    project, errors = imported(Path(sys.argv[2]))
    assert not errors, [str(error) for error in errors][:3]
    examples = list(Example.objects.filter(project=project).order_by("pk"))
    assert [e.text for e in examples] == [d["text"] for d in truth], "texts differ"
    for example, doc, line in zip(examples, truth, written):
        spans = Span.objects.filter(example=example)
        same(Counter((s.label.text, doc["text"][s.start_offset:s.end_offset]) for s in spans), every_span(doc), doc["id"])
        relations = Counter(r.type.text for r in Relation.objects.filter(example=example))
        same(relations, Counter(r["type"] for r in line["relations"]), doc["id"])
        assert example.meta["demarche"] == line["demarche"], "facts are lost"
    print("ok       doccano's own import")


if __name__ == "__main__":
    main()
