//! A statement as it stands: the machine's own, which its analysis keeps, until somebody changes it.

use super::{Analysis, Statement};
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

/// Reads as a [`Statement`]; changed, it becomes one of its own.
#[derive(Clone, Debug)]
pub enum Held {
    /// The one of this place among those of the analysis.
    Said(Rc<Analysis>, usize),
    /// Another one.
    Own(Box<Statement>),
}

impl Deref for Held {
    type Target = Statement;
    fn deref(&self) -> &Statement {
        match self {
            Held::Said(analysis, place) => &analysis.statements[*place],
            Held::Own(statement) => statement,
        }
    }
}

impl DerefMut for Held {
    fn deref_mut(&mut self) -> &mut Statement {
        if let Held::Said(..) = self {
            *self = Held::from((**self).clone());
        }
        match self {
            Held::Own(statement) => statement,
            Held::Said(..) => unreachable!("it has just become its own"),
        }
    }
}

impl From<Statement> for Held {
    fn from(statement: Statement) -> Held {
        Held::Own(Box::new(statement))
    }
}

// Equal when they read the same, whoever keeps them.
impl PartialEq for Held {
    fn eq(&self, other: &Held) -> bool {
        std::ptr::eq(&raw const **self, &raw const **other) || **self == **other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::StatementId;
    use crate::text::Span;

    #[test]
    fn a_statement_is_the_analysis_own_until_it_is_changed() {
        let statement = Statement::bare(StatementId(0), vec![Span::new(0, 3)]);
        let analysis = Rc::new(Analysis { statements: vec![statement.clone()], ..Analysis::empty() });
        let said = Held::Said(analysis.clone(), 0);
        assert!(std::ptr::eq(&raw const *said, &raw const analysis.statements[0]));
        let mut own = said.clone();
        own.note = "odd".into();
        assert!(analysis.statements[0] == statement && own != said);
        own.note = "".into();
        assert_eq!(own, said);
    }
}
