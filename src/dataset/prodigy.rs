//! Prodigy JSONL: text, tokens, spans and relations.
//!
//! See `docs/formats/prodigy.md`.

use super::flat;
use super::graph::{Graph, Node, facts_to_json, row_to_json};
use super::pieces::Pieces;
use super::{ExportError, Record, Ruler, Unit};
use crate::annotate::annotations::Status;
use serde_json::{Value, json};

/// One line a record, rejected statements left out.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record]) -> Result<Vec<u8>, ExportError> {
    let mut out = vec![];
    for record in records {
        serde_json::to_writer(&mut out, &task(record)?)
            .map_err(|error| ExportError::Writer(error.to_string()))?;
        out.push(b'\n');
    }
    Ok(out)
}

fn task(record: &Record) -> Result<Value, ExportError> {
    let mut record = record.clone();
    record.rows.retain(|row| row.status != Status::Rejected);
    let ruler = Ruler::new(&record.document, Unit::CodePoints);
    let graph = Graph::of(&record);
    let pieces = Pieces::new(&record.document, graph.nodes.iter().map(|node| node.span));
    let mut tokens = vec![];
    for (id, piece) in pieces.0.iter().enumerate() {
        let [start, end] = ruler.measure(piece.span)?;
        tokens.push(json!({"text": ruler.words(piece.span), "start": start, "end": end, "id": id,
            "ws": piece.space_after}));
    }
    let span = |node: &Node| -> Result<Value, ExportError> {
        let [start, end] = ruler.measure(node.span)?;
        let (first, after) = pieces.of(&record.document, node.span)?;
        Ok(json!({"start": start, "end": end, "token_start": first, "token_end": after - 1,
            "label": node.part.label(), "text": ruler.words(node.span)}))
    };
    let spans = graph.nodes.iter().map(span).collect::<Result<Vec<Value>, _>>()?;
    let relation = |(from, to): &(usize, usize)| {
        let bare = |idx: usize| {
            let mut span = spans[idx].clone();
            span.as_object_mut().map(|span| span.remove("text"));
            span
        };
        json!({"head": spans[*from]["token_start"], "child": spans[*to]["token_start"],
            "head_span": bare(*from), "child_span": bare(*to), "label": graph.nodes[*to].part.key()})
    };
    let relations: Vec<Value> = graph.links.iter().map(relation).collect();
    let mut meta = facts_to_json(flat::article_facts(&record));
    let mut statements = vec![];
    for (row, hub) in record.rows.iter().zip(&graph.hubs) {
        let mut facts = row_to_json(row);
        facts.insert("content".to_owned(), json!(ruler.measure(graph.nodes[*hub].span)?));
        statements.push(Value::Object(facts));
    }
    meta.insert("statements".to_owned(), Value::Array(statements));
    Ok(json!({"text": &*record.document.text, "tokens": tokens, "spans": spans, "relations": relations,
        "meta": meta, "answer": "accept"}))
}
