//! Same file, same engine, same bytes of every export: natively twice, and in WebAssembly with SIMD and without.
//!
//! Run natively, it leaves its checksum in `target/determinism.txt`; `make test-browser` then builds it for
//! WebAssembly, once each way, to compare with that.

use demarche::dataset::{Format, Options, Record};
use demarche::nlp;
use demarche::text::Document;
use sha2::{Digest, Sha256};

const TEXTS: [(&str, &str); 5] = [
    ("wire-visas.txt", include_str!("../data/samples/wire-visas.txt")),
    ("x1-01", include_str!("../data/articles/x1-01-airspace-cargo.txt")),
    ("x1-09", include_str!("../data/articles/x1-09-briefing-state.txt")),
    ("x10-02", include_str!("../data/articles/x10-02-grain-corridor-agency.txt")),
    ("x11-03", include_str!("../data/articles/x11-03-mutiny-live.txt")),
];

/// The sum over every export of all texts, as the engine labels them, format by format.
fn sums() -> String {
    let record = |(name, text): (&str, &str)| {
        let document = Document::new(name, text);
        Record::suggested(&document, &nlp::analyze(&document))
    };
    let records: Vec<Record> = TEXTS.map(record).into();
    let sum = |format: Format| {
        let bytes = format.export(&records, Options::default()).expect("our own texts can be written").bytes;
        let hex: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{} {hex}\n", format.key())
    };
    Format::ALL.map(sum).concat()
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_same_texts_give_the_same_bytes_again() {
    let first = sums();
    assert_eq!(first, sums());
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/target/determinism.txt");
    std::fs::write(file, first).expect("target/ can be written");
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
fn webassembly_gives_the_bytes_of_the_native_program() {
    let native = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/target/determinism.txt"));
    assert_eq!(sums(), native);
}
