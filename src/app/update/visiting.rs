//! Which view of the project is looked at, as its address and its pictures lead there.

use super::{command, moving};
use crate::app::views::{address, pictures};
use crate::app::{Drawing, Effect, File, Filter, Model, View};

/// Another filter shows its rows from the first on.
pub fn filter(model: &mut Model, filter: Filter) -> Vec<Effect> {
    model.filter = filter;
    model.shape.more = 0;
    vec![]
}

/// The table of what fits `filter`.
pub fn table(model: &mut Model, filter: Filter) -> Vec<Effect> {
    self::filter(model, filter);
    command::view(model, View::Table)
}

/// Goes where an address leads; what it names and is not here is passed over.
pub fn visit(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(address) = address::read(text) else { return vec![] };
    if text == address::of(model) || model.articles().next().is_none() {
        return vec![];
    }
    if address.view == View::Table {
        model.filter = address.filter;
        model.shape = address.shape;
    }
    if address.view == View::People {
        model.people.chosen = address.person;
    }
    let mut effects = vec![];
    match (address.document, address.statement) {
        (Some(document), Some(statement)) => effects.extend(moving::go(model, document, statement)),
        (Some(document), None) => effects.extend(moving::open(model, document)),
        _ => {}
    }
    effects.extend(match address.view {
        View::Scheme => super::drafting::show(model),
        view => command::view(model, view),
    });
    effects
}

/// A picture, or its numbers, as a file.
pub fn picture(model: &mut Model, place: usize, drawing: Drawing) -> Vec<Effect> {
    let Some(picture) = pictures::PICTURES.get(place).copied() else { return vec![] };
    let name = picture.file_name();
    match drawing {
        Drawing::Csv => {
            let name = format!("{name}.csv");
            model.say(format!("{name} is in your downloads."));
            vec![Effect::Download(File {
                name,
                mime: "text/csv".into(),
                bytes: pictures::csv(model, picture),
            })]
        }
        Drawing::Svg | Drawing::Png => {
            model.say(format!("{name} is in your downloads."));
            vec![Effect::Picture(picture.selector(), drawing, name.to_owned())]
        }
    }
}
