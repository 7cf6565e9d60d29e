//! brat standoff: a zip with a `.txt` and an `.ann` a document.
//!
//! Each statement is an event of type `Attribution`, triggered by its cue (by its content when it has none), with
//! its other spans as arguments. What has no place in attributes stands in notes. See `docs/formats/brat.md`.

use super::flat::{self, Part};
use super::pack::{pack, stems};
use super::{ExportError, Record, Ruler, Unit};
use crate::annotate::{Kind, MentionType, Polarity, Role};
use crate::text::Span;
use std::fmt::Write;

/// The way back: which `.ann` is of which `.txt`.
mod import;
pub use import::{Brought, Refusal, import, import_files};

/// The lines of an `.ann`.
mod lines;

/// The spans of one of its marks.
mod mark;

/// Which document is which file.
const MANIFEST: &str = "documents.tsv";

/// Facts that brat can show as attributes; the others are notes.
const ATTRIBUTES: [(&str, &str); 8] = [
    ("status", "Status"),
    ("label", "Stance"),
    ("polarity", "Polarity"),
    ("intensity", "Intensity"),
    ("negated", "Negated"),
    ("veiled", "Veiled"),
    ("kind", "Kind"),
    ("mention_type", "Mention"),
];

/// The zip of `records`.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record]) -> Result<Vec<u8>, ExportError> {
    let stems = stems(records.iter().map(|record| &*record.document.name));
    let mut manifest = String::from("file\tdocument\thash\tengine\tscheme\n");
    let mut files = vec![("annotation.conf".to_owned(), configuration(records).into_bytes())];
    for (record, stem) in records.iter().zip(&stems) {
        let cells = [&record.document.name, &*record.document.id.to_string(), &record.engine, &record.scheme];
        let _ = writeln!(manifest, "{stem}\t{}", cells.map(escape).join("\t"));
        files.push((format!("{stem}.txt"), record.document.text.as_bytes().to_vec()));
        files.push((format!("{stem}.ann"), Standoff::of(record)?.into_bytes()));
    }
    files.push((MANIFEST.to_owned(), manifest.into_bytes()));
    pack(&files)
}

/// The lines of one `.ann` file, being written.
struct Standoff<'t> {
    ruler: Ruler<'t>,
    out: String,
    n_texts: usize,
    n_attributes: usize,
    n_notes: usize,
}

impl Standoff<'_> {
    fn of(record: &Record) -> Result<String, ExportError> {
        let ruler = Ruler::new(&record.document, Unit::CodePoints);
        let mut standoff = Standoff { ruler, out: String::new(), n_texts: 0, n_attributes: 0, n_notes: 0 };
        for (part, span) in flat::article_nodes(record) {
            let id = standoff.text(part.label(), &[span])?;
            if let (Part::Date, Some(date)) = (part, &record.date) {
                standoff.note("date", &id, &date.day);
            }
        }
        for (row_idx, row) in record.rows.iter().enumerate() {
            standoff.event(row_idx + 1, row)?;
        }
        Ok(standoff.out)
    }

    fn event(&mut self, number: usize, row: &super::Row) -> Result<(), ExportError> {
        let statement = &row.statement;
        let trigger = if statement.cue.is_empty() { Role::Content } else { Role::Cue };
        let mut event =
            format!("E{number}\tAttribution:{}", self.text("Attribution", statement.spans(trigger))?);
        for role in
            Role::ALL.into_iter().filter(|role| *role != Role::Cue && !statement.spans(*role).is_empty())
        {
            let id = self.text(Part::Role(role).label(), statement.spans(role))?;
            let _ = write!(event, " {}:{id}", Part::Role(role).label());
        }
        for (idx, relay) in statement.relays.iter().enumerate().filter(|(_, relay)| !relay.spans.is_empty()) {
            let id = self.text("Relay", &relay.spans)?;
            let _ = write!(event, " {}:{id}", Part::Relay(idx).key());
        }
        let id = format!("E{number}");
        let _ = writeln!(self.out, "{event}");
        self.note("id", &id, &statement.id.0.to_string());
        if statement.cue.is_empty() {
            self.attribute("NoCue", &id, "true");
        }
        for (key, value) in flat::facts(row) {
            match ATTRIBUTES.iter().find(|(fact, _)| *fact == key) {
                Some((_, name)) => self.attribute(name, &id, &value),
                None => self.note(key, &id, &value),
            }
        }
        Ok(())
    }

    /// A text-bound line; gives its id.
    fn text(&mut self, label: &str, spans: &[Span]) -> Result<String, ExportError> {
        self.n_texts += 1;
        let places: Vec<String> =
            self.ruler.measure_all(spans)?.iter().map(|[start, end]| format!("{start} {end}")).collect();
        let words: Vec<String> = spans.iter().map(|span| one_line(self.ruler.words(*span))).collect();
        let _ = writeln!(self.out, "T{}\t{label} {}\t{}", self.n_texts, places.join(";"), words.join(" "));
        Ok(format!("T{}", self.n_texts))
    }

    fn attribute(&mut self, name: &str, of: &str, value: &str) {
        // brat's binary attributes are there or not.
        if value == "false" {
            return;
        }
        self.n_attributes += 1;
        let value = if value == "true" {
            String::new()
        } else {
            format!(" {}", value.replace(char::is_whitespace, "_"))
        };
        let _ = writeln!(self.out, "A{}\t{name} {of}{value}", self.n_attributes);
    }

    fn note(&mut self, key: &str, of: &str, value: &str) {
        self.n_notes += 1;
        let _ = writeln!(self.out, "#{}\t{key} {of}\t{}", self.n_notes, escape(value));
    }
}

/// The words as one line of the same length: brat reads its files line by line.
fn one_line(words: &str) -> String {
    let is_break = |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
    words.replace(is_break, " ")
}

fn escape(value: &str) -> String {
    let mut escaped = String::new();
    for character in value.chars() {
        match character {
            '\\' => escaped.push_str("\\\\"),
            _ if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') => {
                let _ = write!(escaped, "\\u{:04x}", u32::from(character));
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

fn configuration(records: &[Record]) -> String {
    let labels: std::collections::BTreeSet<&str> = records
        .iter()
        .flat_map(|record| &record.rows)
        .map(|row| row.statement.stance.label.as_str())
        .collect();
    let words = |words: Vec<String>| words.join("|");
    let polarities = [Polarity::Favor, Polarity::Neutral, Polarity::Against].iter().map(flat::word_of);
    let kinds = [Kind::Direct, Kind::Mixed, Kind::Indirect].iter().map(flat::word_of);
    let mentions = [MentionType::Name, MentionType::Pronoun, MentionType::Description, MentionType::None];
    let arguments: Vec<String> = Part::LABELS[2..8].iter().map(|label| format!("{label}?:{label}")).collect();
    format!(
        "[entities]\n{}\n\n[relations]\n\n<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n\n\
         [events]\nAttribution\tContent:Content, {}\n\n[attributes]\nStance\tArg:<EVENT>, Value:{}\n\
         Polarity\tArg:<EVENT>, Value:{}\nIntensity\tArg:<EVENT>, Value:1|2|3\nKind\tArg:<EVENT>, Value:{}\n\
         Mention\tArg:<EVENT>, Value:{}\nStatus\tArg:<EVENT>, Value:suggested|confirmed|corrected|added|rejected\n\
         Negated\tArg:<EVENT>\nVeiled\tArg:<EVENT>\nNoCue\tArg:<EVENT>\n",
        Part::LABELS.join("\n"),
        arguments.join(", ").replace("Relay?", "Relay*"),
        labels.into_iter().collect::<Vec<_>>().join("|"),
        words(polarities.collect()),
        words(kinds.collect()),
        words(mentions.iter().map(flat::word_of).collect()),
    )
}
