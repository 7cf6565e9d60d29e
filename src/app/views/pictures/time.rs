//! Statements over time: a bar a day, a month or a year, by the date of the article.

use super::{Anchor, Form, Numbers, Picture, PictureView, Shape, heat, number};
use crate::annotate::scheme::SchemeLabel;
use crate::app::{Filter, Model, describe};
use std::collections::BTreeMap;
use std::rc::Rc;

/// More bars than this are drawn by month, then by year.
const MOST_BARS: usize = 48;

const LEFT: f32 = 44.0;
const TOP: f32 = 12.0;
const HEIGHT: f32 = 180.0;
const FOOT: f32 = 76.0;

type Counts = BTreeMap<Rc<str>, BTreeMap<Rc<str>, usize>>;

/// Statements by date and label.
pub fn view(model: &Model) -> PictureView {
    let (mut days, mut undated) = (Counts::new(), 0);
    for article in model.articles() {
        for entry in article.annotations.standing() {
            let Some(date) = &article.annotations.date else {
                undated += 1;
                continue;
            };
            let label = entry.statement.stance.label.0.clone();
            *days.entry(date.day.clone()).or_default().entry(label).or_default() += 1;
        }
    }
    let bars = gathered(days);
    let labels = heat::used(model, bars.values().flat_map(|bar| bar.keys()));
    let step = (1000.0 / bars.len().max(1) as f32).clamp(16.0, 64.0);
    let about = match undated {
        0 => format!("{}.", describe::count(bars.len(), "bar")),
        n => format!(
            "{} in articles without a date are not shown; a date can be set over the article.",
            describe::count(n, "statement")
        ),
    };
    PictureView {
        picture: Picture::Time,
        about: about.into(),
        size: (LEFT + step * bars.len().max(1) as f32 + 24.0, TOP + HEIGHT + FOOT),
        shapes: shapes(&labels, &bars, step),
        numbers: numbers(&labels, &bars),
    }
}

/// By day, or by as long a time as makes few enough bars.
fn gathered(days: Counts) -> Counts {
    let mut bars = days;
    for length in [7, 4] {
        if bars.len() <= MOST_BARS {
            break;
        }
        let mut wider = Counts::new();
        for (day, counts) in bars {
            let bar = wider.entry(day.get(..length).unwrap_or(&day).into()).or_default();
            for (label, count) in counts {
                *bar.entry(label).or_default() += count;
            }
        }
        bars = wider;
    }
    bars
}

fn shapes(labels: &[SchemeLabel], bars: &Counts, step: f32) -> Vec<Shape> {
    let most = bars.values().map(|bar| bar.values().sum::<usize>()).max().unwrap_or(1);
    let scale = HEIGHT / most as f32;
    let foot = TOP + HEIGHT;
    let mut shapes = vec![];
    for share in [0, most.div_ceil(2), most] {
        let y = foot - share as f32 * scale;
        let line = format!("M{LEFT:.1} {y:.1}h{:.1}", step * bars.len() as f32);
        shapes.push(Shape::plain(Form::Path(line, 1.0), "picture__rule"));
        shapes.push(Shape::text(LEFT - 6.0, y + 4.0, Anchor::End, &share.to_string()));
    }
    for (idx, (day, bar)) in bars.iter().enumerate() {
        let x = LEFT + step * idx as f32;
        let of_day = Filter { day: Some(day.clone()), ..Filter::default() };
        let mut y = foot;
        for label in labels {
            let Some(count) = bar.get(&label.label.0) else { continue };
            let height = *count as f32 * scale;
            y -= height;
            let filter = Filter { label: Some(label.label.0.clone()), ..of_day.clone() };
            let rect = Form::Rect(x + 2.0, y, step - 4.0, height);
            let part = Shape::plain(rect, "picture__part").with_hue(label.hue(), 1.0);
            shapes.push(part.leading_to(&filter, format!("{day}, {}: {count}", label.shown)));
            if height >= 14.0 {
                let letter = Shape::text(
                    x + step / 2.0,
                    y + height / 2.0 + 4.0,
                    Anchor::Middle,
                    &label.key.to_string(),
                );
                shapes.push(
                    Shape { class: "picture__letter", ..letter }
                        .leading_to(&filter, format!("{day}, {}: {count}", label.shown)),
                );
            }
        }
        let words = Form::Text(x + step / 2.0 + 4.0, foot + 14.0, Anchor::End, -45.0, day.clone());
        shapes.push(Shape::plain(words, "picture__text").leading_to(&of_day, day.clone()));
    }
    shapes
}

fn numbers(labels: &[SchemeLabel], bars: &Counts) -> Numbers {
    let heads = ["Date".into()].into_iter().chain(labels.iter().map(|label| label.shown.clone()));
    let row = |(day, bar): (&Rc<str>, &BTreeMap<Rc<str>, usize>)| {
        let mut values = vec![day.clone()];
        values.extend(labels.iter().map(|label| number(bar.get(&label.label.0).copied().unwrap_or(0))));
        values.push(number(bar.values().sum()));
        (values, Filter { day: Some(day.clone()), ..Filter::default() })
    };
    Numbers { heads: heads.chain(["All".into()]).collect(), rows: bars.iter().map(row).collect() }
}
