//! A scheme, as the page takes it.
#![no_main]

use demarche::app::Taken;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::given(Taken::Scheme, "scheme.json", bytes));
