//! The bytes of a text file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::decoded(bytes));
