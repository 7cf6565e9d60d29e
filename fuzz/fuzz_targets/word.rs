//! The main part of a Word document.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::packed("a.docx", "word/document.xml", bytes));
