//! What Label Studio exports, read: its JSON with regions and relations, and its short form, JSON-MIN.

use super::super::flat::Part;
use super::super::graph::{Graph, Node, facts_of_json, split_id};
use super::super::pack::unpack;
use super::super::remarks::{Gathered, Remarks, Unkept};
use super::super::{ImportError, Imported, Record, Ruler, Unit};
use crate::text::{Document, Span};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Reads the zip of an export, or the JSON that Label Studio writes; a task that is broken costs itself alone.
///
/// # Errors
/// When it is no list of tasks, or none of them is whole.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    let tasks = if bytes.starts_with(b"PK") {
        let files = unpack(bytes)?;
        let found = files.into_iter().find(|(name, _)| name.ends_with(".json"));
        found.ok_or(ImportError::Nothing)?.1?
    } else {
        bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).to_vec()
    };
    let tasks: Vec<Value> = serde_json::from_slice(&tasks)
        .map_err(|error| ImportError::json(&format!("line {}", error.line()), &error))?;
    let mut gathered = Gathered::default();
    for (task_idx, task) in tasks.iter().enumerate() {
        take(task, &format!("task {}", task_idx + 1), &mut gathered);
    }
    gathered.finish()
}

/// Whether an object is a task, or one in short form.
pub fn is_task(object: &Map<String, Value>) -> bool {
    let has_versions =
        ["annotations", "predictions", "completions"].iter().any(|key| object.contains_key(*key));
    let has_data =
        object.get("data").is_some_and(|data| data.is_object() && (has_versions || data["text"].is_string()));
    has_data || short_regions(object).next().is_some()
}

/// Regions of the short form, each with the name of its control.
fn short_regions(object: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    let lists = object.iter().filter_map(|(key, value)| Some((key, value.as_array()?)));
    let regions = lists.flat_map(|(key, list)| list.iter().map(move |region| (key, region)));
    regions.filter(|(_, region)| {
        region["start"].is_u64() && region["end"].is_u64() && region["labels"].is_array()
    })
}

/// Takes one task.
pub fn take(task: &Value, place: &str, gathered: &mut Gathered) {
    let long = task.as_object().filter(|task| !task.contains_key("data")).map(lengthened);
    let task = long.as_ref().unwrap_or(task);
    gathered.read(task["data"]["document"].is_string(), |remarks| record(task, place, remarks));
}

/// The long form of a task in short form.
fn lengthened(task: &Map<String, Value>) -> Value {
    let region = |(idx, (control, region)): (usize, (&String, &Value))| serde_json::json!({"id": format!("n{idx}"), "type": "labels", "from_name": control, "value": region});
    let result: Vec<Value> = short_regions(task).enumerate().map(region).collect();
    let data: Map<String, Value> = task
        .iter()
        .filter(|(_, value)| value.is_string())
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    serde_json::json!({"data": data, "annotations": [{"result": result}]})
}

fn record(task: &Value, place: &str, remarks: &mut Remarks) -> Result<Record, ImportError> {
    let wrong = |what: &str| ImportError::Form { place: place.to_owned(), what: what.to_owned() };
    let mut data = task["data"].as_object().cloned().ok_or_else(|| wrong("it has no “data”"))?;
    let text = text_of(&mut data);
    let text = text.ok_or_else(|| wrong("it has no text under “text”"))?;
    let name = data.get("document").and_then(Value::as_str).unwrap_or(place).to_owned();
    let document = Document::new(&name, &text);
    let ruler = Ruler::new(&document, Unit::CodePoints);
    // "completions" was the name before version 1.0.
    let given = ["annotations", "completions", "predictions"].map(|key| task[key].as_array());
    let is_skipped = |version: &&Value| version["was_cancelled"] == true;
    for _ in given.into_iter().flatten().flatten().filter(is_skipped) {
        remarks.note(Unkept::Skipped, place);
    }
    // Lists of tasks name them by number alone.
    for _ in given.into_iter().flatten().flatten().filter(|version| !version.is_object()) {
        remarks.note(Unkept::ResultElsewhere, place);
    }
    let is_there = |version: &&Value| version.is_object() && !is_skipped(version);
    let standing = given.map(|list| list.into_iter().flatten().filter(is_there).collect());
    let versions: Vec<&Value> =
        standing.into_iter().find(|list: &Vec<_>| !list.is_empty()).unwrap_or_default();
    if versions.len() > 1 {
        remarks.note(Unkept::Versions, format!("{} of {place}", versions.len()));
    }
    let no_result = vec![];
    let result = versions.first().and_then(|version| version["result"].as_array()).unwrap_or(&no_result);
    let (graph, facts) = read(&ruler, result, place, remarks)?;
    let known = ["document", "hash", "engine", "scheme", "date"];
    data.retain(|key, _| known.contains(&key.as_str()));
    let facts_of = |node_idx, _| split_id(facts.get(&node_idx).cloned().unwrap_or_default());
    Ok(graph.into_record(document.clone(), &facts_of_json(&data), facts_of, (place, remarks)))
}

/// The text under the usual key, or the only one that there is.
fn text_of(data: &mut Map<String, Value>) -> Option<String> {
    if let Some(Value::String(text)) = data.remove("text") {
        return Some(text);
    }
    let mut texts = data.values().filter_map(Value::as_str);
    let only = texts.next().filter(|_| texts.next().is_none());
    only.map(str::to_owned)
}

type Facts = HashMap<usize, Vec<(String, String)>>;

/// Nodes, links, facts by node.
fn read(
    ruler: &Ruler,
    result: &[Value],
    place: &str,
    remarks: &mut Remarks,
) -> Result<(Graph, Facts), ImportError> {
    let (mut graph, mut places) = (Graph::default(), HashMap::new());
    for item in result.iter().filter(|item| item["type"] == "labels" || item["type"] == "hypertextlabels") {
        let labels: Vec<&str> =
            item["value"]["labels"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let label = labels.first().copied().unwrap_or_default();
        let span = span(ruler, label, &item["value"], place)?;
        for label in labels.iter().skip(1) {
            remarks.note(Unkept::UnknownLabel, format!("“{label}” besides “{}”, {place}", labels[0]));
        }
        match Part::of_key(label) {
            Some(part) => {
                places.insert(item["id"].as_str().unwrap_or_default(), graph.nodes.len());
                graph.nodes.push(Node { part, span });
            }
            None => remarks.note(Unkept::UnknownLabel, format!("“{label}”, {place}")),
        }
    }
    let mut facts = Facts::new();
    for item in result {
        let sort = item["type"].as_str().unwrap_or_default();
        let field = match sort {
            "labels" | "hypertextlabels" => continue,
            "relation" => {
                let end = |key: &str| places.get(item[key].as_str()?).copied();
                match (end("from_id"), end("to_id")) {
                    (Some(from), Some(to)) => graph.link(from, to, item["labels"][0].as_str()),
                    _ => remarks.note(Unkept::Dangling, place),
                }
                continue;
            }
            "textarea" => "text",
            sort => sort,
        };
        let key = item["from_name"].as_str().unwrap_or_default().to_owned();
        match item["id"].as_str().and_then(|id| places.get(id)) {
            Some(node) => {
                let object = Map::from_iter([(key, item["value"][field].clone())]);
                facts.entry(*node).or_default().extend(facts_of_json(&object));
            }
            None => remarks.note(Unkept::LooseFacts, format!("“{key}”, {place}")),
        }
    }
    Ok((graph, facts))
}

/// The region's span; its words must be the text's.
///
/// # Errors
/// When it has no place in the text, or another one.
fn span(ruler: &Ruler, label: &str, value: &Value, place: &str) -> Result<Span, ImportError> {
    let misplaced = |why: &str| ImportError::Misplaced {
        place: place.to_owned(),
        what: format!("{label} {}–{} {why}", value["start"], value["end"]),
    };
    let ends = offset(&value["start"]).zip(offset(&value["end"]));
    let (start, end) = ends.ok_or_else(|| misplaced("has no whole numbers for its ends"))?;
    let span = ruler.span([start, end]).ok_or_else(|| misplaced("lies outside"))?;
    match value["text"].as_str() {
        Some(said) if said != ruler.words(span) => {
            Err(ImportError::other_words(&format!("{place}, {label}"), ruler.words(span), said))
        }
        _ => Ok(span),
    }
}

/// A whole number, be it written with a point: 3.0.
fn offset(value: &Value) -> Option<usize> {
    let whole =
        |number: f64| (number.fract() == 0.0 && (0.0..1e15).contains(&number)).then_some(number as u64);
    value.as_u64().or_else(|| value.as_f64().and_then(whole)).and_then(|offset| usize::try_from(offset).ok())
}
