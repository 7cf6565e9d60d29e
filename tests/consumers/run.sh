#!/bin/sh
# Sets up the programs that read our formats, exports hard texts and the samples in every format, and checks each
# file in its own program. Further JSONL files (say, one that the page downloaded) may be named as arguments.
set -eu
cd "$(dirname "$0")/../.."
venv=.tools/consumers
lock=tests/consumers/requirements.txt
if ! cmp -s "$lock" "$venv/lock"; then
    echo "Setting up the programs that read our formats (a few minutes, once)"
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q --disable-pip-version-check -r "$lock"
    cp "$lock" "$venv/lock"
fi
# The engine needs an optimised build.
[ -n "${DEMARCHE:-}" ] || cargo build -q --release --features cli
demarche=${DEMARCHE:-target/release/demarche}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 tests/consumers/hard.py "$work/hard.jsonl"
"$demarche" extract data/samples --out "$work/samples.jsonl"
for truth in "$work/hard.jsonl" "$work/samples.jsonl" "$@"; do
    out="$work/$(basename "$truth" .jsonl)"
    mkdir -p "$out"
    for format in $("$demarche" formats); do
        "$demarche" convert "$truth" --to "${format%%:*}" --out "$out/${format##*:}"
    done
    echo "$(basename "$truth")"
    "$venv/bin/python" tests/consumers/check.py "$truth" "$out"
done
