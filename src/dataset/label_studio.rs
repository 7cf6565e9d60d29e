//! Label Studio: a zip with tasks and the labelling configuration.
//!
//! Each span is a region, each statement's other spans hang on the first region of its content by relations, and
//! facts are choices and text areas of that region. Articles that a person has worked on come as annotations, the
//! others as predictions. Offsets are code points, as Label Studio stores them since 1.4.
//! See `docs/formats/label-studio.md`.

use super::flat::{self, Part};
use super::graph::{Graph, facts_to_json};
use super::pack::pack;
use super::{ExportError, Record, Ruler, Unit};
use crate::annotate::annotations::Status;
use crate::text::Span;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The way back.
mod import;
pub use import::{import, is_task, take};

/// Facts with a few values, as choices.
const CHOICES: [(&str, &[&str]); 7] = [
    ("polarity", &["favor", "neutral", "against"]),
    ("intensity", &["1", "2", "3"]),
    ("negated", &["true", "false"]),
    ("veiled", &["true", "false"]),
    ("kind", &["direct", "mixed", "indirect"]),
    ("mention_type", &["name", "pronoun", "description", "none"]),
    ("status", &["suggested", "confirmed", "corrected", "added", "rejected"]),
];

/// Facts with any value, as text areas.
const TEXTS: [&str; 9] = [
    "speaker_name",
    "target_name",
    "addressee_name",
    "relay",
    "said_on",
    "note",
    "confidence",
    "parent",
    "id",
];

/// A zip with `tasks.json` and `config.xml`.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record]) -> Result<Vec<u8>, ExportError> {
    let tasks = records.iter().map(task).collect::<Result<Vec<Value>, ExportError>>()?;
    let tasks = serde_json::to_vec_pretty(&tasks).map_err(|error| ExportError::Writer(error.to_string()))?;
    pack(&[("tasks.json".to_owned(), tasks), ("config.xml".to_owned(), configuration(records).into_bytes())])
}

fn task(record: &Record) -> Result<Value, ExportError> {
    let mut data = facts_to_json(flat::article_facts(record));
    data.insert("text".to_owned(), Value::String(record.document.text.to_string()));
    let result = result(record)?;
    let is_decided = record.rows.iter().any(|row| row.status != Status::Suggested);
    Ok(if is_decided {
        json!({"data": data, "annotations": [{"result": result}]})
    } else {
        json!({"data": data, "predictions": [{"model_version": &*record.engine, "result": result}]})
    })
}

fn result(record: &Record) -> Result<Vec<Value>, ExportError> {
    let ruler = Ruler::new(&record.document, Unit::CodePoints);
    let graph = Graph::of(record);
    let mut result = vec![];
    for (idx, node) in graph.nodes.iter().enumerate() {
        result.push(region(&ruler, idx, node.span, "role", "labels", "labels", &[node.part.label()])?);
    }
    for (row, hub) in record.rows.iter().zip(&graph.hubs) {
        let mut facts = flat::facts(row);
        facts.push(("id", row.statement.id.0.to_string()));
        let mut values: Vec<(&str, Vec<&str>)> = vec![];
        for (key, value) in &facts {
            match values.iter_mut().find(|(known, _)| known == key) {
                Some((_, list)) => list.push(value),
                None => values.push((key, vec![value])),
            }
        }
        for (key, list) in values {
            let (sort, field) =
                if TEXTS.contains(&key) { ("textarea", "text") } else { ("choices", "choices") };
            result.push(region(&ruler, *hub, graph.nodes[*hub].span, key, sort, field, &list)?);
        }
    }
    for (from, to) in &graph.links {
        result.push(json!({"type": "relation", "from_id": node_id(*from), "to_id": node_id(*to),
            "direction": "right", "labels": [graph.nodes[*to].part.key()]}));
    }
    Ok(result)
}

fn node_id(idx: usize) -> String {
    format!("n{idx}")
}

fn region(
    ruler: &Ruler,
    idx: usize,
    span: Span,
    control: &str,
    sort: &str,
    field: &str,
    values: &[&str],
) -> Result<Value, ExportError> {
    let [start, end] = ruler.measure(span)?;
    Ok(json!({"id": node_id(idx), "from_name": control, "to_name": "text", "type": sort,
        "value": {"start": start, "end": end, "text": ruler.words(span), field: values}}))
}

/// The labelling configuration: roles, relations, and one control for each fact of a content.
fn configuration(records: &[Record]) -> String {
    let rows = || records.iter().flat_map(|record| &record.rows);
    let stances: BTreeSet<&str> = rows().map(|row| row.statement.stance.label.as_str()).collect();
    let n_relays = rows().map(|row| row.statement.relays.len()).max().unwrap_or(1).max(1);
    let mut out = String::from("<View>\n  <Labels name=\"role\" toName=\"text\">\n");
    for label in Part::LABELS {
        let _ = writeln!(out, "    <Label value=\"{label}\"/>");
    }
    out.push_str("  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n  <Relations>\n");
    for label in Part::LABELS[..7].iter().map(|label| (*label).to_owned()) {
        let _ = writeln!(out, "    <Relation value=\"{label}\"/>");
    }
    for idx in 0..n_relays {
        let _ = writeln!(out, "    <Relation value=\"{}\"/>", Part::Relay(idx).key());
    }
    out.push_str("  </Relations>\n");
    let on_content = "perRegion=\"true\" whenTagName=\"role\" whenLabelValue=\"Content\"";
    let stances: Vec<&str> = stances.into_iter().collect();
    for (key, values) in std::iter::once(("label", stances.as_slice())).chain(CHOICES) {
        // The labeller refuses a control without a choice.
        let values = if values.is_empty() { &["STATE"] } else { values };
        let _ = writeln!(out, "  <Choices name=\"{key}\" toName=\"text\" choice=\"single\" {on_content}>");
        for value in values {
            let _ = writeln!(out, "    <Choice value=\"{}\"/>", super::xml::escape(value));
        }
        out.push_str("  </Choices>\n");
    }
    for key in TEXTS {
        let _ = writeln!(out, "  <TextArea name=\"{key}\" toName=\"text\" {on_content}/>");
    }
    out.push_str("</View>\n");
    out
}
