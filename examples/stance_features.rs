//! Writes what the stance model is told about every statement of a gold file, for `training/stance.py`.
//!
//!     cargo run --release --example stance_features < gold.jsonl > features.jsonl
//!
//! Each input line is a document of `text` and `statements` (offsets in code points); each output line the list
//! of its statements' feature names, with the condition and consequence that the engine finds.

use demarche::annotate::{Kind, Statement, StatementId};
use demarche::nlp::condition::condition;
use demarche::nlp::parsed::Parsed;
use demarche::nlp::stance::features::features;
use demarche::nlp::stance::side::{keys, side};
use demarche::nlp::stance::words::Words;
use demarche::text::Span;
use demarche::text::offsets::Offsets;
use serde_json::Value;
use std::io::BufRead;

fn main() {
    for line in std::io::stdin().lock().lines() {
        let document: Value =
            serde_json::from_str(&line.expect("readable input")).expect("one JSON document a line");
        println!("{}", Value::Array(of_document(&document)));
    }
}

fn of_document(document: &Value) -> Vec<Value> {
    let text = document["text"].as_str().unwrap_or("");
    let parsed = Parsed::new(text);
    let words = Words::new(&parsed);
    let offsets = Offsets::new(text);
    let gold = document["statements"].as_array().cloned().unwrap_or_default();
    gold.iter().map(|gold| of_statement(&words, &offsets, gold)).collect()
}

fn of_statement(words: &Words, offsets: &Offsets, gold: &Value) -> Value {
    let mut statement = Statement::bare(StatementId(0), spans(offsets, &gold["content"]));
    statement.cue = spans(offsets, &gold["cue"]);
    statement.speaker = spans(offsets, &gold["speaker"]);
    statement.addressee = spans(offsets, &gold["addressee"]);
    statement.kind = match gold["kind"].as_str() {
        Some("direct") => Kind::Direct,
        Some("mixed") => Kind::Mixed,
        _ => Kind::Indirect,
    };
    let found = condition(words, &statement);
    let points = |span: &Span| [offsets.points(span.start()), offsets.points(span.end())];
    let marked = |spans: &[Span]| spans.iter().map(points).collect::<Vec<_>>();
    let (condition, consequence) = (marked(&found.condition), marked(&found.consequence));
    statement.condition = found.condition;
    statement.consequence = found.consequence;
    let mut side = side(words, &[], &statement);
    side.own.extend(keys(gold["speaker_name"].as_str().unwrap_or("")));
    side.own.extend(keys(gold["role"].as_str().unwrap_or("")));
    let names: Vec<Value> =
        features(words, &statement, &side).into_iter().map(|feature| feature.name.into()).collect();
    serde_json::json!({"features": names, "condition": condition, "consequence": consequence, "nominal": found.nominal})
}

fn spans(offsets: &Offsets, gold: &Value) -> Vec<Span> {
    let pairs = gold.as_array().cloned().unwrap_or_default();
    let byte = |value: &Value| offsets.byte_of_point(value.as_u64().unwrap_or(0) as usize);
    pairs.iter().map(|pair| Span::new(byte(&pair[0]), byte(&pair[1]))).collect()
}
