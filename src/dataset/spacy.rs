//! spaCy: a zip with a `.spacy` DocBin and the same as JSONL.
//!
//! Group `sc` holds every span labelled by its role; group `stance` holds contents labelled by stance. The span's id
//! is `s` and the number of its statement; facts stand in `doc.user_data["demarche"]`. See `docs/formats/spacy.md`.

use super::flat;
use super::graph::{facts_to_json, row_to_json};
use super::pack::pack;
use super::pieces::Pieces;
use super::{ExportError, Record, Ruler, Unit};
use crate::annotate::Role;
use crate::text::Span;
use serde_json::{Value, json};
use std::collections::BTreeSet;

mod docbin;
use docbin::DocBin;

/// A labelled span of a group.
struct Labelled {
    span: Span,
    label: String,
    /// `s3` for statement 3, nothing for the article's own.
    id: String,
}

/// A zip with `statements.spacy` and `statements.jsonl`.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record]) -> Result<Vec<u8>, ExportError> {
    let (mut docbin, mut lines) = (DocBin::default(), vec![]);
    for record in records {
        let groups = groups(record);
        let spans = groups.iter().flat_map(|(_, group)| group.iter().map(|it| it.span));
        let pieces = Pieces::new(&record.document, spans);
        docbin.add(record, &pieces, &groups, &user_data(record))?;
        serde_json::to_writer(&mut lines, &line(record, &groups)?)
            .map_err(|error| ExportError::Writer(error.to_string()))?;
        lines.push(b'\n');
    }
    pack(&[("statements.spacy".to_owned(), docbin.into_bytes()?), ("statements.jsonl".to_owned(), lines)])
}

fn groups(record: &Record) -> [(&'static str, Vec<Labelled>); 2] {
    let (mut all, mut stances) = (vec![], vec![]);
    for (part, span) in flat::article_nodes(record) {
        all.push(Labelled { span, label: part.label().to_owned(), id: String::new() });
    }
    for row in record.standing() {
        let id = format!("s{}", row.statement.id.0);
        for (part, span) in flat::nodes(&row.statement) {
            all.push(Labelled { span, label: part.label().to_owned(), id: id.clone() });
        }
        for span in row.statement.spans(Role::Content) {
            let label = row.statement.stance.label.as_str().to_owned();
            stances.push(Labelled { span: *span, label, id: id.clone() });
        }
    }
    [("sc", all), ("stance", stances)]
}

fn user_data(record: &Record) -> Value {
    let mut facts = facts_to_json(flat::article_facts(record));
    let statements: Vec<Value> = record.standing().map(|row| Value::Object(row_to_json(row))).collect();
    facts.insert("statements".to_owned(), Value::Array(statements));
    json!({"demarche": facts})
}

fn line(record: &Record, groups: &[(&str, Vec<Labelled>)]) -> Result<Value, ExportError> {
    let ruler = Ruler::new(&record.document, Unit::CodePoints);
    let mut spans = serde_json::Map::new();
    for (name, group) in groups {
        let mut list = vec![];
        for Labelled { span, label, id } in group {
            let [start, end] = ruler.measure(*span)?;
            list.push(json!({"start": start, "end": end, "label": label, "span_id": id, "text": ruler.words(*span)}));
        }
        spans.insert((*name).to_owned(), Value::Array(list));
    }
    Ok(json!({"text": &*record.document.text, "spans": spans, "user_data": user_data(record)}))
}

/// The strings that a DocBin's numbers stand for.
#[derive(Default)]
struct Strings(BTreeSet<String>);
