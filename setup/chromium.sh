#!/usr/bin/env bash
# Chromium with its WebDriver: only the tests in a browser need it.
set -euo pipefail
source "$(dirname "$0")/common.sh"

if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then
    say "chromium is there"
    exit 0
fi
say "installing chromium and chromium-driver"
apt_install chromium chromium-driver fonts-dejavu-core ||
    fail "apt could not install chromium and chromium-driver; 'make serve' works without them"
