//! Discourse networks: a statement table in the manner of DNA, and a graph of speakers and concepts.
//!
//! Person, organisation, concept and agreement are what Discourse Network Analyzer codes; here the concept is the
//! target and agreement the polarity towards it. See `docs/formats/network.md`.

use super::flat::word_of;
use super::pack::pack;
use super::table::Table;
use super::xml::escape;
use super::{ExportError, Options, Record, Row, Ruler};
use crate::annotate::Polarity;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Columns of the statement table.
const COLUMNS: [&str; 15] = [
    "id",
    "time",
    "docId",
    "docTitle",
    "person",
    "organization",
    "concept",
    "agreement",
    "stance",
    "polarity",
    "intensity",
    "start",
    "stop",
    "text",
    "hash",
];

/// A zip with `statements.csv` and `network.graphml`.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record], options: Options) -> Result<Vec<u8>, ExportError> {
    pack(&[
        ("statements.csv".to_owned(), table(records, options)?),
        ("network.graphml".to_owned(), graph(records).into_bytes()),
    ])
}

fn table(records: &[Record], options: Options) -> Result<Vec<u8>, ExportError> {
    let mut table = Table::new(&COLUMNS, options, b',')?;
    let mut number = 0;
    for (record_idx, record) in records.iter().enumerate() {
        let ruler = Ruler::new(&record.document, options.unit);
        for row in record.standing() {
            number += 1;
            let statement = &row.statement;
            let speaker = statement.speaker_name.as_deref().unwrap_or("");
            let person = record.people.iter().find(|person| &*person.name == speaker);
            let content =
                statement.content.iter().copied().reduce(crate::text::Span::cover).unwrap_or_default();
            let [start, stop] = ruler.measure(content)?;
            table.push(vec![
                number.to_string(),
                record.date.as_ref().map_or(String::new(), |date| date.day.to_string()),
                (record_idx + 1).to_string(),
                record.document.name.to_string(),
                speaker.to_owned(),
                person.and_then(|person| person.affiliation.as_deref()).unwrap_or("").to_owned(),
                concept(row).to_owned(),
                agreement(statement.stance.polarity).to_owned(),
                statement.stance.label.as_str().to_owned(),
                word_of(&statement.stance.polarity),
                statement.stance.intensity.to_string(),
                start.to_string(),
                stop.to_string(),
                ruler.words(content).to_owned(),
                record.document.id.to_string(),
            ])?;
        }
    }
    table.finish()
}

fn concept(row: &Row) -> &str {
    row.statement.target_name.as_deref().unwrap_or("")
}

fn agreement(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Favor => "1",
        Polarity::Against => "0",
        Polarity::Neutral => "",
    }
}

/// Statements of one speaker about one concept.
#[derive(Default)]
struct Edge {
    n: usize,
    favor: usize,
    against: usize,
    stances: BTreeMap<String, usize>,
}

/// Speakers and concepts with an edge where one spoke about the other; statements without both are left out.
fn graph(records: &[Record]) -> String {
    let mut edges: BTreeMap<(&str, &str), Edge> = BTreeMap::new();
    for row in records.iter().flat_map(Record::standing) {
        let (speaker, concept) = (row.statement.speaker_name.as_deref().unwrap_or(""), concept(row));
        if speaker.is_empty() || concept.is_empty() {
            continue;
        }
        let edge = edges.entry((speaker, concept)).or_default();
        edge.n += 1;
        edge.favor += usize::from(row.statement.stance.polarity == Polarity::Favor);
        edge.against += usize::from(row.statement.stance.polarity == Polarity::Against);
        *edge.stances.entry(row.statement.stance.label.as_str().to_owned()).or_default() += 1;
    }
    let mut nodes: BTreeMap<(&str, &str), String> = BTreeMap::new();
    for (speaker, concept) in edges.keys() {
        nodes.insert(("speaker", *speaker), String::new());
        nodes.insert(("concept", *concept), String::new());
    }
    nodes.values_mut().enumerate().for_each(|(idx, id)| *id = format!("n{idx}"));
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
         <key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n\
         <key id=\"type\" for=\"node\" attr.name=\"type\" attr.type=\"string\"/>\n\
         <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n\
         <key id=\"favor\" for=\"edge\" attr.name=\"favor\" attr.type=\"int\"/>\n\
         <key id=\"against\" for=\"edge\" attr.name=\"against\" attr.type=\"int\"/>\n\
         <key id=\"stances\" for=\"edge\" attr.name=\"stances\" attr.type=\"string\"/>\n\
         <graph id=\"speakers-concepts\" edgedefault=\"undirected\">\n",
    );
    for ((sort, name), id) in &nodes {
        let _ = writeln!(
            out,
            "<node id=\"{id}\"><data key=\"name\">{}</data><data key=\"type\">{sort}</data></node>",
            escape(name)
        );
    }
    for ((speaker, concept), edge) in &edges {
        let stances: Vec<String> = edge.stances.iter().map(|(stance, n)| format!("{stance} {n}")).collect();
        let _ = writeln!(
            out,
            "<edge source=\"{}\" target=\"{}\"><data key=\"weight\">{}</data><data key=\"favor\">{}</data>\
             <data key=\"against\">{}</data><data key=\"stances\">{}</data></edge>",
            nodes[&("speaker", *speaker)],
            nodes[&("concept", *concept)],
            edge.n,
            edge.favor,
            edge.against,
            escape(&stances.join("; ")),
        );
    }
    out + "</graph>\n</graphml>\n"
}
