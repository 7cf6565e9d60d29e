//! Which statement lies within which, and what that makes of who passes words on.

use crate::annotate::{Relay, Statement};
use crate::text::Span;
use std::collections::HashMap;

/// Sets the parent of each statement that lies wholly in another one's content.
pub(super) fn nest(statements: &mut [Statement]) {
    let hulls: Vec<Option<Span>> = statements.iter().map(hull).collect();
    let mut order: Vec<usize> = (0..statements.len()).filter(|at| hulls[*at].is_some()).collect();
    order.sort_by_key(|at| hulls[*at].map(|hull| (hull.start(), std::cmp::Reverse(hull.end()))));
    let mut open: Vec<usize> = vec![];
    for at in order {
        let hull = hulls[at].expect("only those with a hull were kept");
        open.retain(|outer| hulls[*outer].is_some_and(|outer| outer.end() > hull.start()));
        let holds = |outer: &&usize| {
            hulls[**outer] != Some(hull) && statements[**outer].content.iter().any(|span| span.encloses(hull))
        };
        let parent = open.iter().rev().find(holds).copied();
        statements[at].parent = parent.map(|parent| statements[parent].id);
        open.push(at);
        if open.len() > 8 {
            open.remove(0);
        }
    }
}

/// From the first to the last word of a statement.
pub(super) fn hull(statement: &Statement) -> Option<Span> {
    let spans = statement.content.iter().chain(&statement.cue).chain(&statement.speaker);
    spans.copied().reduce(Span::cover)
}

/// What is said within a statement comes through its speaker and its relays.
pub(super) fn pass_down(statements: &mut [Statement]) {
    let by_id: HashMap<_, usize> =
        statements.iter().enumerate().map(|(at, statement)| (statement.id, at)).collect();
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by_key(|at| hull(&statements[*at]).map(|hull| (hull.start(), std::cmp::Reverse(hull.end()))));
    for at in order {
        let Some(parent) =
            statements[at].parent.and_then(|parent| by_id.get(&parent)).filter(|parent| **parent != at)
        else {
            continue;
        };
        let parent = &statements[*parent];
        let speaker = parent.speaker_name.clone().map(|name| Relay { name, spans: parent.speaker.clone() });
        let outer: Vec<Relay> = speaker.into_iter().chain(parent.relays.iter().cloned()).collect();
        statements[at].relays.extend(outer);
    }
}
