//! What a newer engine's analysis becomes under decisions that a person made on the older one.

use super::{Analysis, Annotated, Annotations, Statement, StatementId};
use crate::order;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Annotations on a newer analysis, and what it changed. Statements that a person has touched are not counted.
#[derive(Clone, PartialEq, Debug)]
pub struct Rerun {
    /// Every decision of the person, the rest as the newer engine has it.
    pub annotations: Annotations,
    /// Statements that are new.
    pub found: Vec<StatementId>,
    /// Statements that are gone, as they were.
    pub lost: Vec<Rc<Annotated>>,
    /// Statements that have another speaker, stance or content, as they were.
    pub differing: Vec<Rc<Annotated>>,
}

/// Lays `newer` under the decisions in `annotations`.
///
/// A statement that a person confirmed, changed, added, rejected or wrote a note to stays as it is, with its id; the newer engine's
/// version of it is dropped. So do page chrome and date that a person has set.
pub fn rerun(annotations: &Annotations, newer: &Analysis) -> Rerun {
    let older = &annotations.analysis;
    let partners = partners(&annotations.entries, &newer.statements);
    let ids = ids(annotations, newer, &partners);
    let (touched, open): (Vec<usize>, Vec<usize>) =
        (0..annotations.entries.len()).partition(|place| is_touched(&annotations.entries[*place]));
    let (mut found, mut differing) = (vec![], vec![]);
    let mut statements: Vec<Statement> = touched
        .iter()
        .filter_map(|place| older.statement(annotations.entries[*place].statement.id))
        .cloned()
        .collect();
    let mut entries: Vec<Rc<Annotated>> =
        touched.iter().map(|place| annotations.entries[*place].clone()).collect();
    for (statement, partner) in newer.statements.iter().zip(&partners) {
        let old = partner.map(|place| &annotations.entries[place]);
        if statement.content.is_empty() || old.is_some_and(|old| is_touched(old)) {
            continue;
        }
        let id = ids[&statement.id];
        let parent = statement.parent.and_then(|parent| ids.get(&parent).copied());
        let next = Statement { id, parent, ..statement.clone() };
        match old {
            None => found.push(id),
            Some(old) if differs(&old.statement, &next) => differing.push(old.clone()),
            Some(_) => {}
        }
        entries.push(Rc::new(Annotated::suggested(next.clone().into())));
        statements.push(next);
    }
    let matched = order::set(partners.iter().copied().flatten());
    let lost = open.iter().filter(|place| !matched.contains(place));
    let lost = lost.map(|place| annotations.entries[*place].clone()).collect();
    mend_parents(&mut entries);
    order::sort_by_key(&mut entries, |entry| order(&entry.statement));
    order::sort_by_key(&mut statements, order);
    let boilerplate = if *annotations.boilerplate == *older.boilerplate {
        newer.boilerplate.as_slice().into()
    } else {
        annotations.boilerplate.clone()
    };
    let date = if annotations.date == older.date { newer.date.clone() } else { annotations.date.clone() };
    let analysis = Rc::new(Analysis { statements, ..newer.clone() });
    Rerun { annotations: Annotations { entries, boilerplate, date, analysis }, found, lost, differing }
}

fn order(statement: &Statement) -> (Option<Span>, StatementId) {
    (statement.content.first().copied(), statement.id)
}

fn is_touched(entry: &Annotated) -> bool {
    entry.added || entry.changed || entry.is_reviewed() || !entry.statement.note.is_empty()
}

/// For each newer statement the place of the entry that is the same one: the most alike that has no partner yet.
fn partners(entries: &[Rc<Annotated>], newer: &[Statement]) -> Vec<Option<usize>> {
    let extents: Vec<Span> = entries.iter().map(|entry| extent(&entry.statement)).collect();
    let longest = extents.iter().map(|extent| extent.len()).max().unwrap_or(0);
    let mut taken = BTreeSet::new();
    let partner = |statement: &Statement| {
        let extent = extent(statement);
        // Entries stand in the order of their first byte: only those near enough can share a byte.
        let first = extents.partition_point(|old| old.start() + longest < extent.start());
        let end = extents.partition_point(|old| old.start() < extent.end());
        let near = (first..end.max(first)).filter(|place| !taken.contains(place));
        let alike = near.map(|place| (likeness(&entries[place].statement, statement), place));
        let best = alike.filter(|(likeness, _)| *likeness >= 0.5).max_by(|a, b| a.0.total_cmp(&b.0));
        let place = best.map(|(_, place)| place);
        taken.extend(place);
        place
    };
    newer.iter().map(partner).collect()
}

/// The id that each newer statement goes by: its partner's, else one that nobody has had.
fn ids(
    annotations: &Annotations,
    newer: &Analysis,
    partners: &[Option<usize>],
) -> BTreeMap<StatementId, StatementId> {
    let had = annotations.analysis.statements.iter().map(|statement| statement.id.0.saturating_add(1)).max();
    let mut free = annotations.fresh_id().0.max(had.unwrap_or(0));
    let id = |(statement, partner): (&Statement, &Option<usize>)| {
        let id = partner.map_or_else(
            || {
                free = free.saturating_add(1);
                StatementId(free - 1)
            },
            |place| annotations.entries[place].statement.id,
        );
        (statement.id, id)
    };
    newer.statements.iter().zip(partners).map(id).collect()
}

/// A statement whose holder is gone is held by nobody.
fn mend_parents(entries: &mut [Rc<Annotated>]) {
    let here = order::set(entries.iter().map(|entry| entry.statement.id));
    for entry in entries {
        if entry.statement.parent.is_some_and(|parent| !here.contains(&parent)) {
            Rc::make_mut(entry).statement.parent = None;
        }
    }
}

fn extent(statement: &Statement) -> Span {
    statement.content.iter().copied().reduce(Span::cover).unwrap_or(Span::new(0, 0))
}

/// The share of their content that two statements have in common.
fn likeness(a: &Statement, b: &Statement) -> f64 {
    let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
    let shared: usize = a
        .content
        .iter()
        .flat_map(|x| b.content.iter().map(move |y| (x, y)))
        .filter(|(x, y)| x.overlaps(**y))
        .map(|(x, y)| x.end().min(y.end()) - x.start().max(y.start()))
        .sum();
    let union = length(&a.content) + length(&b.content) - shared;
    if union == 0 { 0.0 } else { shared as f64 / union as f64 }
}

fn differs(a: &Statement, b: &Statement) -> bool {
    a.speaker_name != b.speaker_name || a.stance.label != b.stance.label || a.content != b.content
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Change, edit::apply};

    fn analysis(contents: &[(u32, usize, usize)]) -> Analysis {
        let statement = |(id, start, end): &(u32, usize, usize)| {
            Statement::bare(StatementId(*id), vec![Span::new(*start, *end)])
        };
        Analysis { statements: contents.iter().map(statement).collect(), ..Analysis::empty() }
    }

    /// What stands after `changes` on `older` and a run that found `newer`: ids and first bytes; then how many were
    /// found, lost, and differ.
    fn check(
        older: &[(u32, usize, usize)],
        changes: &[Change],
        newer: &Analysis,
        expected: (&[(u32, usize)], [usize; 3]),
    ) -> Annotations {
        let text = "x".repeat(100);
        let start = Annotations::of(&Rc::new(analysis(older)));
        let decided =
            changes.iter().fold(start, |before, change| apply(&before, &text, change).expect("it fits"));
        let rerun = rerun(&decided, newer);
        let standing = rerun.annotations.entries.iter().map(|entry| &entry.statement);
        let standing: Vec<(u32, usize)> = standing.map(|one| (one.id.0, one.content[0].start())).collect();
        assert_eq!(standing, expected.0);
        assert_eq!([rerun.found.len(), rerun.lost.len(), rerun.differing.len()], expected.1);
        rerun.annotations
    }

    #[test]
    fn decisions_stand_and_the_rest_is_new() {
        let newer = analysis(&[(0, 0, 9), (1, 19, 30), (2, 60, 70)]);
        let older = [(0, 0, 10), (1, 20, 30), (2, 40, 50)];
        let kept = check(
            &older,
            &[Change::Reject(StatementId(0))],
            &newer,
            (&[(0, 0), (1, 19), (3, 60)], [1, 1, 1]),
        );
        assert!(kept.entries[0].is_reviewed());
        assert_eq!(kept.analysis.statements.len(), 3, "the analysis holds what the entries stand on");
    }

    #[test]
    fn what_a_person_added_stays_even_when_reopened() {
        let added = Change::Add(Box::new(Statement::bare(StatementId(5), vec![Span::new(80, 90)])));
        let changes = [added, Change::Reopen(StatementId(5))];
        check(&[(0, 0, 10)], &changes, &analysis(&[]), (&[(5, 80)], [0, 1, 0]));
    }

    #[test]
    fn parents_go_by_the_new_ids() {
        let mut newer = analysis(&[(0, 0, 50), (1, 10, 20)]);
        newer.statements[1].parent = Some(StatementId(0));
        let after = check(&[(0, 10, 20)], &[], &newer, (&[(1, 0), (0, 10)], [1, 0, 0]));
        assert_eq!(after.entries[1].statement.parent, Some(StatementId(1)));
    }

    #[test]
    fn the_likeliest_partner_is_taken_and_only_once() {
        check(
            &[(0, 0, 20), (1, 5, 20)],
            &[],
            &analysis(&[(0, 0, 20), (1, 5, 20)]),
            (&[(0, 0), (1, 5)], [0, 0, 0]),
        );
    }

    #[test]
    fn page_chrome_that_a_person_set_stays() {
        let chrome = |end| Analysis { boilerplate: vec![Span::new(0, end)], ..Analysis::empty() };
        let start = Annotations::of(&Rc::new(chrome(3)));
        assert_eq!(*rerun(&start, &chrome(5)).annotations.boilerplate, [Span::new(0, 5)]);
        let set =
            apply(&start, "xxxxxxxxx", &Change::SetBoilerplate(vec![Span::new(2, 4)])).expect("it fits");
        assert_eq!(*rerun(&set, &chrome(5)).annotations.boilerplate, [Span::new(2, 4)]);
    }
}
