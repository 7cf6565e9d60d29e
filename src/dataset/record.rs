//! What a data set holds of one article, whatever the format.

use crate::annotate::analysis::{Dated, Person};
use crate::annotate::annotations::{Annotations, Status};
use crate::annotate::{Analysis, Statement, StatementId};
use crate::order;
use crate::text::{Document, Span};
use std::collections::HashSet;
use std::rc::Rc;

/// One article with its statements as they stand.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    /// Name and text.
    pub document: Document,
    /// Name and version of the engine that suggested.
    pub engine: Rc<str>,
    /// Key of the scheme that the stance labels belong to.
    pub scheme: Rc<str>,
    /// In the order of their first content byte, rejected ones included.
    pub rows: Vec<Row>,
    /// Text that is no part of the article.
    pub boilerplate: Vec<Span>,
    /// Everybody named in the article.
    pub people: Vec<Person>,
    /// Day of publication.
    pub date: Option<Dated>,
    /// Where the headline stands.
    pub headline: Option<Span>,
}

/// One statement and how its labels came to be.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// As it stands now.
    pub statement: Statement,
    /// Who decided.
    pub status: Status,
    /// What the machine had said, when a person changed it.
    pub suggested: Option<Statement>,
}

impl Record {
    /// An article that nothing is known about.
    pub fn bare(document: Document) -> Record {
        Record {
            document,
            engine: "none".into(),
            scheme: "demarche-1".into(),
            rows: vec![],
            boilerplate: vec![],
            people: vec![],
            date: None,
            headline: None,
        }
    }

    /// What the machine alone says.
    pub fn suggested(document: &Document, analysis: &Analysis) -> Record {
        let row = |statement: &Statement| Row {
            statement: statement.clone(),
            status: Status::Suggested,
            suggested: None,
        };
        Record {
            engine: analysis.engine.clone(),
            rows: analysis.statements.iter().map(row).collect(),
            boilerplate: analysis.boilerplate.clone(),
            people: analysis.people.clone(),
            date: analysis.date.clone(),
            headline: analysis.headline,
            ..Record::bare(document.clone())
        }
    }

    /// What stands after a person's edits; `analysis` is what they began from.
    pub fn reviewed(document: &Document, analysis: &Analysis, annotations: &Annotations) -> Record {
        let rows = annotations.entries.iter().map(|entry| Row {
            statement: (*entry.statement).clone(),
            status: entry.status(),
            suggested: analysis
                .statement(entry.statement.id)
                .filter(|before| !entry.added && !std::ptr::eq(*before, &raw const *entry.statement))
                .filter(|before| **before != *entry.statement)
                .cloned(),
        });
        Record {
            engine: analysis.engine.clone(),
            rows: rows.collect(),
            boilerplate: annotations.boilerplate.to_vec(),
            people: analysis.people.clone(),
            date: annotations.date.clone(),
            headline: analysis.headline,
            ..Record::bare(document.clone())
        }
    }

    /// The rows that stand, without the rejected ones.
    pub fn standing(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.status != Status::Rejected)
    }

    /// The same with only those statements that a person has decided about.
    pub fn decided(&self) -> Record {
        self.only(|row| row.status != Status::Suggested)
    }

    /// The same with only those rows; a statement whose parent goes stands on its own.
    pub fn only(&self, wanted: impl Fn(&Row) -> bool) -> Record {
        let mut rows: Vec<Row> = self.rows.iter().filter(|row| wanted(row)).cloned().collect();
        let left = order::set(rows.iter().map(|row| row.statement.id));
        for row in &mut rows {
            let suggested = row.suggested.iter_mut().map(|suggested| &mut suggested.parent);
            for parent in suggested.chain([&mut row.statement.parent]) {
                *parent = parent.filter(|parent| left.contains(parent));
            }
        }
        Record { rows, ..self.clone() }
    }

    /// The row of this statement.
    pub fn row(&self, id: StatementId) -> Option<&Row> {
        self.rows.iter().find(|row| row.statement.id == id)
    }

    /// Puts the rows into the order that a record keeps.
    pub fn sort(&mut self) {
        order::sort_by_key(&mut self.rows, |row| (row.statement.content.first().copied(), row.statement.id));
    }
}

/// Gives a number to the name of every document that has the name and the text of one before it: for all that goes by
/// documents they would be one. A sentence each.
pub fn told_apart(records: &mut [Record]) -> Vec<String> {
    let (mut taken, mut sentences) = (HashSet::new(), vec![]);
    for record in records {
        let Document { name, text, .. } = record.document.clone();
        let mut number = 1;
        while !taken.insert(record.document.id) {
            number += 1;
            record.document = Document::new(&format!("{name} ({number})"), &text);
        }
        if number > 1 {
            let new = &record.document.name;
            sentences
                .push(format!("{name}: stands there more than once with one text; this one becomes “{new}”"));
        }
    }
    sentences
}
