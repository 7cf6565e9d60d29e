//! The lines of one `.ann` file.

use super::ATTRIBUTES;
use super::mark::mark;
use crate::annotate::Role;
use crate::dataset::flat::{Builder, Part};
use crate::dataset::remarks::{Remarks, Unkept};
use crate::dataset::{ImportError, Ruler, Unit};
use crate::text::{Document, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What the lines say.
#[derive(Default)]
pub struct Lines<'a> {
    /// Marks by their ids: label, spans, and the number of the line.
    marks: BTreeMap<&'a str, (&'a str, Vec<Span>, usize)>,
    events: Vec<Event<'a>>,
    day: Option<String>,
}

/// An event with what the file says about it.
#[derive(Default)]
struct Event<'a> {
    arguments: Vec<(&'a str, &'a str)>,
    facts: Vec<(&'a str, String)>,
    has_cue: bool,
    id: Option<u32>,
}

/// Reads the lines of `place`, an annotation file of `document`.
///
/// # Errors
/// When a mark does not fit the text.
pub fn read<'a>(
    document: &Document,
    annotations: &'a str,
    place: &str,
    remarks: &mut Remarks,
) -> Result<Lines<'a>, ImportError> {
    let ruler = Ruler::new(document, Unit::CodePoints);
    let mut lines = Lines::default();
    let mut places: HashMap<&str, usize> = HashMap::new();
    // What speaks of an event may stand before it.
    let numbered = || annotations.trim_start_matches('\u{FEFF}').split('\n').enumerate();
    for (line_idx, line) in numbered() {
        let at = format!("line {}", line_idx + 1);
        let here = || format!("{place}, {at}");
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            continue;
        }
        let Some((id, rest)) = line.split_once('\t') else {
            remarks.note(Unkept::StrangeLine, here());
            continue;
        };
        let (head, tail) = rest.split_once('\t').unwrap_or((rest, ""));
        let (label, details) = head.split_once(' ').unwrap_or((head, ""));
        match id.as_bytes().first() {
            Some(b'T') if lines.marks.contains_key(id) => remarks.note(Unkept::TakenMark, here()),
            Some(b'T') => {
                let (spans, is_cut) = mark(&ruler, details, tail, &at)?;
                if is_cut {
                    remarks.note(Unkept::LongMark, here());
                }
                lines.marks.insert(id, (label, spans, line_idx + 1));
            }
            Some(b'E') => {
                let words = head.split(' ').filter(|word| !word.is_empty());
                let arguments: Option<Vec<_>> = words.map(|word| word.split_once(':')).collect();
                match arguments.filter(|arguments| !arguments.is_empty()) {
                    Some(arguments) => {
                        places.insert(id, lines.events.len());
                        lines.events.push(Event { arguments, has_cue: true, ..Event::default() });
                    }
                    None => remarks.note(Unkept::StrangeLine, here()),
                }
            }
            Some(b'A' | b'M' | b'#') => {}
            Some(b'R' | b'*' | b'N') => remarks.note(Unkept::AsideLine, here()),
            _ => remarks.note(Unkept::StrangeLine, here()),
        }
    }
    for (line_idx, line) in numbered() {
        let Some((id, rest)) = line.trim_end_matches('\r').split_once('\t') else { continue };
        let (head, tail) = rest.split_once('\t').unwrap_or((rest, ""));
        let (label, details) = head.split_once(' ').unwrap_or((head, ""));
        let is_known = match id.as_bytes().first() {
            Some(b'A' | b'M') => attribute(&mut lines, &places, label, details),
            Some(b'#') => note(&mut lines, &places, (label, details), tail),
            _ => continue,
        };
        if !is_known {
            remarks.note(Unkept::AsideLine, format!("{place}, line {}", line_idx + 1));
        }
    }
    Ok(lines)
}

/// Whether the attribute is of an event.
fn attribute<'a>(
    lines: &mut Lines<'a>,
    places: &HashMap<&str, usize>,
    label: &'a str,
    details: &'a str,
) -> bool {
    let (of, value) = details.split_once(' ').unwrap_or((details, "true"));
    let Some(event) = places.get(of).map(|place| &mut lines.events[*place]) else { return false };
    match ATTRIBUTES.iter().find(|(_, name)| *name == label) {
        Some((key, _)) => event.facts.push((key, value.to_owned())),
        None if label == "NoCue" => event.has_cue = false,
        None => event.facts.push((label, value.to_owned())),
    }
    true
}

/// Whether the note is of an event, or gives the day of publication.
fn note<'a>(
    lines: &mut Lines<'a>,
    places: &HashMap<&str, usize>,
    (label, of): (&'a str, &str),
    tail: &str,
) -> bool {
    let event = places.get(of).map(|place| &mut lines.events[*place]);
    match event {
        Some(event) if label == "id" => event.id = tail.parse().ok(),
        Some(event) if label != "AnnotatorNotes" => event.facts.push((label, unescape(tail))),
        Some(event) => event.facts.push(("note", unescape(tail))),
        None if label == "date" => lines.day = Some(unescape(tail)),
        None => return false,
    }
    true
}

impl Lines<'_> {
    /// Hands every event over as a statement, and the marks of the article.
    pub fn into_rows(self, builder: &mut Builder) {
        if let Some(day) = &self.day {
            builder.fact("date", day);
        }
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for event in &self.events {
            used.extend(event.arguments.iter().map(|(_, id)| *id));
            self.row(event, builder);
        }
        for (id, (label, spans, line)) in &self.marks {
            match Part::of_key(label) {
                Some(part) if part.is_of_article() => spans.iter().for_each(|span| builder.node(part, *span)),
                _ if used.contains(id) => {}
                _ => builder.loose(label, *line),
            }
        }
    }

    fn row(&self, event: &Event, builder: &mut Builder) {
        let mut nodes = vec![];
        for (argument_idx, (name, id)) in event.arguments.iter().enumerate() {
            let Some((_, spans, _)) = self.marks.get(id) else {
                builder.dangling(name);
                continue;
            };
            let part = match *name {
                _ if argument_idx == 0 && event.has_cue => Some(Part::Role(Role::Cue)),
                // The trigger says again what an argument says; so does PolNeAR's cue.
                _ if argument_idx == 0 => continue,
                "Cue" if event.has_cue => continue,
                "Source" => Some(Part::Role(Role::Speaker)),
                name => Part::of_key(name),
            };
            match part {
                Some(part) => nodes.extend(spans.iter().map(|span| (part, *span))),
                None => builder.unknown_label(name),
            }
        }
        builder.row(event.id, nodes, event.facts.iter().map(|(key, value)| (*key, value.as_str())));
    }
}

/// What `escape` made, as it was.
pub fn unescape(value: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Content of the first statement and what is said.
    fn check(annotations: &str, content: &[&str], sentences: &[&str]) {
        let document = Document::new("a.txt", "Ana said no 😀 today.");
        let mut remarks = Remarks::default();
        let lines = read(&document, annotations, "a.ann", &mut remarks).expect("it fits");
        let mut builder = Builder::new(document.clone(), "a.ann", &mut remarks);
        lines.into_rows(&mut builder);
        let record = builder.finish();
        let spans = record.rows.first().map_or(&[][..], |row| row.statement.content.as_slice());
        assert_eq!(spans.iter().map(|span| span.of(&document.text)).collect::<Vec<_>>(), content);
        assert_eq!(remarks.sentences(), sentences);
    }

    const EVENT: &str = "T1\tContent 9 13\tno 😀\nT2\tCue 4 8\tsaid\nE1\tAttribution:T2 Content:T1\n";

    #[test]
    fn what_belongs_to_no_statement_is_counted() {
        check(EVENT, &["no 😀"], &[]);
        check(
            &format!(
                "{EVENT}T3\tPerson 0 3\tAna\nR1\tKnows Arg1:T1 Arg2:T3\nA1\tFoo T3\nA2\tFoo E1\nwords\n"
            ),
            &["no 😀"],
            &[
                "2 lines that say nothing of a statement are left out (a.ann, line 5; a.ann, line 6)",
                "1 line that is none of brat's is left out (a.ann, line 8)",
                "1 value that has no place here is left out (“Foo: true”, a.ann)",
                "1 mark that belongs to no statement is left out (“Person”, a.ann, line 4)",
            ],
        );
        check(
            "T1\tContent 9 13\tno 😀\nE1\tAttribution:T9 Content:T1 Foo:T1\n",
            &["no 😀"],
            &[
                "1 relation to something unknown is left out (“Attribution”, a.ann)",
                "1 label that Demarche does not know is left out (“Foo”, a.ann)",
            ],
        );
    }

    #[test]
    fn a_second_mark_and_one_that_is_too_long_are_said() {
        check(
            &format!("{EVENT}T1\tContent 0 3\tAna\n"),
            &["no 😀"],
            &["1 mark with a number that another one has is left out (a.ann, line 4)"],
        );
        check(
            &EVENT.replace("9 13", "8 14"),
            &["no 😀"],
            &["1 mark that reaches past its words is cut to them (a.ann, line 1)"],
        );
    }
}
