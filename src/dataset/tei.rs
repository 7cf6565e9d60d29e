//! TEI P5: the text with `said` in it, and every span as a standoff annotation.
//!
//! Contents become `said` as far as they nest within one another; all spans stand in `standOff`, pointing into the
//! text by code points. See `docs/formats/tei.md`.

use super::flat;
use super::pack::{pack, stems};
use super::xml::{escape, escape_text};
use super::{ExportError, Record, Row, Ruler, Unit};
use crate::annotate::Kind;
use crate::text::Span;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A zip with a `.xml` a document.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record]) -> Result<Vec<u8>, ExportError> {
    let stems = stems(records.iter().map(|record| &*record.document.name));
    let file =
        |(record, stem): (&Record, String)| Ok((format!("{stem}.xml"), document(record)?.into_bytes()));
    pack(&records.iter().zip(stems).map(file).collect::<Result<Vec<_>, ExportError>>()?)
}

fn document(record: &Record) -> Result<String, ExportError> {
    let people = people(record);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n",
    );
    header(record, &mut out);
    standoff(record, &people, &mut out)?;
    out.push_str("<text><body><ab xml:id=\"t\" xml:space=\"preserve\">");
    body(record, &people, &mut out);
    out.push_str("</ab></body></text>\n</TEI>\n");
    Ok(out)
}

/// Number of each name that a statement gives, in the order of the alphabet.
fn people(record: &Record) -> BTreeMap<&str, usize> {
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    for row in record.standing() {
        let statement = &row.statement;
        let names = [&statement.speaker_name, &statement.target_name, &statement.addressee_name];
        people.extend(names.into_iter().flatten().map(|name| (&**name, 0)));
        people.extend(statement.relays.iter().map(|relay| (&*relay.name, 0)));
    }
    people.values_mut().enumerate().for_each(|(idx, number)| *number = idx + 1);
    people
}

fn header(record: &Record, out: &mut String) {
    let title = escape(&record.document.name);
    let date = record.date.as_ref().map_or(String::new(), |date| {
        let day = escape(&date.day);
        format!("<date when=\"{day}\">{day}</date>")
    });
    let _ = write!(
        out,
        "<teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>\
         <publicationStmt><p>Not published; for research.</p></publicationStmt>\
         <sourceDesc><bibl><title>{title}</title>{date}<idno type=\"hash\">{}</idno></bibl></sourceDesc></fileDesc>\
         <encodingDesc><appInfo><application ident=\"demarche\" version=\"{}\"><label>{}</label></application>\
         </appInfo><classDecl><taxonomy xml:id=\"{}\">",
        record.document.id,
        env!("CARGO_PKG_VERSION"),
        escape(&record.engine),
        identifier(&record.scheme),
    );
    let stances: std::collections::BTreeSet<&str> =
        record.standing().map(|row| row.statement.stance.label.as_str()).collect();
    // A taxonomy without a category is not valid.
    let stances = if stances.is_empty() { ["STATE"].into() } else { stances };
    for stance in stances {
        let _ = write!(
            out,
            "<category xml:id=\"{}\"><catDesc>{}</catDesc></category>",
            identifier(stance),
            escape(stance)
        );
    }
    out.push_str("</taxonomy></classDecl></encodingDesc></teiHeader>\n");
}

/// What XML takes as a name.
fn identifier(key: &str) -> String {
    let plain = |character: char| {
        if character.is_ascii_alphanumeric() || "-_.".contains(character) { character } else { '_' }
    };
    format!("k-{}", key.chars().map(plain).collect::<String>())
}

fn standoff(record: &Record, people: &BTreeMap<&str, usize>, out: &mut String) -> Result<(), ExportError> {
    let ruler = Ruler::new(&record.document, Unit::CodePoints);
    let has_spans = record.standing().next().is_some() || !flat::article_nodes(record).is_empty();
    if !has_spans {
        return Ok(());
    }
    out.push_str("<standOff>\n");
    if !people.is_empty() {
        out.push_str("<listPerson>");
        for (name, number) in people {
            let _ =
                write!(out, "<person xml:id=\"p{number}\"><persName>{}</persName></person>", escape(name));
        }
        out.push_str("</listPerson>\n");
    }
    let mut list = String::new();
    for (part, span) in flat::article_nodes(record) {
        annotation(&ruler, &format!("a-{}-{}", part.label(), span.start()), part.key(), span, "", &mut list)?;
    }
    for row in record.standing() {
        for (idx, (part, span)) in flat::nodes(&row.statement).into_iter().enumerate() {
            let id = format!("s{}-{}", row.statement.id.0, idx + 1);
            let notes = if idx == 0 { notes(row) } else { String::new() };
            annotation(&ruler, &id, part.key(), span, &notes, &mut list)?;
        }
    }
    if !list.is_empty() {
        let _ = write!(out, "<listAnnotation>\n{list}</listAnnotation>\n");
    }
    out.push_str("</standOff>\n");
    Ok(())
}

fn annotation(
    ruler: &Ruler,
    id: &str,
    label: String,
    span: Span,
    notes: &str,
    out: &mut String,
) -> Result<(), ExportError> {
    let [start, end] = ruler.measure(span)?;
    let _ = writeln!(
        out,
        "<annotation xml:id=\"{id}\" motivation=\"tagging\" target=\"#string-range(t,{start},{})\">\
         <note type=\"role\">{label}</note><note type=\"words\">{}</note>{notes}</annotation>",
        end - start,
        escape(ruler.words(span)),
    );
    Ok(())
}

fn notes(row: &Row) -> String {
    let note = |(key, value): (&str, String)| format!("<note type=\"{key}\">{}</note>", escape(&value));
    flat::facts(row).into_iter().map(note).collect()
}

/// The text, with a `said` for each statement whose content is one span that nests in those around it.
fn body(record: &Record, people: &BTreeMap<&str, usize>, out: &mut String) {
    let text = &*record.document.text;
    let mut said: Vec<(Span, &Row)> =
        record.standing().filter_map(|row| Some((*row.statement.content.first()?, row))).collect();
    said.retain(|(_, row)| row.statement.content.len() == 1);
    said.sort_by_key(|(span, row)| (span.start(), std::cmp::Reverse(span.end()), row.statement.id));
    let (mut at, mut open): (usize, Vec<usize>) = (0, vec![]);
    for (span, row) in said {
        close(text, span.start(), &mut at, &mut open, out);
        if open.last().is_some_and(|end| *end < span.end()) {
            continue;
        }
        out.push_str(&escape_text(&text[at..span.start()]));
        at = span.start();
        let statement = &row.statement;
        let who = statement.speaker_name.as_deref().and_then(|name| people.get(name));
        let who = who.map_or(String::new(), |number| format!(" who=\"#p{number}\""));
        let _ = write!(
            out,
            "<said xml:id=\"q{}\"{who} ana=\"#{}\" direct=\"{}\">",
            statement.id.0,
            identifier(statement.stance.label.as_str()),
            statement.kind == Kind::Direct
        );
        open.push(span.end());
    }
    close(text, usize::MAX, &mut at, &mut open, out);
    out.push_str(&escape_text(&text[at..]));
}

/// Ends every element that ends at or before `until`.
fn close(text: &str, until: usize, at: &mut usize, open: &mut Vec<usize>, out: &mut String) {
    while let Some(end) = open.pop_if(|end| *end <= until) {
        out.push_str(&escape_text(&text[*at..end]));
        out.push_str("</said>");
        *at = end;
    }
}
