//! Whether `demarche eval` gives the figures of `score.py`, to the digit.
//!
//! Predictions are gold with seeded accidents: spans moved, fields swapped, statements lost, doubled and torn.
//! The collections lie outside the project; without them, or without Python, the test says so and passes.

use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

fn shared() -> PathBuf {
    std::env::var_os("DEMARCHE_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

/// A small generator, so that the accidents are the same everywhere (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }
}

fn predicted(gold: &str) -> String {
    let mut dice = Dice(7);
    let mut lines = String::new();
    for line in gold.lines().filter(|line| !line.trim().is_empty()) {
        let document: Value = serde_json::from_str(line).expect("gold is JSON");
        let length = document["text"].as_str().map_or(0, |text| text.chars().count() as u64);
        let mut statements = vec![];
        for statement in document["statements"].as_array().into_iter().flatten() {
            for _ in 0..[1, 1, 1, 1, 0, 2][dice.roll(6) as usize] {
                statements.push(accident(statement, length, &mut dice));
            }
        }
        lines += &json!({"id": document["id"], "statements": statements}).to_string();
        lines.push('\n');
    }
    lines
}

fn accident(statement: &Value, length: u64, dice: &mut Dice) -> Value {
    let mut fields: Map<String, Value> = statement.as_object().cloned().unwrap_or_default();
    for role in ["content", "cue", "speaker", "target", "condition", "consequence"] {
        let Some(spans) = fields.get_mut(role).and_then(Value::as_array_mut) else { continue };
        match dice.roll(8) {
            0 => spans.clear(),
            1 | 2 => {
                for span in spans {
                    let start = span[0].as_u64().unwrap_or(0).saturating_sub(dice.roll(30)).min(length);
                    let end = (span[1].as_u64().unwrap_or(0) + dice.roll(40)).min(length);
                    *span = json!([start, end]);
                }
            }
            3 if role != "content" => drop(fields.remove(role)),
            _ => {}
        }
    }
    if dice.roll(4) == 0 {
        fields.insert("label".into(), json!(["warn", "STATE", "DEMAND", ""][dice.roll(4) as usize]));
    }
    if dice.roll(4) == 0 {
        fields.insert(
            "speaker_name".into(),
            json!(["NATO", "the “President” of Straße", ""][dice.roll(3) as usize]),
        );
    }
    for field in ["kind", "polarity", "relays", "target_name", "label"] {
        if dice.roll(10) == 0 {
            fields.remove(field);
        }
    }
    Value::Object(fields)
}

fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The figures of both agree in print, and behind the comma as far as two orders of summation can.
fn check(gold: &Path) {
    let scorer = shared().join("eval/score.py");
    let Ok(text) = std::fs::read_to_string(gold) else {
        return eprintln!("skipped: {} is absent", gold.display());
    };
    let name = gold.to_string_lossy().replace(['/', '\\', '.'], "_");
    let predictions = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.predicted"));
    std::fs::write(&predictions, predicted(&text)).expect("the target folder can be written to");
    let theirs = |json: bool| {
        let mut command = Command::new("python3");
        output(command.arg(&scorer).arg(gold).arg(&predictions).args(json.then_some("--json")))
    };
    let ours = |json: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        let command = command.arg("eval").arg(gold).arg("--predicted").arg(&predictions);
        output(command.args(json.then_some("--json"))).expect("the program succeeds")
    };
    let Some(table) = theirs(false) else { return eprintln!("skipped: python3 or score.py is absent") };
    assert_eq!(ours(false), table, "{}", gold.display());
    let figures = |text: &str| serde_json::from_str::<Value>(text).expect("the report is JSON");
    assert_same(&figures(&ours(true)), &figures(&theirs(true).unwrap_or_default()), "report");
}

fn assert_same(ours: &Value, theirs: &Value, place: &str) {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>(), "{place}");
            ours.iter().for_each(|(key, value)| assert_same(value, &theirs[key], &format!("{place}: {key}")));
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            assert_eq!(ours.len(), theirs.len(), "{place}");
            ours.iter().zip(theirs).for_each(|(one, other)| assert_same(one, other, place));
        }
        // Python 3.12 sums floats with compensation, earlier ones do not.
        _ => {
            let distance = ours.as_f64().zip(theirs.as_f64()).map(|(one, other)| (one - other).abs());
            assert!(distance.is_some_and(|distance| distance < 1e-12), "{place}: {ours} {theirs}");
        }
    }
}

#[test]
fn figures_are_those_of_the_python_scorer() {
    for gold in ["seeds/gold.jsonl", "diplomacy/gold.jsonl", "polnear/dev.jsonl"] {
        check(&shared().join("corpora").join(gold));
    }
}

#[test]
fn figures_agree_on_odd_text() {
    let gold = Path::new(env!("CARGO_TARGET_TMPDIR")).join("odd-gold.jsonl");
    let text = "\u{1d}“ That हिन्दी Ⓐ x²,” said Straße. „No\u{a0}” STRASSE ﬁn \u{1f600} that";
    let n = text.chars().count();
    let line = json!({"id": "odd", "text": text, "boilerplate": [[n - 4, n]], "optional": [[n - 9, n - 6]],
        "statements": [
            {"content": [[1, 20]], "cue": [[22, 26]], "speaker": [[27, 33]], "speaker_name": "straße", "label": "WARN"},
            {"content": [[3, 8], [9, 20]], "cue": [[22, 26]], "speaker": [], "kind": null, "polarity": "against"},
            {"content": [[35, 39]], "speaker_name": "STRASSE", "mention_type": "name", "target_name": "of a fin"},
            {"content": [[n - 4, n]], "tier": "excluded"}, {"content": []},
            {"content": [[n - 9, n - 6]], "tier": "peripheral", "label": "STATE"}]});
    std::fs::write(&gold, format!("\n{line}\n\n")).expect("the target folder can be written to");
    check(&gold);
}
