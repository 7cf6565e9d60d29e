//! A project file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::opened(bytes));
