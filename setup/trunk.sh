#!/usr/bin/env bash
# Trunk: puts page, worker and styles together.
set -euo pipefail
source "$(dirname "$0")/common.sh"

if is_version "$trunk_version" trunk --version; then
    say "trunk $trunk_version is there"
    exit 0
fi
say "building trunk $trunk_version (about 4 minutes on two cores)"
cargo_tool trunk 0 --locked --version "$trunk_version" ||
    fail "trunk $trunk_version could not be built; the log is .tools/log/trunk.log"
