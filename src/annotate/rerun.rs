//! What a newer engine's analysis becomes under decisions that a person made on the older one.

use super::{Analysis, Annotations, Statement, StatementId};
use crate::text::Span;

/// A newer analysis that keeps every decision, and what it changed.
#[derive(Clone, PartialEq, Debug)]
pub struct Rerun {
    /// Statements a person has touched as they were, the others as the newer engine has them.
    pub analysis: Analysis,
    /// Statements that are new.
    pub found: usize,
    /// Statements that are gone.
    pub lost: usize,
    /// Statements that are still there with other speaker, stance or spans.
    pub differing: usize,
}

/// Lays `newer` under the decisions in `annotations`, which stand on `older`.
///
/// A statement that a person confirmed, changed or rejected keeps its id and the older engine's values,
/// so that every edit still fits; the newer engine's version of it is dropped.
pub fn rerun(older: &Analysis, annotations: &Annotations, newer: &Analysis) -> Rerun {
    let is_touched = |id| annotations.get(id).is_some_and(|entry| entry.changed || entry.is_reviewed());
    let kept: Vec<&Statement> =
        older.statements.iter().filter(|statement| is_touched(statement.id)).collect();
    let open: Vec<&Statement> =
        older.statements.iter().filter(|statement| !is_touched(statement.id)).collect();
    let mut free =
        annotations.fresh_id().0.max(older.statements.iter().map(|s| s.id.0 + 1).max().unwrap_or(0));
    let (mut found, mut differing, mut matched) = (0, 0, 0);
    let mut statements: Vec<Statement> = kept.iter().map(|statement| (*statement).clone()).collect();
    for statement in &newer.statements {
        if kept.iter().any(|old| is_same(old, statement)) {
            continue;
        }
        let mut next = statement.clone();
        if let Some(old) = open.iter().find(|old| is_same(old, statement)) {
            matched += 1;
            next.id = old.id;
            differing += usize::from(differs(old, statement));
        } else {
            found += 1;
            next.id = StatementId(free);
            free += 1;
        }
        statements.push(next);
    }
    statements.sort_by_key(|statement| (statement.content.first().copied(), statement.id));
    statements.dedup_by_key(|statement| statement.id);
    let analysis = Analysis { statements, ..newer.clone() };
    Rerun { analysis, found, lost: open.len().saturating_sub(matched), differing }
}

/// Two statements are the same when they share half of their content.
fn is_same(a: &Statement, b: &Statement) -> bool {
    let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
    let shared: usize = a
        .content
        .iter()
        .flat_map(|x| b.content.iter().map(move |y| (x, y)))
        .filter(|(x, y)| x.overlaps(**y))
        .map(|(x, y)| x.end().min(y.end()) - x.start().max(y.start()))
        .sum();
    let union = length(&a.content) + length(&b.content) - shared;
    shared * 2 >= union && shared > 0
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

    #[test]
    fn decisions_stand_and_the_rest_is_new() {
        let text = "x".repeat(100);
        let older = analysis(&[(0, 0, 10), (1, 20, 30), (2, 40, 50)]);
        let decided =
            apply(&Annotations::of(&older), &text, &Change::Reject(StatementId(0))).expect("it fits");
        let newer = analysis(&[(0, 0, 9), (1, 19, 30), (2, 60, 70)]);
        let rerun = rerun(&older, &decided, &newer);
        let kept: Vec<(u32, usize)> =
            rerun.analysis.statements.iter().map(|s| (s.id.0, s.content[0].start())).collect();
        assert_eq!(kept, [(0, 0), (1, 19), (3, 60)]);
        assert_eq!((rerun.found, rerun.lost, rerun.differing), (1, 1, 1));
    }
}
