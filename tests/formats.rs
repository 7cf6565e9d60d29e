//! Whether data sets come back as they went out, whatever the texts hold.

mod formats {
    /// Records with everything that has ever broken an export.
    pub mod corpus;
}

use demarche::annotate::annotations::Annotations;
use demarche::annotate::edit::apply;
use demarche::dataset::{Format, Options, Record};
use formats::corpus::{record, records};
use proptest::prelude::*;

/// What should come back: the records without what the format says it loses.
fn kept(format: Format, records: &[Record]) -> Vec<Record> {
    let mut records = records.to_vec();
    for record in &mut records {
        format.loses().iter().for_each(|loss| loss.forget(record));
    }
    records
}

fn check(format: Format, records: &[Record]) {
    let file = format.export(records, Options::default()).expect("every span fits");
    let again = format.export(records, Options::default()).expect("every span fits");
    assert_eq!(file.bytes, again.bytes, "the same records give the same bytes");
    if !format.comes_back() {
        return;
    }
    let imported = format.import(&file.bytes).expect("its own files are read");
    let expected = kept(format, records);
    assert_eq!(imported.records.len(), expected.len(), "{}", format.key());
    for (came, went) in imported.records.iter().zip(&expected) {
        assert_eq!(came, went, "{}", format.key());
    }
    assert_eq!(imported.remarks, Vec::<String>::new(), "{}", format.key());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_format_gives_back_what_it_took(records in records()) {
        for format in Format::ALL {
            check(format, &records);
        }
    }

    #[test]
    fn an_imported_record_becomes_work_done_in_the_project(record in record()) {
        let (analysis, changes) = record.history();
        let start = Annotations::of(&std::rc::Rc::new(analysis.clone()));
        let text = &record.document.text;
        let end = changes.iter().try_fold(start, |annotations, change| apply(&annotations, text, change));
        let again = Record::reviewed(&record.document, &analysis, &end.expect("every change fits"));
        prop_assert_eq!(again.rows.len(), record.rows.len());
        for (came, went) in again.rows.iter().zip(&record.rows) {
            prop_assert_eq!(&came.statement, &went.statement);
            prop_assert_eq!(came.status, went.status);
        }
    }

    #[test]
    fn bytes_that_are_no_data_set_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for format in Format::ALL {
            let _ = format.import(&bytes);
        }
    }

    #[test]
    fn a_damaged_file_is_read_or_refused_without_a_panic(record in record(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        for format in Format::ALL {
            let mut bytes = format.export(std::slice::from_ref(&record), Options::default()).expect("every span fits").bytes;
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = format.import(&bytes);
        }
    }
}

#[test]
fn an_empty_article_and_ten_thousand_statements() {
    let empty = formats::corpus::empty();
    for format in Format::ALL {
        check(format, &[empty.clone(), formats::corpus::many(10_000)]);
    }
}

#[test]
fn every_format_says_so_when_there_is_nothing_to_write() {
    for format in Format::ALL {
        assert_eq!(format.export(&[], Options::default()), Err(demarche::dataset::ExportError::Nothing));
        assert!(format.import(b"").is_err());
    }
}
