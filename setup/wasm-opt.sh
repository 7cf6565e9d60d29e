#!/usr/bin/env bash
# wasm-opt, from npm: Debian's is too old to read what rustc writes today.
set -euo pipefail
source "$(dirname "$0")/common.sh"

if is_version "$binaryen_version" wasm-opt --version; then
    say "wasm-opt $binaryen_version is there"
    exit 0
fi
say "installing wasm-opt $binaryen_version from npm"
npm_tools
