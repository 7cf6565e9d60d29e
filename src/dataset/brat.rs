//! brat standoff: a zip with a `.txt` and an `.ann` a document.
//!
//! Each statement is an event of type `Attribution`, triggered by its cue (by its content when it has none), with
//! its other spans as arguments. What has no place in attributes stands in notes. See `docs/formats/brat.md`.

use super::flat::{self, Builder, Part};
use super::pack::{pack, stems, unpack};
use super::{ExportError, ImportError, Imported, Record, Ruler, Unit};
use crate::annotate::{Kind, MentionType, Polarity, Role};
use crate::text::{Document, Span};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// Which document is which file.
const MANIFEST: &str = "documents.tsv";

/// Facts that brat can show as attributes; the others are notes.
const ATTRIBUTES: [(&str, &str); 8] = [
    ("status", "Status"),
    ("label", "Stance"),
    ("polarity", "Polarity"),
    ("intensity", "Intensity"),
    ("negated", "Negated"),
    ("veiled", "Veiled"),
    ("kind", "Kind"),
    ("mention_type", "Mention"),
];

/// The zip of `records`.
///
/// # Errors
/// When a span would be shifted.
pub fn export(records: &[Record]) -> Result<Vec<u8>, ExportError> {
    let stems = stems(records.iter().map(|record| &*record.document.name));
    let mut manifest = String::from("file\tdocument\thash\tengine\tscheme\n");
    let mut files = vec![("annotation.conf".to_owned(), configuration(records).into_bytes())];
    for (record, stem) in records.iter().zip(&stems) {
        let cells = [&record.document.name, &*record.document.id.to_string(), &record.engine, &record.scheme];
        let _ = writeln!(manifest, "{stem}\t{}", cells.map(escape).join("\t"));
        files.push((format!("{stem}.txt"), record.document.text.as_bytes().to_vec()));
        files.push((format!("{stem}.ann"), Standoff::of(record)?.into_bytes()));
    }
    files.push((MANIFEST.to_owned(), manifest.into_bytes()));
    pack(&files)
}

/// The lines of one `.ann` file, being written.
struct Standoff<'t> {
    ruler: Ruler<'t>,
    out: String,
    n_texts: usize,
    n_attributes: usize,
    n_notes: usize,
}

impl Standoff<'_> {
    fn of(record: &Record) -> Result<String, ExportError> {
        let ruler = Ruler::new(&record.document, Unit::CodePoints);
        let mut standoff = Standoff { ruler, out: String::new(), n_texts: 0, n_attributes: 0, n_notes: 0 };
        for (part, span) in flat::article_nodes(record) {
            let id = standoff.text(part.label(), &[span])?;
            if let (Part::Date, Some(date)) = (part, &record.date) {
                standoff.note("date", &id, &date.day);
            }
        }
        for (row_idx, row) in record.rows.iter().enumerate() {
            standoff.event(row_idx + 1, row)?;
        }
        Ok(standoff.out)
    }

    fn event(&mut self, number: usize, row: &super::Row) -> Result<(), ExportError> {
        let statement = &row.statement;
        let trigger = if statement.cue.is_empty() { Role::Content } else { Role::Cue };
        let mut event =
            format!("E{number}\tAttribution:{}", self.text("Attribution", statement.spans(trigger))?);
        for role in
            Role::ALL.into_iter().filter(|role| *role != Role::Cue && !statement.spans(*role).is_empty())
        {
            let id = self.text(Part::Role(role).label(), statement.spans(role))?;
            let _ = write!(event, " {}:{id}", Part::Role(role).label());
        }
        for (idx, relay) in statement.relays.iter().enumerate().filter(|(_, relay)| !relay.spans.is_empty()) {
            let id = self.text("Relay", &relay.spans)?;
            let _ = write!(event, " {}:{id}", Part::Relay(idx).key());
        }
        let id = format!("E{number}");
        let _ = writeln!(self.out, "{event}");
        self.note("id", &id, &statement.id.0.to_string());
        if statement.cue.is_empty() {
            self.attribute("NoCue", &id, "true");
        }
        for (key, value) in flat::facts(row) {
            match ATTRIBUTES.iter().find(|(fact, _)| *fact == key) {
                Some((_, name)) => self.attribute(name, &id, &value),
                None => self.note(key, &id, &value),
            }
        }
        Ok(())
    }

    /// A text-bound line; gives its id.
    fn text(&mut self, label: &str, spans: &[Span]) -> Result<String, ExportError> {
        self.n_texts += 1;
        let places: Vec<String> =
            self.ruler.measure_all(spans)?.iter().map(|[start, end]| format!("{start} {end}")).collect();
        let words: Vec<String> = spans.iter().map(|span| one_line(self.ruler.words(*span))).collect();
        let _ = writeln!(self.out, "T{}\t{label} {}\t{}", self.n_texts, places.join(";"), words.join(" "));
        Ok(format!("T{}", self.n_texts))
    }

    fn attribute(&mut self, name: &str, of: &str, value: &str) {
        // brat's binary attributes are there or not.
        if value == "false" {
            return;
        }
        self.n_attributes += 1;
        let value = if value == "true" {
            String::new()
        } else {
            format!(" {}", value.replace(char::is_whitespace, "_"))
        };
        let _ = writeln!(self.out, "A{}\t{name} {of}{value}", self.n_attributes);
    }

    fn note(&mut self, key: &str, of: &str, value: &str) {
        self.n_notes += 1;
        let _ = writeln!(self.out, "#{}\t{key} {of}\t{}", self.n_notes, escape(value));
    }
}

/// The words as one line of the same length: brat reads its files line by line.
fn one_line(words: &str) -> String {
    let is_break = |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
    words.replace(is_break, " ")
}

fn escape(value: &str) -> String {
    let mut escaped = String::new();
    for character in value.chars() {
        match character {
            '\\' => escaped.push_str("\\\\"),
            _ if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') => {
                let _ = write!(escaped, "\\u{:04x}", u32::from(character));
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

fn unescape(value: &str) -> String {
    let mut plain = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let code = after.strip_prefix('u').and_then(|code| code.get(..4));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(character) => {
                plain.push(character);
                rest = &after[5..];
            }
            None => {
                plain.push('\\');
                rest = after.strip_prefix('\\').unwrap_or(after);
            }
        }
    }
    plain + rest
}

fn configuration(records: &[Record]) -> String {
    let labels: std::collections::BTreeSet<&str> = records
        .iter()
        .flat_map(|record| &record.rows)
        .map(|row| row.statement.stance.label.as_str())
        .collect();
    let words = |words: Vec<String>| words.join("|");
    let polarities = [Polarity::Favor, Polarity::Neutral, Polarity::Against].iter().map(flat::word_of);
    let kinds = [Kind::Direct, Kind::Mixed, Kind::Indirect].iter().map(flat::word_of);
    let mentions = [MentionType::Name, MentionType::Pronoun, MentionType::Description, MentionType::None];
    let arguments: Vec<String> = Part::LABELS[2..8].iter().map(|label| format!("{label}?:{label}")).collect();
    format!(
        "[entities]\n{}\n\n[relations]\n\n<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n\n\
         [events]\nAttribution\tContent:Content, {}\n\n[attributes]\nStance\tArg:<EVENT>, Value:{}\n\
         Polarity\tArg:<EVENT>, Value:{}\nIntensity\tArg:<EVENT>, Value:1|2|3\nKind\tArg:<EVENT>, Value:{}\n\
         Mention\tArg:<EVENT>, Value:{}\nStatus\tArg:<EVENT>, Value:suggested|confirmed|corrected|added|rejected\n\
         Negated\tArg:<EVENT>\nVeiled\tArg:<EVENT>\nNoCue\tArg:<EVENT>\n",
        Part::LABELS.join("\n"),
        arguments.join(", ").replace("Relay?", "Relay*"),
        labels.into_iter().collect::<Vec<_>>().join("|"),
        words(polarities.collect()),
        words(kinds.collect()),
        words(mentions.iter().map(flat::word_of).collect()),
    )
}

/// Reads a zip with `.txt` files and an `.ann` for each.
///
/// PolNeAR's own files are understood too: `Source` is the speaker, and an `.ann` may lie in another folder than its
/// text and be named after it and the annotator, as in `text/a.txt` and `attributions/a_4b22.ann`. A text that
/// several people annotated comes once for each, under the name of their file.
///
/// # Errors
/// When there is no pair, a line is not in brat's form, or a span does not fit its text.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    let files = unpack(bytes)?;
    let (mut imported, others) = import_files(&files)?;
    let texts: Vec<&str> =
        others.into_iter().map(|idx| files[idx].0.as_str()).filter(|name| name.ends_with(".txt")).collect();
    imported.remarks.extend(left_out(&texts, "texts without annotations"));
    Ok(imported)
}

/// The same from the files themselves; a document whose annotations do not fit costs itself alone. The numbers are of
/// the files that have nothing to do with brat.
///
/// # Errors
/// When there is no pair that can be read, though there are annotations.
pub fn import_files(files: &[(String, Vec<u8>)]) -> Result<(Imported, Vec<usize>), ImportError> {
    let by_name: BTreeMap<&str, &[u8]> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let manifest = by_name.get(MANIFEST).map_or(Ok(""), |bytes| utf8(bytes))?;
    let entries: HashMap<&str, Vec<String>> = manifest
        .split('\n')
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .map(|(stem, cells)| (stem, cells.split('\t').map(unescape).collect()))
        .collect();
    let pairs = Pairs::of(files);
    let mut imported = Imported::default();
    let mut failures = vec![];
    for (text_name, annotation_name) in &pairs.found {
        let both = (utf8(by_name[text_name]), utf8(by_name[annotation_name]));
        let (Ok(text), Ok(annotations)) = both else {
            let (name, error) = if both.0.is_err() { (text_name, both.0) } else { (annotation_name, both.1) };
            failures.extend(error.err().map(|error| (*name, error)));
            continue;
        };
        let entry = entries.get(stem(text_name));
        let title = entry.and_then(|cells| cells.first()).map_or(*text_name, String::as_str);
        let document =
            Document::new(if pairs.has_several(text_name) { annotation_name } else { title }, text);
        let mut builder = Builder::new(document.clone());
        for (key, cell) in ["document", "hash", "engine", "scheme"].iter().zip(entry.into_iter().flatten()) {
            builder.fact(key, cell);
        }
        match read(&document, annotations, &mut builder) {
            Ok(()) => imported.records.push(builder.finish(&mut imported.remarks)),
            Err(error) => failures.push((*annotation_name, error)),
        }
    }
    if imported.records.is_empty() {
        return Err(failures.into_iter().next().map_or(ImportError::Nothing, |(_, error)| error));
    }
    let left_out = |(name, error): &(&str, ImportError)| format!("{name} {error}; it is left out");
    imported.remarks.extend(failures.iter().map(left_out));
    imported.remarks.extend(pairs.remarks);
    Ok((imported, pairs.others))
}

/// Which `.ann` belongs to which `.txt`.
struct Pairs<'f> {
    found: Vec<(&'f str, &'f str)>,
    counts: HashMap<&'f str, usize>,
    others: Vec<usize>,
    remarks: Vec<String>,
}

/// A sentence about files that nothing becomes of.
fn left_out(names: &[&str], what: &str) -> Option<String> {
    let first = names.first()?;
    Some(format!("{} {what} are left out, as {first}", names.len()))
}

impl<'f> Pairs<'f> {
    fn of(files: &'f [(String, Vec<u8>)]) -> Pairs<'f> {
        let with = |ending: &'static str| {
            files.iter().map(|(name, _)| name.as_str()).filter(move |name| name.ends_with(ending))
        };
        let by_path: HashMap<&str, &str> = with(".txt").map(|name| (stem(name), name)).collect();
        let by_last: HashMap<&str, &str> = with(".txt").map(|name| (last(stem(name)), name)).collect();
        let text_of = |annotation: &str| {
            let (path, name) = (stem(annotation), last(stem(annotation)));
            let without_annotator = name.rsplit_once('_').map_or(name, |(name, _)| name);
            let known = by_path.get(path).or_else(|| by_last.get(name));
            known.or_else(|| by_last.get(without_annotator)).copied()
        };
        let mut pairs = Pairs { found: vec![], counts: HashMap::new(), others: vec![], remarks: vec![] };
        let mut alone = vec![];
        for annotation in with(".ann") {
            match text_of(annotation) {
                Some(text) => {
                    pairs.found.push((text, annotation));
                    *pairs.counts.entry(text).or_default() += 1;
                }
                None => alone.push(annotation),
            }
        }
        pairs.remarks.extend(left_out(&alone, "annotation files without a text"));
        let is_other =
            |name: &str| !name.ends_with(".ann") && !is_setting(name) && !pairs.counts.contains_key(name);
        pairs.others = (0..files.len()).filter(|idx| is_other(&files[*idx].0)).collect();
        pairs
    }

    fn has_several(&self, text: &str) -> bool {
        self.counts.get(text).is_some_and(|count| *count > 1)
    }
}

/// Whether it is a file of brat's own, or our list of documents.
fn is_setting(name: &str) -> bool {
    name.ends_with(".conf") || last(name) == MANIFEST
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn utf8(bytes: &[u8]) -> Result<&str, ImportError> {
    std::str::from_utf8(bytes).map_err(|_| ImportError::NotUtf8)
}

/// An event with what the file says about it.
#[derive(Default)]
struct Event<'a> {
    arguments: Vec<(&'a str, &'a str)>,
    facts: Vec<(&'a str, String)>,
    has_cue: bool,
    id: Option<u32>,
}

fn read(document: &Document, annotations: &str, builder: &mut Builder) -> Result<(), ImportError> {
    let ruler = Ruler::new(document, Unit::CodePoints);
    let mut texts: BTreeMap<&str, (&str, Vec<Span>)> = BTreeMap::new();
    let mut events: Vec<Event> = vec![];
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (line_idx, line) in annotations.split('\n').enumerate() {
        let place = || format!("{}, line {}", document.name, line_idx + 1);
        let wrong = || ImportError::Form { place: place(), what: format!("“{line}”") };
        let Some((id, rest)) = line.trim_end_matches('\r').split_once('\t') else { continue };
        let (head, tail) = rest.split_once('\t').unwrap_or((rest, ""));
        let (label, details) = head.split_once(' ').unwrap_or((head, ""));
        match id.as_bytes().first() {
            Some(b'T') => {
                let misplaced = |what| ImportError::Misplaced { place: place(), what };
                let spans =
                    spans(&ruler, details).ok_or_else(|| misplaced(format!("{details} lies outside")))?;
                let words: Vec<&str> = spans.iter().map(|span| ruler.words(*span)).collect();
                let found = blanks_as_one(&words.join(" "));
                if !tail.is_empty() && found != blanks_as_one(tail) {
                    return Err(misplaced(format!("the words are “{found}”, not “{tail}”")));
                }
                texts.insert(id, (label, spans));
            }
            Some(b'E') => {
                let arguments: Option<Vec<_>> = head
                    .split(' ')
                    .filter(|word| !word.is_empty())
                    .map(|word| word.split_once(':'))
                    .collect();
                let arguments = arguments.ok_or_else(wrong)?;
                places.insert(id, events.len());
                events.push(Event { arguments, has_cue: true, ..Event::default() });
            }
            Some(b'A' | b'M') => {
                let (of, value) = details.split_once(' ').unwrap_or((details, "true"));
                let Some(event) = places.get(of).map(|place| &mut events[*place]) else { continue };
                match ATTRIBUTES.iter().find(|(_, name)| *name == label) {
                    Some((key, _)) => event.facts.push((key, value.to_owned())),
                    None => event.has_cue &= label != "NoCue",
                }
            }
            Some(b'#') => match places.get(details).map(|place| &mut events[*place]) {
                Some(event) if label == "id" => event.id = tail.parse().ok(),
                Some(event) if label != "AnnotatorNotes" => event.facts.push((label, unescape(tail))),
                Some(event) => event.facts.push(("note", unescape(tail))),
                None if label == "date" => builder.fact("date", &unescape(tail)),
                None => {}
            },
            _ => {}
        }
    }
    for event in &events {
        row(event, &texts, builder);
    }
    for (label, spans) in texts.values() {
        if let Some(part) = Part::of_key(label).filter(|part| part.is_of_article()) {
            spans.iter().for_each(|span| builder.node(part, *span));
        }
    }
    Ok(())
}

fn row(event: &Event, texts: &BTreeMap<&str, (&str, Vec<Span>)>, builder: &mut Builder) {
    let mut nodes = vec![];
    for (argument_idx, (name, id)) in event.arguments.iter().enumerate() {
        let part = match *name {
            _ if argument_idx == 0 => event.has_cue.then_some(Part::Role(Role::Cue)),
            // PolNeAR says again what the trigger says.
            "Cue" if event.has_cue => None,
            "Source" => Some(Part::Role(Role::Speaker)),
            name => Part::of_key(name),
        };
        let spans = texts.get(id).map_or(&[][..], |(_, spans)| spans);
        nodes.extend(part.into_iter().flat_map(|part| spans.iter().map(move |span| (part, *span))));
    }
    builder.row(event.id, nodes, event.facts.iter().map(|(key, value)| (*key, value.as_str())));
}

/// The words with every run of blanks and control characters as one blank: the file has no other.
fn blanks_as_one(words: &str) -> String {
    let is_blank = |character: char| character.is_whitespace() || character.is_control();
    words.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `12 40;50 60`
fn spans(ruler: &Ruler, details: &str) -> Option<Vec<Span>> {
    let pair = |fragment: &str| {
        let (start, end) = fragment.split_once(' ')?;
        ruler.span([start.parse().ok()?, end.parse().ok()?])
    };
    details.split(';').map(pair).collect()
}
