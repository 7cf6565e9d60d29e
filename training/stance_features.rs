//! Writes what the stance model is told about every statement of a gold file, and what it says, for training.
//!
//!     cargo run --release --example stance_features < gold.jsonl > features.jsonl
//!
//! Each input line is a document of `text` and `statements` (offsets in code points); each output line the list
//! of its statements' feature names and of the scores of the shipped model, with the condition and consequence that the
//! engine finds, and what becomes of them once the label of the input is known.

use demarche::annotate::{Kind, Label, Statement, StatementId};
use demarche::nlp::attribution::features::flags;
use demarche::nlp::condition::{condition, settle};
use demarche::nlp::parsed::Parsed;
use demarche::nlp::stance::features::features;
use demarche::nlp::stance::inputs::Inputs;
use demarche::nlp::stance::model::embedded;
use demarche::nlp::stance::side::{Named, keys, side};
use demarche::nlp::stance::window::window;
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
    let flags = flags(&parsed);
    let mut inputs = Inputs::new(&words, &flags);
    gold.iter().map(|gold| of_statement(&words, &mut inputs, &offsets, gold)).collect()
}

fn of_statement(words: &Words, inputs: &mut Inputs, offsets: &Offsets, gold: &Value) -> Value {
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
    let mut side = side(words, &Named::new(&[]), &statement);
    side.own.extend(keys(gold["speaker_name"].as_str().unwrap_or("")));
    side.own.extend(keys(gold["role"].as_str().unwrap_or("")));
    let features = features(words, &statement, &side);
    let model = embedded();
    let reading = model.network.reading(inputs, window(words, &statement));
    let scores = model.score(&features, &reading).scores;
    let names: Vec<Value> = features.into_iter().map(|feature| feature.name.into()).collect();
    statement.stance.label = Label::new(gold["label"].as_str().unwrap_or(""));
    settle(words.parsed, std::slice::from_mut(&mut statement));
    let settled = [marked(&statement.condition), marked(&statement.consequence)];
    serde_json::json!({
        "features": names, "scores": scores, "condition": condition, "consequence": consequence, "settled": settled
    })
}

fn spans(offsets: &Offsets, gold: &Value) -> Vec<Span> {
    let pairs = gold.as_array().cloned().unwrap_or_default();
    let byte = |value: &Value| offsets.byte_of_point(value.as_u64().unwrap_or(0) as usize);
    pairs.iter().map(|pair| Span::new(byte(&pair[0]), byte(&pair[1]))).collect()
}
