//! What must hold of a record whatever file it came from: parents that are there and in no circle, days of the calendar,
//! numbers within their ranges. What does not hold is mended and noted.

use super::remarks::{Remarks, Unkept};
use super::{Record, Row};
use crate::annotate::scheme::Scheme;
use crate::annotate::{Statement, StatementId};
use crate::nlp::date::days_in;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// Mends `record`; `place` is what the remarks name.
pub fn mend(record: &mut Record, place: &str, remarks: &mut Remarks) {
    if record.date.as_ref().is_some_and(|date| !is_day(&date.day)) {
        remarks.note(Unkept::ImpossibleDay, place);
        record.date = None;
    }
    parents(&mut record.rows, place, remarks);
    let is_default = *record.scheme == *DEFAULT.0;
    for Row { statement, suggested, .. } in &mut record.rows {
        let place = numbered(place, statement.id);
        values(statement, &place, remarks);
        if is_default && !DEFAULT.1.contains(statement.stance.label.as_str()) {
            remarks.note(Unkept::ForeignLabel, format!("“{}”, {place}", statement.stance.label.as_str()));
        }
        suggested.iter_mut().for_each(|before| values(before, &place, remarks));
    }
}

/// Key and labels of the default scheme.
static DEFAULT: LazyLock<(String, BTreeSet<String>)> = LazyLock::new(|| {
    let scheme = Scheme::default_scheme();
    (scheme.id.to_string(), scheme.labels.iter().map(|entry| entry.label.as_str().to_owned()).collect())
});

/// Every parent is a statement of the record, and none its own ancestor.
fn parents(rows: &mut [Row], place: &str, remarks: &mut Remarks) {
    let there: BTreeSet<StatementId> = rows.iter().map(|row| row.statement.id).collect();
    for row in rows.iter_mut() {
        let of = numbered(place, row.statement.id);
        let suggested = row.suggested.iter_mut().map(|before| &mut before.parent);
        for parent in std::iter::once(&mut row.statement.parent).chain(suggested) {
            if parent.is_some_and(|parent| !there.contains(&parent)) {
                remarks.note(Unkept::UnknownParent, &*of);
                *parent = None;
            }
        }
    }
    let mut parent_of: HashMap<StatementId, StatementId> =
        rows.iter().filter_map(|row| Some((row.statement.id, row.statement.parent?))).collect();
    let mut safe: BTreeSet<StatementId> = BTreeSet::new();
    let starts: Vec<StatementId> = rows.iter().map(|row| row.statement.id).collect();
    for start in starts {
        let (mut at, mut seen) = (start, BTreeSet::from([start]));
        while let Some(parent) = parent_of.get(&at).copied().filter(|parent| !safe.contains(parent)) {
            if !seen.insert(parent) {
                remarks.note(Unkept::ParentCircle, numbered(place, at));
                parent_of.remove(&at);
                break;
            }
            at = parent;
        }
        safe.extend(seen);
    }
    for row in rows {
        row.statement.parent = parent_of.get(&row.statement.id).copied();
    }
}

fn numbered(place: &str, id: StatementId) -> String {
    format!("{place}, statement numbered {}", id.0)
}

fn values(statement: &mut Statement, place: &str, remarks: &mut Remarks) {
    if statement.said_on.as_ref().is_some_and(|day| !is_day(day)) {
        remarks.note(Unkept::ImpossibleDay, place);
        statement.said_on = None;
    }
    let confidence = if statement.confidence.is_nan() { 1.0 } else { statement.confidence.clamp(0.0, 1.0) };
    let intensity = statement.stance.intensity.clamp(1, 3);
    if confidence != statement.confidence || intensity != statement.stance.intensity {
        remarks.note(Unkept::OutOfRange, place);
        (statement.confidence, statement.stance.intensity) = (confidence, intensity);
    }
}

/// Whether it is a day of the Gregorian calendar, `2021-12-31`.
fn is_day(iso: &str) -> bool {
    let bytes = iso.as_bytes();
    let is_form = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    if !is_form {
        return false;
    }
    let (year, month, day) = (number(&iso[..4]), number(&iso[5..7]), number(&iso[8..]));
    (1..=days_in(year as i32, month)).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotations::Status;
    use crate::text::{Document, Span};

    /// Parents of statements 1, 2, 3 … after mending, and what was said.
    fn check(parents: &[Option<u32>], expected: &[Option<u32>], sentences: &[&str]) {
        let mut record = Record::bare(Document::new("a", "It rains."));
        for (idx, parent) in parents.iter().enumerate() {
            let mut statement = Statement::bare(StatementId(idx as u32 + 1), vec![Span::new(0, 2)]);
            statement.parent = parent.map(StatementId);
            record.rows.push(Row { statement, status: Status::Confirmed, suggested: None });
        }
        let mut remarks = Remarks::default();
        mend(&mut record, "line 1", &mut remarks);
        let found: Vec<_> = record.rows.iter().map(|row| row.statement.parent.map(|id| id.0)).collect();
        assert_eq!(found, expected);
        assert_eq!(remarks.sentences(), sentences);
    }

    #[test]
    fn parents_are_there_and_in_no_circle() {
        check(&[None, Some(1), Some(2)], &[None, Some(1), Some(2)], &[]);
        let unknown = "1 parent that is none of the statements is left out (line 1, statement numbered 1)";
        check(&[Some(7)], &[None], &[unknown]);
        let circle = |id| format!("1 circle of parents is cut open (line 1, statement numbered {id})");
        check(&[Some(1)], &[None], &[&circle(1)]);
        check(&[Some(2), Some(1), Some(2)], &[Some(2), None, Some(2)], &[&circle(2)]);
        check(&[Some(2), Some(3), Some(2)], &[Some(2), Some(3), None], &[&circle(3)]);
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (day, expected) in
            [("2024-02-29", true), ("2023-02-29", false), ("2021-99-99", false), ("21-1-1", false)]
        {
            assert_eq!(is_day(day), expected, "{day}");
        }
    }
}
