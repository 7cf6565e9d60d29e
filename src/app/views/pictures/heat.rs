//! Stance by speaker: a row a speaker, a column a label, the fuller the cell the more statements.

use super::{Anchor, Form, NAMES, Numbers, Picture, PictureView, Shape, number};
use crate::annotate::scheme::SchemeLabel;
use crate::app::{Filter, Model, describe};
use crate::order;
use std::collections::BTreeMap;
use std::rc::Rc;

/// So many speakers are drawn; the table has all.
const MOST_ROWS: usize = 30;

const TOP: f32 = 92.0;
const CELL: (f32, f32) = (44.0, 26.0);

/// The labels that any statement has, in the order of the scheme, with who speaks so how often.
pub fn view(model: &Model) -> PictureView {
    let (mut counts, mut n_nobody) = (BTreeMap::<Rc<str>, BTreeMap<Rc<str>, usize>>::new(), 0);
    for entry in model.articles().flat_map(|article| article.annotations.standing()) {
        n_nobody += usize::from(entry.statement.speaker_name.is_none());
        for name in entry.statement.speakers() {
            let row = counts.entry(name.into()).or_default();
            *row.entry(entry.statement.stance.label.0.clone()).or_default() += 1;
        }
    }
    let labels = used(model, counts.values().flat_map(|row| row.keys()));
    let mut rows: Vec<(Rc<str>, BTreeMap<Rc<str>, usize>)> = counts.into_iter().collect();
    order::sort_by_key(&mut rows, |(_, counts)| std::cmp::Reverse(counts.values().sum::<usize>()));
    let drawn = rows.len().min(MOST_ROWS);
    let size = (NAMES + CELL.0 * labels.len() as f32 + 40.0, TOP + CELL.1 * drawn as f32 + 8.0);
    let mut about = match rows.len() > drawn {
        true => format!("The {drawn} who speak most, of {}; the table has all.", rows.len()),
        false => format!("{}.", describe::count(rows.len(), "speaker")),
    };
    if n_nobody > 0 {
        about.push_str(&format!(" {} of nobody named.", describe::count(n_nobody, "statement")));
    }
    PictureView {
        picture: Picture::Stances,
        about: about.into(),
        size,
        shapes: shapes(&labels, &rows[..drawn]),
        numbers: numbers(&labels, &rows),
    }
}

/// Those labels of the scheme that stand in `keys`.
pub fn used<'a>(model: &Model, keys: impl Iterator<Item = &'a Rc<str>>) -> Vec<SchemeLabel> {
    let keys = order::set(keys);
    model.session.scheme().labels.iter().filter(|label| keys.contains(&label.label.0)).cloned().collect()
}

fn shapes(labels: &[SchemeLabel], rows: &[(Rc<str>, BTreeMap<Rc<str>, usize>)]) -> Vec<Shape> {
    let most = rows.iter().flat_map(|(_, counts)| counts.values()).max().copied().unwrap_or(1) as f32;
    let mut shapes = vec![];
    for (column, label) in labels.iter().enumerate() {
        let x = NAMES + CELL.0 * (column as f32 + 0.5);
        let words = Form::Text(x, TOP - 8.0, Anchor::Start, -45.0, label.shown.clone());
        shapes.push(Shape::plain(words, "picture__text"));
    }
    for (row, (name, counts)) in rows.iter().enumerate() {
        let y = TOP + CELL.1 * row as f32;
        let of_speaker = Filter { speaker: Some(name.clone()), ..Filter::standing() };
        let words = Shape::text(NAMES - 8.0, y + 17.0, Anchor::End, name);
        shapes.push(words.leading_to(&of_speaker, name.clone()));
        for (column, label) in labels.iter().enumerate() {
            let x = NAMES + CELL.0 * column as f32;
            let count = counts.get(&label.label.0).copied().unwrap_or(0);
            let rect = Form::Rect(x + 1.0, y + 1.0, CELL.0 - 2.0, CELL.1 - 2.0);
            if count == 0 {
                shapes.push(Shape::plain(rect, "picture__empty"));
                continue;
            }
            let filter = Filter { label: Some(label.label.0.clone()), ..of_speaker.clone() };
            let title: Rc<str> = format!("{name} {}: {count}", label.shown).into();
            let strength = 0.25 + 0.75 * (count as f32 / most);
            let cell = Shape::plain(rect, "picture__cell").with_hue(label.hue(), strength);
            shapes.push(cell.leading_to(&filter, title.clone()));
            let figure = Shape::text(x + CELL.0 / 2.0, y + 17.0, Anchor::Middle, &count.to_string());
            shapes.push(figure.leading_to(&filter, title));
        }
    }
    shapes
}

fn numbers(labels: &[SchemeLabel], rows: &[(Rc<str>, BTreeMap<Rc<str>, usize>)]) -> Numbers {
    let heads = ["Speaker".into()].into_iter().chain(labels.iter().map(|label| label.shown.clone()));
    let row = |(name, counts): &(Rc<str>, BTreeMap<Rc<str>, usize>)| {
        let mut values = vec![name.clone()];
        values.extend(labels.iter().map(|label| number(counts.get(&label.label.0).copied().unwrap_or(0))));
        values.push(number(counts.values().sum()));
        (values, Filter { speaker: Some(name.clone()), ..Filter::standing() })
    };
    Numbers { heads: heads.chain(["All".into()]).collect(), rows: rows.iter().map(row).collect() }
}
