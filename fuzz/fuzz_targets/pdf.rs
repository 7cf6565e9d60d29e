//! A PDF.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::taken("a.pdf", bytes));
