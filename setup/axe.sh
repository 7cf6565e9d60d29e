#!/usr/bin/env bash
# axe-core, from npm: the journeys ask it whether everyone can use the page. It is no part of the page.
set -euo pipefail
source "$(dirname "$0")/common.sh"

if grep -qF "\"version\": \"$axe_version\"" "$tools/node_modules/axe-core/package.json" 2>/dev/null; then
    say "axe-core $axe_version is there"
    exit 0
fi
say "installing axe-core $axe_version from npm"
npm_tools
