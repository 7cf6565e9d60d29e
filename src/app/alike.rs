//! Where else a corrected speaker's words stand.

use super::{Model, Scope, describe};
use crate::annotate::edit::{Change, Edit, Field};
use crate::annotate::{Annotated, StatementId, Verdict};
use crate::text::{DocumentId, Span};
use std::rc::Rc;

/// A correction that may be applied to more places, each of which can be left out.
#[derive(Clone, PartialEq, Debug)]
pub struct Alike {
    /// The words that name the speaker, or the former name when there are none.
    pub form: Rc<str>,
    /// The new name.
    pub name: Rc<str>,
    /// Where the form was corrected.
    pub origin: (DocumentId, StatementId),
    /// How far to look.
    pub scope: Scope,
    /// Found places.
    pub places: Vec<AlikePlace>,
}

/// A statement with the same form and another name.
#[derive(Clone, PartialEq, Debug)]
pub struct AlikePlace {
    /// In which document.
    pub document: DocumentId,
    /// Which statement.
    pub statement: StatementId,
    /// Whether it will be changed.
    pub is_ticked: bool,
}

impl Alike {
    /// Places like the chosen statement; nothing when its speaker has no name or no words.
    pub fn of_chosen(model: &Model, scope: Scope) -> Option<Alike> {
        let (document, id) = (model.open?, model.chosen?);
        let entry = model.entry()?;
        let name = entry.statement.speaker_name.clone()?;
        let form = form(model, document, entry)?;
        let mut alike = Alike { form: form.into(), name, origin: (document, id), scope, places: vec![] };
        alike.places = find(model, &alike);
        Some(alike)
    }

    /// The same question with another reach.
    #[must_use]
    pub fn within(&self, model: &Model, scope: Scope) -> Alike {
        let mut alike = Alike { scope, places: vec![], ..self.clone() };
        alike.places = find(model, &alike);
        alike
    }

    /// The ticked places as one edit.
    pub fn edit(&self) -> Option<(usize, Edit)> {
        let field = Field::SpeakerName(Some(self.name.clone()));
        let edits: Vec<Edit> = self
            .places
            .iter()
            .filter(|place| place.is_ticked)
            .map(|place| Edit::Document(place.document, Change::Set(place.statement, field.clone())))
            .collect();
        let places = describe::count(edits.len(), "more place");
        let title = format!("“{}” is {} in {places}", self.form, self.name);
        (!edits.is_empty()).then(|| (edits.len(), Edit::Group(title.into(), edits)))
    }
}

fn find(model: &Model, alike: &Alike) -> Vec<AlikePlace> {
    let wanted = alike.form.to_lowercase();
    let mut places = vec![];
    for article in model.articles() {
        let document = article.document.id;
        if alike.scope == Scope::Article && document != alike.origin.0 {
            continue;
        }
        for entry in article.annotations.standing() {
            let statement = entry.statement.id;
            let is_other = (document, statement) != alike.origin
                && entry.statement.speaker_name.as_ref() != Some(&alike.name);
            if is_other && is_form(&article.document.text, &entry.statement.speaker, &wanted) {
                // What a person has decided already is offered, but not ticked.
                places.push(AlikePlace { document, statement, is_ticked: entry.verdict == Verdict::Open });
            }
        }
    }
    places
}

/// The speaker's words as they stand in the text.
fn form(model: &Model, document: DocumentId, entry: &Annotated) -> Option<String> {
    let text = &model.session.article(document)?.document.text;
    let words: Vec<&str> = entry.statement.speaker.iter().map(|span| span.of(text)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Whether the words under `spans`, in small letters, are `wanted`. Nothing is copied: the whole corpus is asked after a
/// correction, and most words differ in their first letter.
fn is_form(text: &str, spans: &[Span], wanted: &str) -> bool {
    let blank = |number: usize| if number > 0 { " " } else { "" };
    let words = spans.iter().enumerate().flat_map(|(number, span)| [blank(number), span.of(text)]);
    !spans.is_empty() && words.flat_map(str::chars).flat_map(char::to_lowercase).eq(wanted.chars())
}
