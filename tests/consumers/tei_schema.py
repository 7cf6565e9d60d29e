#!/usr/bin/env python3
"""Holds TEI files against the schema of all of TEI.

    tei_schema.py TEI.zip…

On its own, because reading the schema takes longer than everything else that is done with it.
"""
import sys
import zipfile
from importlib.resources import files

from lxml import etree

schema = etree.RelaxNG(etree.parse(str(files("schemas") / "tei_all.rng")))
n_files = 0
for path in sys.argv[1:]:
    archive = zipfile.ZipFile(path)
    for name in archive.namelist():
        n_files += 1
        if not schema.validate(etree.fromstring(archive.read(name))):
            sys.exit(f"FAILED   TEI schema: {path}, {name}: {schema.error_log.last_error}")
print(f"ok       TEI schema: {n_files} files")
