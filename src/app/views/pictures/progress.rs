//! Certainty and progress: a bar a document, decided statements by their status, open ones by certainty.

use super::{Anchor, Form, NAMES, Numbers, Picture, PictureView, Shape, number};
use crate::annotate::Article;
use crate::annotate::annotations::Status;
use crate::app::views::certainty;
use crate::app::{Filter, Model, Standing, describe};
use std::rc::Rc;

/// So many documents are drawn; the table has all.
const MOST_ROWS: usize = 40;

const WIDTH: f32 = 480.0;
const ROW: f32 = 26.0;
const TOP: f32 = 34.0;

/// The parts of a bar: class, word, strength.
const PARTS: [(&str, &str, f32); 7] = [
    ("picture__part picture__part--confirmed", "confirmed", 1.0),
    ("picture__part picture__part--corrected", "corrected", 1.0),
    ("picture__part picture__part--added", "added", 0.6),
    ("picture__part picture__part--rejected", "rejected", 1.0),
    ("picture__part picture__part--open", "open, unsure", 1.0),
    ("picture__part picture__part--open", "open, likely", 0.55),
    ("picture__part picture__part--open", "open, sure", 0.25),
];

/// The first parts.
const DECIDED: [Status; 4] = [Status::Confirmed, Status::Corrected, Status::Added, Status::Rejected];

/// What a part counts in the document of this name.
fn counted(name: &Rc<str>, part: usize) -> Filter {
    let (status, certainty) = match DECIDED.get(part) {
        Some(status) => (*status, None),
        None => (Status::Suggested, u8::try_from(part - 3).ok()),
    };
    let status = Some(Standing::Only(status));
    Filter { document: Some(name.clone()), status, certainty, ..Filter::default() }
}

/// Every document with the sizes of its parts.
pub fn view(model: &Model) -> PictureView {
    let rows: Vec<(Rc<str>, [usize; 7])> = model
        .articles()
        .filter(|article| !article.annotations.entries.is_empty())
        .map(|article| (article.document.name.clone(), sizes(article)))
        .collect();
    let drawn = rows.len().min(MOST_ROWS);
    let sum = |parts: std::ops::Range<usize>| {
        rows.iter().flat_map(|(_, sizes)| sizes[parts.clone()].iter()).sum::<usize>()
    };
    let (reviewed, all) = (sum(0..4), sum(0..7));
    let unsure = sum(4..5);
    PictureView {
        picture: Picture::Progress,
        about: format!(
            "{reviewed} of {} reviewed; {unsure} of the open ones are unsure.",
            describe::count(all, "statement")
        )
        .into(),
        size: (NAMES + WIDTH + 60.0, TOP + ROW * drawn as f32 + 8.0),
        shapes: shapes(&rows[..drawn]),
        numbers: numbers(&rows),
    }
}

fn sizes(article: &Article) -> [usize; 7] {
    let mut sizes = [0; 7];
    for entry in &article.annotations.entries {
        let step = certainty::step(certainty::of(&entry.statement));
        let part = match entry.status() {
            Status::Suggested => 3 + usize::from(step),
            status => DECIDED.iter().position(|decided| *decided == status).unwrap_or(0),
        };
        sizes[part] += 1;
    }
    sizes
}

fn shapes(rows: &[(Rc<str>, [usize; 7])]) -> Vec<Shape> {
    let mut shapes = legend();
    let most = rows.iter().map(|(_, sizes)| sizes.iter().sum::<usize>()).max().unwrap_or(1) as f32;
    for (row, (name, sizes)) in rows.iter().enumerate() {
        let y = TOP + ROW * row as f32;
        let filter = Filter { document: Some(name.clone()), ..Filter::default() };
        shapes.push(Shape::text(NAMES - 8.0, y + 17.0, Anchor::End, name).leading_to(&filter, name.clone()));
        let mut x = NAMES;
        for (place, (size, (class, word, strength))) in sizes.iter().zip(PARTS).enumerate() {
            if *size == 0 {
                continue;
            }
            let width = *size as f32 / most * WIDTH;
            let part = Shape::plain(Form::Rect(x, y + 3.0, width.max(1.0), ROW - 6.0), class);
            let title = format!("{name}: {size} {word}");
            shapes.push(Shape { strength, ..part }.leading_to(&counted(name, place), title));
            x += width;
        }
        let total: usize = sizes.iter().sum();
        let done: usize = sizes[..4].iter().sum();
        shapes.push(Shape::text(x + 6.0, y + 17.0, Anchor::Start, &format!("{done}/{total}")));
    }
    shapes
}

fn legend() -> Vec<Shape> {
    let place = |(idx, (class, word, strength)): (usize, (&'static str, &str, f32))| {
        let x = 8.0 + 104.0 * idx as f32;
        let sign = Shape::plain(Form::Rect(x, 6.0, 12.0, 12.0), class);
        [Shape { strength, ..sign }, Shape::text(x + 16.0, 16.0, Anchor::Start, word)]
    };
    PARTS.into_iter().enumerate().flat_map(place).collect()
}

fn numbers(rows: &[(Rc<str>, [usize; 7])]) -> Numbers {
    let heads = [
        "Document",
        "Confirmed",
        "Corrected",
        "Added",
        "Rejected",
        "Open",
        "Open and unsure",
        "Open and likely",
        "Open and sure",
    ];
    let row = |(name, sizes): &(Rc<str>, [usize; 7])| {
        let mut values = vec![name.clone()];
        values.extend(sizes[..4].iter().map(|size| number(*size)));
        values.push(number(sizes[4..].iter().sum()));
        values.extend(sizes[4..].iter().map(|size| number(*size)));
        (values, Filter { document: Some(name.clone()), ..Filter::default() })
    };
    Numbers { heads: heads.map(Rc::from).to_vec(), rows: rows.iter().map(row).collect() }
}
