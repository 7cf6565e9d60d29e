#!/usr/bin/env bash
# The standard library for wasm32-unknown-unknown and its sources: from rustup, else built from Debian's sources.
set -euo pipefail
source "$(dirname "$0")/common.sh"

target=wasm32-unknown-unknown
cd "$project"

add() {
    say "adding $2 through rustup"
    command -v rustup >/dev/null && run_logged "rustup-$1" timeout 300 rustup "$1" add "$2"
}

if [ -d "$(rustc --print sysroot)/lib/rustlib/$target/lib" ] || add target "$target"; then
    rm -f "$tools/wasm-std-from-source"
    say "std for $target is there"
    has_std_sources || add component rust-src || say "std's sources could not be added: the page will be larger by 23 KB"
    exit 0
fi
if [ -e "$tools/wasm-std-from-source" ] && [ -d /usr/lib/rustlib/src ]; then
    say "std for $target is built from Debian's sources"
    exit 0
fi

say "rustup's server is out of reach; taking Debian's Rust with its sources instead"
apt_install rustc-web libstd-rust-web-dev rust-web-src libllvm22 lld-22 ||
    fail "neither rustup nor apt could provide std for $target"
mkdir -p "$tools" && touch "$tools/wasm-std-from-source"
