//! The texts of a table.

use super::column::{Documents, NAME, chosen, text_key};
use super::{Intake, IntakeError, has_ending};
use crate::dataset::ImportError;
use crate::dataset::remarks::{Gathered, Unkept};

/// Marks between the cells of a table, the commonest first; spreadsheets of half the world write semicolons.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The texts of a table with a header, from the `wanted` column or the one that looks like it.
///
/// # Errors
/// When it is no table, or has no column of texts.
pub fn read(name: &str, text: &str, wanted: Option<&str>) -> Result<Intake, IntakeError> {
    let (text, said) = separator_line(text);
    let separator = said.unwrap_or_else(|| separator(name, text));
    let broken = |error: csv::Error| {
        let place = error.position().map_or("the table".to_owned(), |at| format!("line {}", at.line()));
        IntakeError::from(ImportError::Form { place, what: error.to_string() })
    };
    let mut reader = reader(text, separator);
    let header: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
    if let Some(export) = export_with(&header) {
        return Err(ImportError::OneWay(export).into());
    }
    let keys: Vec<&str> = header.iter().map(String::as_str).collect();
    let text_column =
        text_key(&keys, wanted).ok_or_else(|| IntakeError::no_column(wanted, header.clone()))?;
    let name_column = chosen(&keys, &NAME).filter(|column| *column != text_column);
    let (mut documents, mut gathered) = (Documents::of(name), Gathered::default());
    let n_alike = keys.iter().filter(|key| **key == keys[text_column]).count();
    gathered.remarks.note_many(Unkept::DoubleColumn, n_alike - 1, format!("“{}”", keys[text_column]));
    if let Some(line) = open_quote(text, separator) {
        gathered.remarks.note(Unkept::OpenQuote, format!("line {line}"));
    }
    for (row_idx, row) in reader.records().enumerate() {
        let row = row.map_err(broken)?;
        let place = format!("row {}", row_idx + 1);
        if row.iter().skip(header.len()).any(|cell| !cell.trim().is_empty()) {
            gathered.remarks.note(Unkept::WideRow, &*place);
        }
        if row.iter().any(is_labels) {
            gathered.remarks.note(Unkept::UnreadLabels, &*place);
        }
        let title = name_column.and_then(|column| row.get(column)).unwrap_or("");
        match documents.record(title, &place, row.get(text_column).unwrap_or("")) {
            Some(record) => gathered.named(Ok(record)),
            None if row.iter().all(|cell| cell.trim().is_empty()) => {}
            None => gathered.remarks.note(Unkept::Textless, place),
        }
    }
    let imported = gathered.finish()?;
    let column = Some(header[text_column].clone());
    Ok(Intake { columns: header, column, ..Intake::of(imported) })
}

/// Which of our own exports, that are only written, has this header.
fn export_with(header: &[String]) -> Option<&'static str> {
    let starts_with = |names: &[&str]| {
        header.len() >= names.len() && header.iter().zip(names).all(|(one, other)| one == other)
    };
    if starts_with(&["document", "statement"]) {
        Some("a table of statements")
    } else if starts_with(&["id", "time", "docId", "docTitle"]) {
        Some("a discourse network")
    } else {
        None
    }
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes())
}

/// Whether a cell holds labelled spans in JSON, as Label Studio writes its tables.
fn is_labels(cell: &str) -> bool {
    cell.starts_with("[{\"") && cell.contains("\"start\"")
}

/// Excel says in a line of its own what stands between the cells.
fn separator_line(text: &str) -> (&str, Option<u8>) {
    let text = text.trim_start_matches('\u{FEFF}');
    let line = text.split_inclusive('\n').next().unwrap_or("");
    let said = line.trim_end().strip_prefix("sep=").map(str::as_bytes);
    match said {
        Some([separator]) => (&text[line.len()..], Some(*separator)),
        _ => (text, None),
    }
}

/// What stands between the cells: where the header then has a column of texts, else where it has most columns.
fn separator(name: &str, text: &str) -> u8 {
    let usual = if has_ending(name, ".tsv") { b'\t' } else { b',' };
    let columns = |separator: u8| -> Vec<String> {
        let header = reader(text, separator).headers().cloned().unwrap_or_default();
        header.iter().map(str::to_owned).collect()
    };
    let has_text = |separator: &u8| {
        let columns = columns(*separator);
        text_key(&columns.iter().map(String::as_str).collect::<Vec<_>>(), None).is_some()
    };
    let order = || std::iter::once(usual).chain(SEPARATORS);
    let most = || SEPARATORS.into_iter().rev().max_by_key(|separator| columns(*separator).len());
    order()
        .find(has_text)
        .filter(|found| columns(*found).len() > 1 || *found == usual)
        .unwrap_or_else(|| if columns(usual).len() > 1 { usual } else { most().unwrap_or(usual) })
}

/// The line of a quotation mark that opens a cell and is never closed.
fn open_quote(text: &str, separator: u8) -> Option<usize> {
    let (mut line, mut opened, mut at_start) = (1, None, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (opened, byte) {
            (None, b'"') if at_start => opened = Some(line),
            (Some(_), b'"') if bytes.peek() == Some(&b'"') => drop(bytes.next()),
            (Some(_), b'"') => opened = None,
            _ => {}
        }
        at_start = opened.is_none() && (byte == separator || byte == b'\n' || byte == b'\r');
        line += usize::from(byte == b'\n');
    }
    opened
}

#[cfg(test)]
mod tests {
    /// Texts and sentences of a table.
    fn check(name: &str, table: &str, texts: &[&str], sentences: &[&str]) {
        let taken = super::read(name, table, None).expect("it has texts");
        let found: Vec<&str> = taken.records.iter().map(|record| &*record.document.text).collect();
        assert_eq!(
            (found.as_slice(), taken.remarks.iter().map(String::as_str).collect()),
            (texts, sentences.to_vec())
        );
    }

    #[test]
    fn tables_of_other_countries_have_other_separators() {
        check("a.csv", "id;text\n1;No, she said.\n", &["No, she said."], &[]);
        check("a.csv", "sep=;\r\nid;text\r\n1;No.\r\n", &["No."], &[]);
        check("a.csv", "id\ttext\n1\tNo.\n", &["No."], &[]);
        check("a.csv", "text\nNo; never.\n", &["No; never."], &[]);
        check("a.tsv", "id\ttext\n1\tNo, she said.\n", &["No, she said."], &[]);
    }

    #[test]
    fn rows_that_bring_less_than_they_have_are_counted() {
        check(
            "a.csv",
            "id,text\n1,\n2,No, she said.\n\n3\n",
            &["No"],
            &[
                "2 entries without a text are left out (row 1; row 3)",
                "1 row with more cells than the header is cut to it (row 2)",
            ],
        );
        check(
            "a.csv",
            "text,text\nNo.,Yes.\n",
            &["No."],
            &["1 more column of the same name is left out (“text”)"],
        );
        check(
            "a.csv",
            "id,text\n1,\"No \"\"way\"\".\"\n2,\"Yes\n3,Never\n",
            &["No \"way\".", "Yes\n3,Never\n"],
            &["1 quotation mark that is never closed is taken to reach to the end (line 3)"],
        );
    }
}
