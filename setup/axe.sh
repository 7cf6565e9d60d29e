#!/usr/bin/env bash
# axe-core, from npm: the journeys ask it whether everyone can use the page. It is no part of the page.
set -euo pipefail
source "$(dirname "$0")/common.sh"

if grep -qF "\"version\": \"$axe_version\"" "$tools/node_modules/axe-core/package.json" 2>/dev/null; then
    say "axe-core $axe_version is there"
    exit 0
fi
command -v npm >/dev/null || fail "npm is missing: install node with npm first"
say "installing axe-core $axe_version from npm"
run_logged axe npm install --prefix "$tools" --no-audit --no-fund --ignore-scripts "axe-core@$axe_version" ||
    fail "npm could not install axe-core $axe_version; the log is .tools/log/axe.log"
