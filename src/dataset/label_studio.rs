//! Label Studio: a zip with tasks and the labelling configuration.
//!
//! Each span is a region, each statement's other spans hang on the first region of its content by relations, and
//! facts are choices and text areas of that region. Articles that a person has worked on come as annotations, the
//! others as predictions. Offsets are code points, as Label Studio stores them since 1.4.
//! See `docs/formats/label-studio.md`.

use super::flat::{self, Part};
use super::graph::{Graph, Node, facts_of_json, facts_to_json, split_id};
use super::pack::{pack, unpack};
use super::{ExportError, ImportError, Imported, Record, Ruler, Unit};
use crate::annotate::annotations::Status;
use crate::text::{Document, Span};
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

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

/// Reads such a zip, or the JSON that Label Studio exports.
///
/// # Errors
/// When it is no list of tasks, or a span does not fit its text.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    let tasks = if bytes.starts_with(b"PK") {
        let files = unpack(bytes)?;
        files
            .into_iter()
            .find(|(name, _)| name.ends_with(".json"))
            .map(|(_, bytes)| bytes)
            .ok_or(ImportError::Nothing)?
    } else {
        bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).to_vec()
    };
    let tasks: Vec<Value> = serde_json::from_slice(&tasks).map_err(|error| ImportError::Form {
        place: "the list of tasks".to_owned(),
        what: error.to_string(),
    })?;
    let mut imported = Imported::default();
    for (task_idx, task) in tasks.iter().enumerate() {
        let place = format!("task {}", task_idx + 1);
        if !task["data"]["document"].is_string() {
            imported.unnamed.push(imported.records.len());
        }
        imported.records.push(record(task, &place, &mut imported.remarks)?);
    }
    if imported.records.is_empty() {
        return Err(ImportError::Nothing);
    }
    Ok(imported)
}

fn record(task: &Value, place: &str, remarks: &mut Vec<String>) -> Result<Record, ImportError> {
    let wrong = |what: &str| ImportError::Form { place: place.to_owned(), what: what.to_owned() };
    let mut data = task["data"].as_object().cloned().ok_or_else(|| wrong("no “data”"))?;
    let text = data.remove("text").and_then(|text| text.as_str().map(str::to_owned));
    let text = text.ok_or_else(|| wrong("no text under “text”"))?;
    let name = data.get("document").and_then(Value::as_str).unwrap_or(place).to_owned();
    let document = Document::new(&name, &text);
    let ruler = Ruler::new(&document, Unit::CodePoints);
    let versions = |key: &str| task[key].as_array().filter(|list| !list.is_empty()).cloned();
    let versions = versions("annotations").or_else(|| versions("predictions")).unwrap_or_default();
    if versions.len() > 1 {
        remarks.push(format!("{place}: the first of {} annotations is taken", versions.len()));
    }
    let no_result = vec![];
    let result = versions.first().and_then(|version| version["result"].as_array()).unwrap_or(&no_result);
    let (graph, facts, n_unknown) = read(&ruler, result, place)?;
    if n_unknown > 0 {
        remarks
            .push(format!("{place}: {n_unknown} regions or relations with unknown labels will be left out"));
    }
    let known = ["document", "hash", "engine", "scheme", "date"];
    data.retain(|key, _| known.contains(&key.as_str()));
    let facts_of = |node_idx, _| split_id(facts.get(&node_idx).cloned().unwrap_or_default());
    Ok(graph.into_record(document.clone(), &facts_of_json(&data), facts_of, remarks))
}

type Facts = HashMap<usize, Vec<(String, String)>>;

/// Nodes, links, facts by node, and how much was not understood.
fn read(ruler: &Ruler, result: &[Value], place: &str) -> Result<(Graph, Facts, usize), ImportError> {
    let of_sort = |sort: &'static str| result.iter().filter(move |item| item["type"] == sort);
    let keys: HashMap<&str, &str> = of_sort("relation")
        .filter_map(|item| Some((item["to_id"].as_str()?, item["labels"][0].as_str()?)))
        .filter(|(_, key)| Part::of_key(key).is_some())
        .collect();
    let (mut graph, mut places, mut n_unknown) = (Graph::default(), HashMap::new(), 0);
    for item in of_sort("labels") {
        let id = item["id"].as_str().unwrap_or_default();
        let label = item["value"]["labels"][0].as_str().unwrap_or_default();
        let span = span(ruler, &item["value"]).ok_or_else(|| ImportError::Misplaced {
            place: place.to_owned(),
            what: format!("{label} {}–{}", item["value"]["start"], item["value"]["end"]),
        })?;
        match Part::of_key(keys.get(id).copied().unwrap_or(label)) {
            Some(part) => {
                places.insert(id, graph.nodes.len());
                graph.nodes.push(Node { part, span });
            }
            None => n_unknown += 1,
        }
    }
    for item in of_sort("relation") {
        let end = |key: &str| places.get(item[key].as_str()?).copied();
        match (end("from_id"), end("to_id")) {
            (Some(from), Some(to)) => graph.links.push((from, to)),
            _ => n_unknown += 1,
        }
    }
    let mut facts = Facts::new();
    for item in of_sort("choices").chain(of_sort("textarea")) {
        let Some(place) = item["id"].as_str().and_then(|id| places.get(id)) else { continue };
        let key = item["from_name"].as_str().unwrap_or_default().to_owned();
        let field = if item["type"] == "choices" { "choices" } else { "text" };
        let object = Map::from_iter([(key, item["value"][field].clone())]);
        facts.entry(*place).or_default().extend(facts_of_json(&object));
    }
    Ok((graph, facts, n_unknown))
}

/// The region's span; its words must be the text's.
fn span(ruler: &Ruler, value: &Value) -> Option<Span> {
    let offset = |key: &str| value[key].as_u64().map(|offset| offset as usize);
    let span = ruler.span([offset("start")?, offset("end")?])?;
    let words_agree = value["text"].as_str().is_none_or(|words| words == ruler.words(span));
    words_agree.then_some(span)
}
