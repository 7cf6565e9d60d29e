#!/bin/sh
# Sets up the programs that read our formats, and opens every file in its own program: hard texts and the samples as
# the batch program writes them, and what the page wrote in its journey after corrections. Further JSONL files may be
# named as arguments.
set -eu
cd "$(dirname "$0")/../.."
tests=tests/consumers

# venv NAME LOCK [LOCK-APART]: a Python with exactly what the locks say; what the second names comes without its needs.
venv() {
    name=$1 lock=$2 apart=${3:-/dev/null}
    cat "$lock" "$apart" | cmp -s - ".tools/$name/lock" && return
    echo "Setting up the programs of $lock (minutes, once)"
    rm -rf ".tools/$name"
    python3 -m venv ".tools/$name"
    # Compiling all of it would take longer than compiling what is used.
    pip=".tools/$name/bin/pip install -q --disable-pip-version-check --no-compile"
    $pip -r "$lock"
    $pip --no-deps -r "$apart"
    cat "$lock" "$apart" >".tools/$name/lock"
}
venv consumers $tests/requirements.txt $tests/apart.txt
# doccano is a whole web application, whose needs agree with nobody else's.
venv doccano $tests/doccano.txt
npm=.tools/consumers-npm
if ! cmp -s $tests/package-lock.json $npm/package-lock.json || [ ! -d $npm/node_modules ]; then
    echo "Setting up the programs of $tests/package.json"
    mkdir -p $npm
    cp $tests/package.json $tests/package-lock.json $npm/
    (cd $npm && npm ci --silent --no-audit --no-fund --ignore-scripts)
fi
cp $tests/recogito.mjs $npm/

# The build that the tests have made already.
[ -n "${DEMARCHE:-}" ] || cargo build -q --features cli,e2e --bin demarche
demarche=${DEMARCHE:-target/debug/demarche}
# What the page writes is of the page in dist/: its journey is walked when that is newer than what it left.
page=target/exports
if [ ! $page/walked -nt dist/index.html ]; then
    echo "Walking the journey in which the page writes every format after corrections"
    cargo test -q --features cli,e2e --test e2e every_format_leaves_the_page
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
tei=

# check FOLDER: every file in it against its statements.jsonl.
check() {
    tei="$tei $1/tei.zip"
    .tools/consumers/bin/python $tests/check.py "$1/statements.jsonl" "$1" || failed=1
    .tools/doccano/bin/python $tests/doccano_import.py "$1/statements.jsonl" "$1/doccano.jsonl" || failed=1
    # Browsers count UTF-16 units.
    "$demarche" convert "$1/statements.jsonl" --to web-annotation --unit utf16 --out "$work/utf16.jsonld"
    node $npm/recogito.mjs "$work/utf16.jsonld" || failed=1
}

python3 $tests/hard.py "$work/hard.jsonl"
"$demarche" extract data/samples --out "$work/samples.jsonl"
for truth in "$work/hard.jsonl" "$work/samples.jsonl" "$@"; do
    out="$work/$(basename "$truth" .jsonl)"
    mkdir -p "$out"
    for format in $("$demarche" formats); do
        "$demarche" convert "$truth" --to "${format%%:*}" --out "$out/${format##*:}"
    done
    echo "$(basename "$truth"), written by the batch program"
    check "$out"
done
echo "A corrected project, downloaded from the page"
check $page
# shellcheck disable=SC2086 # several files are meant
.tools/consumers/bin/python $tests/tei_schema.py $tei || failed=1
[ $failed = 0 ] && echo "Every format is read by the programs that it is for"
exit $failed
