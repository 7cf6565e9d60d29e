#!/usr/bin/env bash
# The crates of Cargo.lock (and those of std, where std is built along), fetched once: later builds run offline.
set -euo pipefail
source "$(dirname "$0")/common.sh"

fetch() { "$project/setup/with.sh" --small cargo fetch --locked "$@"; }

if fetch --offline >/dev/null 2>&1; then
    say "crates are there"
    exit 0
fi
say "fetching crates"
run_logged crates fetch || fail "cargo could not fetch the crates of Cargo.lock"
