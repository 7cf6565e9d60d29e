//! Demarche JSONL: one document a line, offsets in code points, everything kept.
//!
//! See `docs/formats/jsonl.md`.

use super::{ExportError, ImportError, Imported, Record};

/// The keys of the file and what they mean.
pub mod shape;
use shape::RecordShape;

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

/// Reads a file back, or any other with the keys of [`RecordShape`].
///
/// # Errors
/// When a line is no such record, or a span does not fit its text.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    let text = std::str::from_utf8(bytes).map_err(|_| ImportError::NotUtf8)?;
    let mut imported = Imported::default();
    for (line_idx, line) in text.split('\n').enumerate() {
        imported.records.extend(record(line.as_bytes(), line_idx + 1, &mut imported.remarks)?);
    }
    if imported.records.is_empty() {
        return Err(ImportError::Nothing);
    }
    Ok(imported)
}

/// The record in line number so and so; nothing in a blank one.
///
/// # Errors
/// When the line is no such record, or a span does not fit its text.
pub fn record(line: &[u8], number: usize, remarks: &mut Vec<String>) -> Result<Option<Record>, ImportError> {
    let line = std::str::from_utf8(line).map_err(|_| ImportError::NotUtf8)?;
    let line = if number == 1 { line.trim_start_matches('\u{FEFF}') } else { line };
    if line.trim().is_empty() {
        return Ok(None);
    }
    let place = format!("line {number}");
    let shape: RecordShape =
        serde_json::from_str(line).map_err(|error| ImportError::json_line(&place, &error))?;
    shape.into_record(&place, remarks).map(Some)
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
        assert_eq!(imported.remarks, ["line 1: 1 statement without content was left out"]);
    }
}
