//! UIMA CAS: a zip with a CAS as JSON 0.4 and as XMI for each document, and the type system.
//!
//! Offsets are UTF-16 units, as in Java. See `docs/formats/uima.md`.

use super::flat::{self, Fact};
use super::pack::{pack, stems};
use super::xml::escape;
use super::{ExportError, Record, Ruler, Unit};
use crate::text::Span;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// Features of a statement, all of them strings.
const STATEMENT: [&str; 17] = [
    "number",
    "status",
    "label",
    "polarity",
    "intensity",
    "negated",
    "veiled",
    "kind",
    "mention_type",
    "confidence",
    "speaker_name",
    "target_name",
    "addressee_name",
    "parent",
    "said_on",
    "note",
    "relays",
];

/// Features of an article.
const ARTICLE: [&str; 5] = ["document", "hash", "engine", "scheme", "date"];

/// A zip with `typesystem.xml` and, for each document, a `.json` and an `.xmi`.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record]) -> Result<Vec<u8>, ExportError> {
    let mut files = vec![("typesystem.xml".to_owned(), type_system().into_bytes())];
    let stems = stems(records.iter().map(|record| &*record.document.name));
    for (record, stem) in records.iter().zip(stems) {
        let structures = structures(record)?;
        let json = serde_json::to_vec_pretty(&cas_json(record, &structures))
            .map_err(|error| ExportError::Writer(error.to_string()))?;
        files.push((format!("{stem}.json"), json));
        files.push((format!("{stem}.xmi"), xmi(record, &structures).into_bytes()));
    }
    pack(&files)
}

/// An annotation; number 1 is the text, so they count from 2.
struct Structure {
    name: &'static str,
    begin: usize,
    end: usize,
    facts: Vec<(&'static str, String)>,
    /// Number of the statement that a part belongs to.
    statement: Option<usize>,
}

fn structures(record: &Record) -> Result<Vec<Structure>, ExportError> {
    let ruler = Ruler::new(&record.document, Unit::Utf16);
    let whole = Span::new(0, record.document.text.len());
    let mut structures = vec![];
    let mut push = |name, span, facts, statement| -> Result<usize, ExportError> {
        let [begin, end] = ruler.measure(span)?;
        structures.push(Structure { name, begin, end, facts, statement });
        Ok(structures.len() + 1)
    };
    push("demarche.Article", whole, flat::article_facts(record), None)?;
    for (part, span) in flat::article_nodes(record) {
        push("demarche.Part", span, vec![("role", part.key())], None)?;
    }
    for row in &record.rows {
        let content = row.statement.content.iter().copied().reduce(Span::cover);
        let mut facts: Vec<Fact> = flat::facts(row);
        facts.retain(|(key, _)| *key != "relay");
        let relays: Vec<&str> = row.statement.relays.iter().map(|relay| &*relay.name).collect();
        if !relays.is_empty() {
            facts.push(("relays", relays.join("; ")));
        }
        facts.insert(0, ("number", row.statement.id.0.to_string()));
        let statement = push("demarche.Statement", content.unwrap_or_default(), facts, None)?;
        for (part, span) in flat::nodes(&row.statement) {
            let mut facts = vec![("role", part.key())];
            if let flat::Part::Relay(idx) = part {
                facts.push(("name", row.statement.relays[idx].name.to_string()));
            }
            push("demarche.Part", span, facts, Some(statement))?;
        }
    }
    Ok(structures)
}

fn features(name: &str) -> &'static [&'static str] {
    match name {
        "demarche.Article" => &ARTICLE,
        "demarche.Statement" => &STATEMENT,
        _ => &["role", "name"],
    }
}

const TYPES: [&str; 3] = ["demarche.Article", "demarche.Part", "demarche.Statement"];

fn cas_json(record: &Record, structures: &[Structure]) -> Value {
    let mut types = Map::new();
    for name in TYPES {
        let mut features: Map<String, Value> = features(name)
            .iter()
            .map(|feature| ((*feature).to_owned(), json!({"%NAME": feature, "%RANGE": "uima.cas.String"})))
            .collect();
        if name == "demarche.Part" {
            features
                .insert("statement".into(), json!({"%NAME": "statement", "%RANGE": "demarche.Statement"}));
        }
        features.insert("%NAME".into(), json!(name));
        features.insert("%SUPER_TYPE".into(), json!("uima.tcas.Annotation"));
        types.insert(name.to_owned(), Value::Object(features));
    }
    let mut list = vec![json!({"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView",
        "mimeType": "text/plain", "sofaString": &*record.document.text})];
    for (idx, structure) in structures.iter().enumerate() {
        let mut value = json!({"%ID": idx + 2, "%TYPE": structure.name, "@sofa": 1, "begin": structure.begin,
            "end": structure.end});
        for (key, fact) in &structure.facts {
            value[*key] = json!(fact);
        }
        if let Some(statement) = structure.statement {
            value["@statement"] = json!(statement);
        }
        list.push(value);
    }
    let members: Vec<usize> = (2..structures.len() + 2).collect();
    json!({"%TYPES": types, "%FEATURE_STRUCTURES": list,
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}}})
}

fn xmi(record: &Record, structures: &[Structure]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" \
         xmlns:cas=\"http:///uima/cas.ecore\" xmlns:demarche=\"http:///demarche.ecore\" xmi:version=\"2.0\">\n\
         <cas:NULL xmi:id=\"0\"/>\n",
    );
    for (idx, structure) in structures.iter().enumerate() {
        let _ = write!(
            out,
            "<{} xmi:id=\"{}\" sofa=\"1\" begin=\"{}\" end=\"{}\"",
            structure.name.replace('.', ":"),
            idx + 2,
            structure.begin,
            structure.end
        );
        for (key, fact) in &structure.facts {
            let _ = write!(out, " {key}=\"{}\"", escape(fact));
        }
        if let Some(statement) = structure.statement {
            let _ = write!(out, " statement=\"{statement}\"");
        }
        out.push_str("/>\n");
    }
    let members: Vec<String> = (2..structures.len() + 2).map(|id| id.to_string()).collect();
    let _ = write!(
        out,
        "<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text/plain\" sofaString=\"{}\"/>\n\
         <cas:View sofa=\"1\" members=\"{}\"/>\n</xmi:XMI>\n",
        escape(&record.document.text),
        members.join(" ")
    );
    out
}

fn type_system() -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n<types>\n",
    );
    for name in TYPES {
        let _ = write!(
            out,
            "<typeDescription><name>{name}</name><description/>\
             <supertypeName>uima.tcas.Annotation</supertypeName><features>"
        );
        let links = (name == "demarche.Part").then_some(("statement", "demarche.Statement"));
        let plain = features(name).iter().map(|feature| (*feature, "uima.cas.String"));
        for (feature, range) in plain.chain(links) {
            let _ = write!(
                out,
                "<featureDescription><name>{feature}</name><description/>\
                 <rangeTypeName>{range}</rangeTypeName></featureDescription>"
            );
        }
        out.push_str("</features></typeDescription>\n");
    }
    out + "</types>\n</typeSystemDescription>\n"
}
