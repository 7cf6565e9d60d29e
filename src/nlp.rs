//! From a document to what the machine says about it.
//!
//! Never sees the page, never fails and never panics on any text.

use crate::annotate::{Analysis, Statement, StatementId};
use crate::text::{Document, Span};
use parsed::Parsed;

/// Words and marks.
pub mod token;

/// Paragraphs and sentences.
pub mod sentence;

/// Quotation marks.
pub mod quote;

/// All of these over one text, as later stages see it.
pub mod parsed;

/// Menus, teasers and other page chrome; the headline.
pub mod boilerplate;

/// Content, cue and speaker mention of each statement.
pub mod attribution;

/// Closed lists of words.
pub mod wordlist;

/// What is known of the world's names beforehand.
pub mod gazetteer;

/// Names in the text.
pub mod name;

/// Persons, organisations and states named.
pub mod people;

/// What a speaker mention is.
pub mod mention;

/// Whom a pronoun or a description means.
pub mod coref;

/// The canonical speaker.
pub mod speaker;

/// Who passes the words on.
pub mod relay;

/// To whom it is said.
pub mod addressee;

/// Toward whom or what.
pub mod target;

/// If what, then what.
pub mod condition;

/// Scores as probabilities.
pub mod softmax;

/// The act performed.
pub mod stance;

/// The day of publication.
pub mod date;

/// Name and version of the engine, as exports give it: after the plus stands what its code, lists and weights are.
pub const ENGINE: &str = concat!("demarche-", env!("CARGO_PKG_VERSION"), "+", env!("DEMARCHE_ENGINE"));

/// Everything the engine says about `document`.
pub fn analyze(document: &Document) -> Analysis {
    let parsed = parse(document);
    let statements = attribution::statements(&parsed);
    completed(&parsed, statements)
}

/// What a statement over the words at `content` would be: cue, speaker and stance are the engine's proposal.
///
/// `analysis` is what [`analyze`] said about the same document: a nested proposal names the statement around it.
/// The id is for the caller to set.
pub fn propose(document: &Document, analysis: &Analysis, content: Span) -> Statement {
    let parsed = parse(document);
    let proposed = attribution::propose(&parsed, content);
    let completed = completed(&parsed, vec![proposed]).statements.pop();
    let statement = completed.unwrap_or_else(|| Statement::bare(StatementId(0), vec![content]));
    Statement { parent: attribution::around(&analysis.statements, &statement.content), ..statement }
}

/// The second half of the pipeline: speakers, relays, targets, conditions and stances for statements whose
/// content, cue and speaker mention are known, be it from the network, from a person or from gold.
pub fn complete(document: &Document, statements: Vec<Statement>) -> Analysis {
    completed(&parse(document), statements)
}

/// Units of the text and its page chrome.
pub fn parse(document: &Document) -> Parsed<'_> {
    let mut parsed = Parsed::new(&document.text);
    parsed.boilerplate = boilerplate::spans(&parsed);
    parsed
}

fn completed(parsed: &Parsed, mut statements: Vec<Statement>) -> Analysis {
    let speakers: Vec<Span> = statements.iter().flat_map(|statement| statement.speaker.clone()).collect();
    let cast = people::cast(parsed, &speakers);
    relay::settle(parsed, &cast, &mut statements);
    speaker::assign(parsed, &cast, &mut statements);
    relay::assign(parsed, &cast, &mut statements);
    let people = cast.people(parsed);
    addressee::assign(parsed, &people, &mut statements);
    condition::assign(parsed, &people, &mut statements);
    stance::assign(parsed, &people, &mut statements);
    condition::settle(parsed, &mut statements);
    target::assign(parsed, &people, &mut statements);
    let date = date::published(parsed);
    date::assign(parsed, date.as_ref(), &mut statements);
    Analysis {
        engine: ENGINE.into(),
        statements,
        boilerplate: parsed.boilerplate.clone(),
        people,
        date,
        headline: boilerplate::headline(parsed),
        unread: attribution::unread(parsed),
    }
}
