#!/usr/bin/env bash
# esbuild, from npm: takes what only readers need out of the page's scripts and sheets.
set -euo pipefail
source "$(dirname "$0")/common.sh"

if is_version "$esbuild_version" esbuild --version; then
    say "esbuild $esbuild_version is there"
    exit 0
fi
say "installing esbuild $esbuild_version from npm"
npm_tools
