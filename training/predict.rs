//! What the engine says about documents in the gold format, in the format that the scorer reads.
//!
//! `predict complete GOLD.jsonl` hands the engine each statement's content, cue, speaker mention and kind, and
//! measures what it makes of them; `predict analyze GOLD.jsonl` hands it the text alone; `predict speakers
//! GOLD.jsonl`, `predict relays GOLD.jsonl` and `predict targets GOLD.jsonl` write what these models see, for
//! `training/people.py`, `training/relays.py` and `training/targets.py`. All write to standard output.

use demarche::annotate::{Analysis, Kind, Relay, Statement, StatementId};
use demarche::nlp;
use demarche::text::offsets::Offsets;
use demarche::text::{Document, Span};
use serde_json::{Value, json};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let usage = "usage: predict complete|analyze|speakers|relays|targets GOLD.jsonl";
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, path] = arguments.as_slice() else { return Err(usage.into()) };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let gold: Value = serde_json::from_str(line)?;
        let document = Document::new(gold["id"].as_str().unwrap_or(""), gold["text"].as_str().unwrap_or(""));
        let offsets = Offsets::new(&document.text);
        if mode == "targets" {
            write_targets(&mut out, &gold, &document, &offsets)?;
            continue;
        }
        if mode == "relays" {
            write_relays(&mut out, &gold, &document, &offsets)?;
            continue;
        }
        if mode == "speakers" {
            write_speakers(&mut out, &gold, &document, &offsets)?;
            continue;
        }
        let analysis = match mode.as_str() {
            "complete" => nlp::complete(&document, given(&gold, &offsets)),
            "analyze" => nlp::analyze(&document),
            _ => return Err(usage.into()),
        };
        writeln!(out, "{}", record(&document, &analysis, &offsets))?;
    }
    Ok(())
}

/// One line for each statement whose speaker is not named in it: features of the candidates, and which are right.
fn write_speakers(
    out: &mut impl Write,
    gold: &Value,
    document: &Document,
    offsets: &Offsets,
) -> std::io::Result<()> {
    let mut parsed = nlp::parsed::Parsed::new(&document.text);
    parsed.boilerplate = nlp::boilerplate::spans(&parsed);
    let mut statements = given(gold, offsets);
    let speakers: Vec<Span> = statements.iter().flat_map(|statement| statement.speaker.clone()).collect();
    let cast = nlp::people::cast(&parsed, &speakers);
    let kept: Vec<&Value> = gold_statements(gold, offsets);
    for (at, family, candidates) in nlp::speaker::examples(&parsed, &cast, &mut statements) {
        let names = kept[at]["accept"].as_array().into_iter().flatten().chain([&kept[at]["speaker_name"]]);
        let right: Vec<String> = names.filter_map(Value::as_str).map(folded).collect();
        let candidates: Vec<Value> = candidates
            .iter()
            .map(|(name, scored)| json!({"right": right.contains(&folded(name)), "name": name, "own": scored.party.is_none(), "features": scored.features.to_vec()}))
            .collect();
        let mention: Vec<&str> = statements[at].speaker.iter().map(|span| span.of(&document.text)).collect();
        let line = json!({"id": gold["id"], "tier": kept[at]["tier"], "family": family, "mention": mention, "speaker_name": kept[at]["speaker_name"], "candidates": candidates});
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// One line for each candidate that may pass a statement on: what holds of it, and whether it is a relay in gold.
fn write_relays(
    out: &mut impl Write,
    gold: &Value,
    document: &Document,
    offsets: &Offsets,
) -> std::io::Result<()> {
    let parsed = nlp::parse(document);
    let mut statements = given(gold, offsets);
    let speakers: Vec<Span> = statements.iter().flat_map(|statement| statement.speaker.clone()).collect();
    let cast = nlp::people::cast(&parsed, &speakers);
    let kept = gold_statements(gold, offsets);
    nlp::speaker::assign(&parsed, &cast, &mut statements);
    let candidates = nlp::relay::candidates(&parsed, &cast, &mut statements);
    let right = |at: usize| -> Vec<String> {
        kept[at]["relays"].as_array().into_iter().flatten().filter_map(Value::as_str).map(folded).collect()
    };
    let line = |name: &str, features: &[&str], is_right: bool, sort: &str| json!({"id": gold["id"], "sort": sort, "name": name, "features": features, "right": is_right});
    for (at, candidates) in candidates.iter().enumerate() {
        for candidate in candidates {
            let is_right = right(at).contains(&folded(&candidate.relay.name));
            writeln!(out, "{}", line(&candidate.relay.name, &candidate.features, is_right, "named"))?;
        }
    }
    for ((statement, kept), candidates) in statements.iter_mut().zip(&kept).zip(&candidates) {
        statement.speaker_name = kept["speaker_name"].as_str().map(Into::into);
        let names = kept["relays"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let placed = |name: &str| {
            let mut found =
                candidates.iter().filter(|candidate| folded(&candidate.relay.name) == folded(name));
            found.next().map(|candidate| candidate.relay.clone())
        };
        let relay = |name: &str| placed(name).unwrap_or_else(|| Relay { name: name.into(), spans: vec![] });
        statement.relays = names.map(relay).collect();
    }
    for bequest in nlp::relay::bequests(&statements) {
        let named = candidates[bequest.taker].iter().map(|candidate| folded(&candidate.relay.name));
        let is_own = named.into_iter().any(|name| right(bequest.taker).contains(&name));
        if right(bequest.giver).is_empty() || is_own {
            continue;
        }
        let features = nlp::relay::bequest_features(&parsed, &cast, &statements, &bequest);
        let is_right = right(bequest.giver).iter().all(|name| right(bequest.taker).contains(name));
        writeln!(out, "{}", line("", &features, is_right, "bequest"))?;
    }
    for bequest in nlp::relay::told(&cast, &statements) {
        let beyond = |at: usize| nlp::relay::beyond(&cast, &statements[at]);
        let named = candidates[bequest.taker].iter().map(|candidate| folded(&candidate.relay.name));
        let is_own = named
            .into_iter()
            .any(|name| beyond(bequest.taker).iter().any(|relay| folded(&relay.name) == name));
        if beyond(bequest.giver).is_empty() || is_own {
            continue;
        }
        let features = nlp::relay::bequest_features(&parsed, &cast, &statements, &bequest);
        let taken: Vec<String> = beyond(bequest.taker).iter().map(|relay| folded(&relay.name)).collect();
        let is_right = beyond(bequest.giver).iter().all(|relay| taken.contains(&folded(&relay.name)));
        writeln!(out, "{}", line("", &features, is_right, "bequest"))?;
    }
    Ok(())
}

/// One line for each statement with a target: the candidates, what holds of each, and whether the scorer takes it.
fn write_targets(
    out: &mut impl Write,
    gold: &Value,
    document: &Document,
    offsets: &Offsets,
) -> std::io::Result<()> {
    let parsed = nlp::parse(document);
    let analysis = nlp::complete(document, given(gold, offsets));
    let all = nlp::target::candidates(&parsed, &analysis.people, &analysis.statements);
    let kept = gold_statements(gold, offsets);
    for ((statement, candidates), kept) in analysis.statements.iter().zip(all).zip(kept) {
        let Some(target) = kept["target_name"].as_str() else { continue };
        let places = spans(&kept["target"], offsets);
        let words = |name: &str| -> Vec<String> { folded(name).split(' ').map(str::to_string).collect() };
        let is_strong = |word: &String| !["the", "a", "an", "of", "s"].contains(&word.as_str());
        let strong: Vec<String> = words(target).into_iter().filter(is_strong).collect();
        let is_right = |candidate: &nlp::target::Candidate| {
            words(&candidate.name).iter().any(|word| strong.contains(word))
                || places.iter().any(|place| candidate.span.is_some_and(|span| span.overlaps(*place)))
        };
        let candidates: Vec<Value> = candidates
            .iter()
            .map(|candidate| {
                json!({"name": candidate.name, "right": is_right(candidate), "features": candidate.features})
            })
            .collect();
        let ranking = &statement.stance.ranking;
        let second = ranking.get(1).map(|(label, _)| label);
        let line = json!({"id": gold["id"], "label": statement.stance.label, "second": second, "candidates": candidates});
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn folded(name: &str) -> String {
    let words = name.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The gold statements with nothing but content, cue, speaker mention and kind.
fn given(gold: &Value, offsets: &Offsets) -> Vec<Statement> {
    let kept = gold_statements(gold, offsets).into_iter().enumerate();
    kept.map(|(number, statement)| stripped(number, statement, offsets)).collect()
}

fn gold_statements<'g>(gold: &'g Value, offsets: &Offsets) -> Vec<&'g Value> {
    let statements = gold["statements"].as_array().into_iter().flatten();
    let kept = statements.filter(|statement| statement["tier"] != "excluded");
    kept.filter(|statement| !spans(&statement["content"], offsets).is_empty()).collect()
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
