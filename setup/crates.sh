#!/usr/bin/env bash
# The crates of Cargo.lock, fetched once: every later build runs offline.
set -euo pipefail
source "$(dirname "$0")/common.sh"

cd "$project"
if cargo fetch --locked --offline >/dev/null 2>&1; then
    say "crates are there"
    exit 0
fi
say "fetching crates"
run_logged crates cargo fetch --locked || fail "cargo could not fetch the crates of Cargo.lock"
