# What the setup scripts share: where tools go, how a step speaks, how it fails, how apt is asked.
# Sourced, never run.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools="$project/.tools"

# Versions that fit rustc 1.95; a tool of exactly this version that is already on PATH is used as it is.
trunk_version=0.21.14
binaryen_version=132
esbuild_version=$(sed -n 's/.*"esbuild": "\(.*\)".*/\1/p' "$project/setup/npm/package.json")
axe_version=$(sed -n 's/.*"axe-core": "\(.*\)".*/\1/p' "$project/setup/npm/package.json")
# The generator and the crate must be of one version, so the lock file decides.
wasm_bindgen_version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print }' "$project/Cargo.lock")

PATH="$tools/bin:$tools/node_modules/.bin:$PATH"

say() { printf 'setup: %s\n' "$*"; }

fail() {
    printf 'setup: cannot go on: %s\n' "$*" >&2
    exit 1
}

# has_std_sources: whether std can be built along with the page.
has_std_sources() {
    [ -e "$tools/wasm-std-from-source" ] || [ -e "$(cd "$project" && rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock" ]
}

# is_version WORD COMMAND…: whether the command runs and its output holds the word.
is_version() {
    local wanted=$1
    shift
    command -v "$1" >/dev/null && "$@" 2>/dev/null | grep -qwF -- "$wanted"
}

# run_logged NAME COMMAND…: runs quietly; the output is kept for when it fails.
run_logged() {
    local log="$tools/log/$1.log"
    shift
    mkdir -p "$tools/log"
    "$@" >"$log" 2>&1 </dev/null || {
        tail -n 20 "$log" >&2
        return 1
    }
}

# apt_install PACKAGE…: as root, or through sudo when that asks no password.
apt_install() {
    command -v apt-get >/dev/null || return 1
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo -n)
    run_logged apt-update "${as_root[@]}" apt-get update || true
    run_logged "apt-$1" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "$@"
}

# cargo_tool CRATE OPT_LEVEL FLAGS…: builds a tool into .tools/. The tools' own release profiles take several
# times longer to build and save nothing noticeable at run time.
cargo_tool() {
    local crate=$1 opt_level=$2
    shift 2
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 \
        CARGO_PROFILE_RELEASE_OPT_LEVEL=$opt_level CARGO_PROFILE_RELEASE_DEBUG=0 \
        run_logged "$crate" cargo install "$crate" --no-default-features --root "$tools" "$@"
}

# npm_tools: wasm-opt, esbuild and axe-core, as setup/npm/package-lock.json has them, into .tools/.
npm_tools() {
    command -v npm >/dev/null || fail "npm is missing: install node with npm first"
    mkdir -p "$tools"
    cp "$project/setup/npm/package.json" "$project/setup/npm/package-lock.json" "$tools/"
    run_logged npm npm ci --prefix "$tools" --no-audit --no-fund --ignore-scripts ||
        fail "npm could not install wasm-opt, esbuild and axe-core; the log is .tools/log/npm.log"
}
