//! Hugging Face: a zip with a data set folder: Parquet and JSONL by split, card, and Croissant description.
//!
//! Every row has every key, so that the columns' types never hang on the data; an article's split hangs on its hash
//! alone, so that it stays in it when others come and go. See `docs/formats/hugging-face.md`.

use super::flat;
use super::pack::pack;
use super::parquet::{self, Shape};
use super::{ExportError, Record, Row, Ruler, Unit};
use crate::annotate::Role;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The splits with the last digits of the hash that fall into them: eight, one and one of ten.
const SPLITS: [(&str, std::ops::Range<u64>); 3] = [("train", 0..8), ("validation", 8..9), ("test", 9..10)];

/// What an article is known by, besides its statements.
const ARTICLE: [&str; 6] = ["id", "hash", "engine", "scheme", "date", "text"];

/// Facts that are text in every row, empty when there is none.
const TEXTS: [&str; 10] = [
    "status",
    "label",
    "polarity",
    "kind",
    "mention_type",
    "speaker_name",
    "target_name",
    "addressee_name",
    "said_on",
    "note",
];

/// The columns with their types, the same in JSONL, Parquet and card.
fn columns() -> Vec<(&'static str, Shape)> {
    let list = |shape| Shape::List(Box::new(shape));
    let spans = || list(list(Shape::Int));
    let mut statement: Vec<_> = TEXTS.iter().map(|key| (*key, Shape::Text)).collect();
    statement.extend(Role::ALL.iter().map(|role| (role.name(), spans())));
    statement.extend([
        ("id", Shape::Int),
        ("intensity", Shape::Int),
        ("negated", Shape::Bool),
        ("veiled", Shape::Bool),
        ("confidence", Shape::Float),
        ("parent", Shape::Int),
        ("relays", list(Shape::Text)),
    ]);
    let mut columns: Vec<_> = ARTICLE.iter().map(|key| (*key, Shape::Text)).collect();
    columns.extend([("boilerplate", spans()), ("statements", list(Shape::Struct(statement)))]);
    columns
}

/// A split with its two files.
struct Split {
    name: &'static str,
    lines: Vec<u8>,
    parquet: Vec<u8>,
}

/// A zip with `README.md`, `croissant.json`, `data/*.parquet` and `jsonl/*.jsonl`; a split without an article has no
/// file.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record]) -> Result<Vec<u8>, ExportError> {
    let mut splits = vec![];
    for (name, digits) in SPLITS {
        let of_split = records.iter().filter(|record| digits.contains(&digit(record)));
        let rows: Vec<Value> = of_split.map(row).collect::<Result<_, _>>()?;
        if rows.is_empty() {
            continue;
        }
        let mut lines = vec![];
        for row in &rows {
            serde_json::to_writer(&mut lines, row).map_err(|error| ExportError::Writer(error.to_string()))?;
            lines.push(b'\n');
        }
        splits.push(Split { name, lines, parquet: parquet::file(&columns(), &rows)? });
    }
    let croissant = serde_json::to_vec_pretty(&croissant(records, &splits))
        .map_err(|error| ExportError::Writer(error.to_string()))?;
    let mut files = vec![
        ("README.md".to_owned(), card(records, &splits).into_bytes()),
        ("croissant.json".to_owned(), croissant),
    ];
    for Split { name, lines, parquet } in splits {
        files.push((format!("data/{name}.parquet"), parquet));
        files.push((format!("jsonl/{name}.jsonl"), lines));
    }
    pack(&files)
}

/// A digit from 0 to 9 that hangs on the article's hash.
fn digit(record: &Record) -> u64 {
    u64::from_str_radix(&record.document.id.to_string(), 16).unwrap_or(0) % 10
}

fn row(record: &Record) -> Result<Value, ExportError> {
    let ruler = Ruler::new(&record.document, Unit::CodePoints);
    let statements: Vec<Value> =
        record.standing().map(|row| statement(&ruler, row)).collect::<Result<_, ExportError>>()?;
    Ok(json!({
        "id": &*record.document.name,
        "hash": record.document.id.to_string(),
        "engine": &*record.engine,
        "scheme": &*record.scheme,
        "date": record.date.as_ref().map_or("", |date| &*date.day),
        "text": &*record.document.text,
        "boilerplate": ruler.measure_all(&record.boilerplate)?,
        "statements": statements,
    }))
}

fn statement(ruler: &Ruler, row: &Row) -> Result<Value, ExportError> {
    let statement = &row.statement;
    let facts = flat::facts(row);
    let text = |wanted: &str| facts.iter().find(|(key, _)| *key == wanted).map_or("", |(_, value)| value);
    let mut object: Map<String, Value> =
        TEXTS.iter().map(|key| ((*key).to_owned(), Value::String(text(key).to_owned()))).collect();
    for role in Role::ALL {
        object.insert(role.name().to_owned(), json!(ruler.measure_all(statement.spans(role))?));
    }
    object.insert("id".to_owned(), json!(statement.id.0));
    object.insert("intensity".to_owned(), json!(statement.stance.intensity));
    object.insert("negated".to_owned(), json!(statement.stance.negated));
    object.insert("veiled".to_owned(), json!(statement.stance.veiled));
    object.insert("confidence".to_owned(), json!(f64::from(statement.confidence)));
    object.insert("parent".to_owned(), json!(statement.parent.map_or(-1, |parent| i64::from(parent.0))));
    let relays: Vec<&str> = statement.relays.iter().map(|relay| &*relay.name).collect();
    object.insert("relays".to_owned(), json!(relays));
    Ok(Value::Object(object))
}

fn card(records: &[Record], splits: &[Split]) -> String {
    // One configuration: a data set folder is read by one reader, and JSON lines are not Parquet's.
    let mut out = String::from(
        "---\npretty_name: Attributed statements\nconfigs:\n- config_name: default\n  data_files:\n",
    );
    for Split { name, .. } in splits {
        let _ = write!(out, "  - split: {name}\n    path: data/{name}.parquet\n");
    }
    out.push_str("dataset_info:\n- config_name: default\n  features:\n");
    columns().iter().for_each(|(name, shape)| feature(&mut out, 1, name, shape));
    out.push_str("---\n\n# Attributed statements\n\n");
    let n_statements: usize = records.iter().map(|record| record.standing().count()).sum();
    let n_decided = records.iter().map(|record| record.decided().standing().count()).sum::<usize>();
    let _ = write!(
        out,
        "{} articles with {n_statements} statements: who said what, with which stance. A person has decided about \
         {n_decided} of them (`status`: confirmed, corrected, added); the others are as the engine suggested them.\n\n\
         Offsets are Unicode code points, end exclusive, into `text`. An article's split hangs on its hash alone. \
         `parent` is -1 where a statement stands in no other.\n\nMade with Demarche.\n",
        records.len()
    );
    out
}

/// A column in the words of the card.
fn feature(out: &mut String, depth: usize, name: &str, shape: &Shape) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}- name: {name}");
    kind(out, depth + 1, "dtype", shape);
}

/// The type of a column, or under the key `list` of what stands in its lists.
fn kind(out: &mut String, depth: usize, key: &str, shape: &Shape) {
    let indent = "  ".repeat(depth);
    let word = match shape {
        Shape::Text => "string",
        Shape::Int => "int64",
        Shape::Float => "float64",
        Shape::Bool => "bool",
        Shape::List(inner) => {
            let is_plain = !matches!(**inner, Shape::List(_) | Shape::Struct(_));
            if !is_plain {
                let _ = writeln!(out, "{indent}list:");
            }
            return kind(out, if is_plain { depth } else { depth + 1 }, "list", inner);
        }
        Shape::Struct(fields) => {
            return fields.iter().for_each(|(name, shape)| feature(out, depth - 1, name, shape));
        }
    };
    let _ = writeln!(out, "{indent}{key}: {word}");
}

fn croissant(records: &[Record], splits: &[Split]) -> Value {
    let file = |name: String, path: String, format: &str, bytes: &[u8]| {
        json!({"@type": "cr:FileObject", "@id": name.clone(), "name": name, "contentUrl": path,
            "contentSize": format!("{} B", bytes.len()), "encodingFormat": format, "sha256": hex(&Sha256::digest(bytes))})
    };
    let files: Vec<Value> = splits
        .iter()
        .flat_map(|Split { name, lines, parquet }| {
            let (table, text) = (format!("{name}.parquet"), format!("{name}.jsonl"));
            [
                file(table.clone(), format!("data/{table}"), "application/x-parquet", parquet),
                file(text.clone(), format!("jsonl/{text}"), "application/jsonlines", lines),
            ]
        })
        .collect();
    let field = |split: &str, key: &str| {
        json!({"@type": "cr:Field", "@id": format!("{split}/{key}"), "name": format!("{split}/{key}"),
            "dataType": "sc:Text",
            "source": {"fileObject": {"@id": format!("{split}.parquet")}, "extract": {"column": key}}})
    };
    let sets: Vec<Value> = splits
        .iter()
        .map(|Split { name, .. }| {
            let fields: Vec<Value> = ARTICLE.iter().map(|key| field(name, key)).collect();
            json!({"@type": "cr:RecordSet", "@id": *name, "name": *name, "field": fields})
        })
        .collect();
    let newest = records.iter().filter_map(|record| record.date.as_ref()).map(|date| &*date.day).max();
    json!({
        "@context": {"@language": "en", "@vocab": "https://schema.org/", "citeAs": "cr:citeAs", "column": "cr:column",
            "conformsTo": "dct:conformsTo", "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/",
            "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
            "dct": "http://purl.org/dc/terms/", "equivalentProperty": "cr:equivalentProperty", "samplingRate": "cr:samplingRate", "examples": {"@id": "cr:examples", "@type": "@json"},
            "extract": "cr:extract", "field": "cr:field", "fileProperty": "cr:fileProperty", "fileObject": "cr:fileObject",
            "fileSet": "cr:fileSet", "format": "cr:format", "includes": "cr:includes", "isLiveDataset": "cr:isLiveDataset",
            "jsonPath": "cr:jsonPath", "key": "cr:key", "md5": "cr:md5", "parentField": "cr:parentField", "path": "cr:path",
            "recordSet": "cr:recordSet", "references": "cr:references", "regex": "cr:regex", "repeated": "cr:repeated",
            "replace": "cr:replace", "sc": "https://schema.org/", "separator": "cr:separator", "source": "cr:source",
            "subField": "cr:subField", "transform": "cr:transform"},
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "attributed-statements",
        "description": format!("{} articles with attributed statements, made with Demarche.", records.len()),
        "version": "1.0.0",
        // Of the newest article: when the set itself is published, only its publisher knows.
        "datePublished": newest.unwrap_or("1970-01-01"),
        "license": "https://choosealicense.com/no-permission/",
        "citeAs": "Demarche: attributed statements and their stance, annotated in the browser.",
        "distribution": files,
        "recordSet": sets,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
