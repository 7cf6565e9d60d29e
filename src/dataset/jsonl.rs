//! Demarche JSONL: one document a line, offsets in code points, everything kept.
//!
//! See `docs/formats/jsonl.md`.

use super::remarks::{Gathered, Remarks, Unkept};
use super::{ExportError, ImportError, Imported, Record};

/// The keys of the file and what they mean.
pub mod shape;
use shape::RecordShape;

/// A record from these keys.
mod reading;

/// One line a record.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record]) -> Result<Vec<u8>, ExportError> {
    let mut out = vec![];
    for record in records {
        line(record, &mut out)?;
    }
    Ok(out)
}

/// Appends the line of one record, so that a long data set can be written piece by piece.
///
/// # Errors
/// When a span would be shifted.
pub fn line(record: &Record, out: &mut Vec<u8>) -> Result<(), ExportError> {
    let shape = RecordShape::of(record)?;
    serde_json::to_writer(&mut *out, &shape).map_err(|error| ExportError::Writer(error.to_string()))?;
    out.push(b'\n');
    Ok(())
}

/// Reads a file back, or any other with the keys of [`RecordShape`]; a document that is broken costs itself alone.
///
/// # Errors
/// When no line is a whole record.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    let mut gathered = Gathered::default();
    for (place, line) in lines(bytes)? {
        gathered.read(true, |remarks| document(line, &place, remarks));
    }
    gathered.finish()
}

/// Reads what this build wrote, in which nothing can be amiss.
///
/// # Errors
/// When a line is no whole record, or its text is not the one that was written.
pub fn own(bytes: &[u8]) -> Result<Vec<Record>, ImportError> {
    let (records, remarks) = whole(bytes)?;
    if remarks.count(Unkept::Changed) + remarks.count(Unkept::Contentless) > 0 {
        let what = remarks.sentences().join("; ");
        return Err(ImportError::Form { place: "one of its lines".to_owned(), what });
    }
    Ok(records)
}

/// Reads a file in which every line must be a whole record.
///
/// # Errors
/// When one is none.
pub fn whole(bytes: &[u8]) -> Result<(Vec<Record>, Remarks), ImportError> {
    let (mut records, mut remarks) = (vec![], Remarks::default());
    for (place, line) in lines(bytes)? {
        records.push(document(line, &place, &mut remarks)?);
    }
    Ok((records, remarks))
}

/// The lines with something in them, each with its place.
///
/// # Errors
/// When it is no UTF-8.
pub fn lines(bytes: &[u8]) -> Result<impl Iterator<Item = (String, &str)>, ImportError> {
    let text = std::str::from_utf8(bytes).map_err(|_| ImportError::NotUtf8)?;
    let lines = text.trim_start_matches('\u{FEFF}').split('\n').enumerate();
    let filled = lines.filter(|(_, line)| !line.trim().is_empty());
    Ok(filled.map(|(line_idx, line)| (format!("line {}", line_idx + 1), line)))
}

/// The record in one line.
///
/// # Errors
/// When it is no such record, or a span does not fit its text.
pub fn document(line: &str, place: &str, remarks: &mut Remarks) -> Result<Record, ImportError> {
    let shape: RecordShape = serde_json::from_str(line).map_err(|error| ImportError::json(place, &error))?;
    shape.into_record(place, remarks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotations::Status;
    use crate::annotate::{Statement, StatementId};
    use crate::dataset::Row;
    use crate::text::{Document, Span};

    fn record() -> Record {
        let mut statement = Statement {
            cue: vec![Span::new(15, 19)],
            ..Statement::bare(StatementId(3), vec![Span::new(0, 10)])
        };
        statement.speaker = vec![Span::new(20, 23)];
        let suggested = Some(Statement::bare(StatementId(3), vec![Span::new(0, 4)]));
        Record {
            rows: vec![Row { statement, status: Status::Corrected, suggested }],
            ..Record::bare(Document::new("a<b>.txt", "😀 rains, é said Ana"))
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        let bytes = export(&[record(), record()]).expect("every span fits");
        assert_eq!(import(&bytes).map(|imported| imported.records), Ok(vec![record(), record()]));
    }

    #[test]
    fn offsets_count_code_points_and_words_stand_beside() {
        let bytes = export(&[record()]).expect("every span fits");
        let line: serde_json::Value = serde_json::from_slice(&bytes).expect("it is JSON");
        let statement = &line["statements"][0];
        assert_eq!(statement["cue"], serde_json::json!([[11, 15]]));
        assert_eq!(statement["words"]["cue"], serde_json::json!(["said"]));
        assert_eq!(statement["status"], "corrected");
    }

    #[test]
    fn a_rejected_statement_stands_apart() {
        let mut record = record();
        record.rows[0].status = Status::Rejected;
        let bytes = export(&[record.clone()]).expect("every span fits");
        let line: serde_json::Value = serde_json::from_slice(&bytes).expect("it is JSON");
        assert_eq!(line["statements"], serde_json::json!([]));
        assert_eq!(import(&bytes).map(|imported| imported.records), Ok(vec![record]));
    }

    #[test]
    fn bad_lines_say_where() {
        let check = |line: &str, expected: &str| {
            let error = import(line.as_bytes()).expect_err("it is no record");
            assert!(error.to_string().contains(expected), "{error}");
        };
        check("{\"id\": \"a\"", "line 1");
        check("\n", "holds no document");
        check(
            r#"{"id":"a","text":"short","statements":[{"content":[[0,9]]}]}"#,
            "line 1, statement 1 that does not fit its text",
        );
        check(
            r#"{"id":"a","text":"short","statements":[{"content":[[0,2]],"words":{"content":["ho"]}}]}"#,
            "“sh”, not “ho”",
        );
    }

    #[test]
    fn gold_without_provenance_is_read_too() {
        let line = r#"{"id":"a","text":"It rains.","statements":[{"n":1,"content":[],"cue":[[0,2]]},
            {"content":[[3,8]],"label":"WARN","target_name":null,"role":null}]}"#;
        let imported = import(line.replace('\n', " ").as_bytes()).expect("it is gold");
        assert_eq!(imported.records[0].rows.len(), 1);
        assert_eq!(
            imported.remarks,
            [
                "2 keys that Demarche does not know are left out (“n”, line 1, statement 1; “role”, line 1, statement 2)",
                "1 statement without content is left out (line 1, statement 1)",
            ]
        );
    }
}
