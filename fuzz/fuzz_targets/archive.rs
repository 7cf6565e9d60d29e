//! An archive as it is.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::taken("a.zip", bytes));
