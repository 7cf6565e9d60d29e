//! Names the build by what it is made of: a page notices a stale worker, and an analysis says which engine made it.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// What page and worker are made of; texts that only training reads are no part of them.
const PROGRAM: [&str; 14] = [
    "build.rs",
    "src",
    "data/boilerplate",
    "data/cue",
    "data/formats",
    "data/people",
    "data/samples",
    "data/scheme.json",
    "data/schemes",
    "data/stance",
    "data/text",
    "models",
    "Cargo.toml",
    "Cargo.lock",
];

/// What decides about the statements of a text.
const ENGINE: [&str; 9] = [
    "src/text",
    "src/nlp.rs",
    "src/nlp",
    "models",
    "data/boilerplate",
    "data/cue",
    "data/people",
    "data/stance",
    "data/text",
];

fn main() {
    let top = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the project is"));
    // No file can make the reader of files take all of the machine's memory.
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-bin=clerk=--max-memory={}", 2_u64 << 30);
    }
    println!("cargo::rustc-env=DEMARCHE_BUILD={:016x}", hash(&top, &PROGRAM));
    println!("cargo::rustc-env=DEMARCHE_ENGINE={:08x}", hash(&top, &ENGINE) >> 32);
    for part in PROGRAM {
        println!("cargo::rerun-if-changed={part}");
    }
}

/// 64-bit FNV-1a over names and bytes of all files, in the order of their names.
fn hash(top: &Path, parts: &[&str]) -> u64 {
    let mut files = vec![];
    parts.iter().for_each(|part| gather(&top.join(part), &mut files));
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    };
    for file in files {
        add(file.strip_prefix(top).expect("it lies below").as_os_str().as_encoded_bytes());
        add(&fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display())));
    }
    hash
}

/// The files at and below `path`, without what is written for people.
fn gather(path: &Path, files: &mut Vec<PathBuf>) {
    if let Ok(entries) = fs::read_dir(path) {
        entries.filter_map(Result::ok).for_each(|entry| gather(&entry.path(), files));
    } else if path.exists() && path.extension().is_none_or(|extension| extension != "md") {
        files.push(path.to_owned());
    }
}
