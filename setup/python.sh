#!/usr/bin/env bash
# Python with its virtual environments, for the tests that open our files in other programs.
set -euo pipefail
source "$(dirname "$0")/common.sh"

if python3 -c 'import ensurepip, venv' 2>/dev/null; then
    say "Python is there"
    exit 0
fi
say "installing Python"
apt_install python3 python3-venv || fail "Python 3 with venv is needed for this test"
