//! What the engine says about documents in the gold format, in the format that the scorer reads.
//!
//! `predict complete GOLD.jsonl` hands the engine each statement's content, cue, speaker mention and kind, and
//! measures what it makes of them; `predict analyze GOLD.jsonl` hands it the text alone. Writes to standard output.

use demarche::annotate::{Analysis, Kind, Statement, StatementId};
use demarche::nlp;
use demarche::text::offsets::Offsets;
use demarche::text::{Document, Span};
use serde_json::{Value, json};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let usage = "usage: predict complete|analyze GOLD.jsonl";
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, path] = arguments.as_slice() else { return Err(usage.into()) };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let gold: Value = serde_json::from_str(line)?;
        let document = Document::new(gold["id"].as_str().unwrap_or(""), gold["text"].as_str().unwrap_or(""));
        let offsets = Offsets::new(&document.text);
        let analysis = match mode.as_str() {
            "complete" => nlp::complete(&document, given(&gold, &offsets)),
            "analyze" => nlp::analyze(&document),
            _ => return Err(usage.into()),
        };
        writeln!(out, "{}", record(&document, &analysis, &offsets))?;
    }
    Ok(())
}

/// The gold statements with nothing but content, cue, speaker mention and kind.
fn given(gold: &Value, offsets: &Offsets) -> Vec<Statement> {
    let statements = gold["statements"].as_array().into_iter().flatten();
    let kept = statements.filter(|statement| statement["tier"] != "excluded");
    let kept = kept.filter(|statement| !spans(&statement["content"], offsets).is_empty());
    kept.enumerate().map(|(number, statement)| stripped(number, statement, offsets)).collect()
}

fn stripped(number: usize, gold: &Value, offsets: &Offsets) -> Statement {
    let mut statement = Statement::bare(StatementId(number as u32), spans(&gold["content"], offsets));
    statement.cue = spans(&gold["cue"], offsets);
    statement.speaker = spans(&gold["speaker"], offsets);
    statement.kind = match gold["kind"].as_str() {
        Some("direct") => Kind::Direct,
        Some("mixed") => Kind::Mixed,
        _ => Kind::Indirect,
    };
    statement
}

fn spans(gold: &Value, offsets: &Offsets) -> Vec<Span> {
    let offset = |value: &Value| value.as_u64().map(|point| offsets.byte_of_point(point as usize));
    let pairs = gold.as_array().into_iter().flatten();
    let mut spans: Vec<Span> =
        pairs.filter_map(|pair| Some(Span::new(offset(&pair[0])?, offset(&pair[1])?))).collect();
    spans.sort();
    spans
}

fn record(document: &Document, analysis: &Analysis, offsets: &Offsets) -> Value {
    let points = |spans: &[Span]| -> Vec<[usize; 2]> {
        spans.iter().map(|span| [offsets.points(span.start()), offsets.points(span.end())]).collect()
    };
    let statements: Vec<Value> = analysis
        .statements
        .iter()
        .map(|statement| {
            json!({
                "id": statement.id, "content": points(&statement.content), "cue": points(&statement.cue),
                "speaker": points(&statement.speaker), "speaker_name": statement.speaker_name,
                "mention_type": statement.mention_type, "candidates": statement.candidates,
                "addressee": points(&statement.addressee), "addressee_name": statement.addressee_name,
                "relays": statement.relays.iter().map(|relay| &relay.name).collect::<Vec<_>>(),
                "within": statement.parent, "kind": statement.kind,
                "label": statement.stance.label, "polarity": statement.stance.polarity,
                "intensity": statement.stance.intensity, "ranking": statement.stance.ranking,
                "negated": statement.stance.negated, "veiled": statement.stance.veiled,
                "target": points(&statement.target), "target_name": statement.target_name,
                "condition": points(&statement.condition), "consequence": points(&statement.consequence),
                "confidence": statement.confidence,
            })
        })
        .collect();
    json!({
        "id": &*document.name, "statements": statements, "people": analysis.people,
        "boilerplate": points(&analysis.boilerplate),
        "headline": analysis.headline.map(|span| points(&[span])),
        "date": analysis.date.as_ref().map(|date| &date.day),
    })
}
