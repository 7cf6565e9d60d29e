//! W3C Web Annotation.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::taken("a.jsonld", bytes));
