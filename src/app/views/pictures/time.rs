//! Statements over time: a bar a day, a month or a year, by the date of the article. Few bars lie, many stand.

use super::{Anchor, Form, Numbers, Picture, PictureView, Shape, heat, number};
use crate::annotate::scheme::SchemeLabel;
use crate::app::{Filter, Model, describe};
use std::collections::BTreeMap;
use std::rc::Rc;

/// More bars than this are drawn by month, then by year.
const MOST_BARS: usize = 48;

/// No more bars than this fill the picture better when they lie.
const MOST_LYING: usize = 12;

/// Width of a picture of lying bars, and of the legend.
const WIDTH: f32 = 760.0;
/// A line of the legend.
const LINE: f32 = 22.0;
/// A lying bar, and what stands before and after it.
const ROW: f32 = 32.0;
const BEFORE: f32 = 92.0;
const AFTER: f32 = 48.0;
/// Standing bars.
const LEFT: f32 = 44.0;
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
    let about = match undated {
        0 => format!("{}.", describe::count(bars.len(), "date")),
        n => format!(
            "{} in articles without a date are not shown; a date can be set over the article.",
            describe::count(n, "statement")
        ),
    };
    let (mut shapes, top) = legend(&labels);
    let size = match bars.len() <= MOST_LYING {
        true => lying(&mut shapes, &labels, &bars, top),
        false => standing(&mut shapes, &labels, &bars, top),
    };
    PictureView {
        picture: Picture::Time,
        about: about.into(),
        size,
        shapes,
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

/// What each letter stands for, over the picture; and how high that is.
fn legend(labels: &[SchemeLabel]) -> (Vec<Shape>, f32) {
    let (mut shapes, mut x, mut y) = (vec![], 4.0, 4.0);
    for label in labels {
        // Letters are measured by nobody here: 7.2 units are what one of this size takes on the average.
        let width = 34.0 + 7.2 * label.shown.chars().count() as f32;
        if x + width > WIDTH {
            (x, y) = (4.0, y + LINE);
        }
        let sign = Shape::plain(Form::Rect(x, y, 14.0, 14.0), "picture__part").with_hue(label.hue(), 1.0);
        let letter = Shape::text(x + 7.0, y + 11.0, Anchor::Middle, &label.key.to_string());
        shapes.extend([sign, Shape { class: "picture__letter", ..letter }]);
        shapes.push(Shape::text(x + 19.0, y + 11.5, Anchor::Start, &label.shown));
        x += width;
    }
    (shapes, y + LINE + 8.0)
}

/// A date with what was said then.
type Bar<'a> = (&'a Rc<str>, &'a BTreeMap<Rc<str>, usize>);

/// The parts of a bar in the order of the scheme: label, where it begins, how many it is.
fn parts<'a>(labels: &'a [SchemeLabel], bar: Bar) -> Vec<(&'a SchemeLabel, usize, usize)> {
    let mut sum = 0;
    let part = |label: &'a SchemeLabel| {
        let count = *bar.1.get(&label.label.0)?;
        sum += count;
        Some((label, sum - count, count))
    };
    labels.iter().filter_map(part).collect()
}

fn most(bars: &Counts) -> usize {
    bars.values().map(|bar| bar.values().sum::<usize>()).max().unwrap_or(1)
}

/// One part with its letter, if that fits in.
fn part(day: &Rc<str>, label: &SchemeLabel, count: usize, at: (f32, f32), size: (f32, f32)) -> Vec<Shape> {
    let filter = Filter { day: Some(day.clone()), label: Some(label.label.0.clone()), ..Filter::standing() };
    let title: Rc<str> = format!("{day}, {}: {count}", label.shown).into();
    let rect = Shape::plain(Form::Rect(at.0, at.1, size.0, size.1), "picture__part picture__part--label");
    let mut shapes = vec![rect.with_hue(label.hue(), 1.0).leading_to(&filter, title.clone())];
    if size.0 >= 14.0 && size.1 >= 14.0 {
        let (x, y) = (at.0 + size.0 / 2.0, at.1 + size.1 / 2.0 + 4.0);
        let letter = Shape::text(x, y, Anchor::Middle, &label.key.to_string());
        shapes.push(Shape { class: "picture__letter", ..letter }.leading_to(&filter, title));
    }
    shapes
}

/// A row a date; gives the size of the picture.
fn lying(shapes: &mut Vec<Shape>, labels: &[SchemeLabel], bars: &Counts, top: f32) -> (f32, f32) {
    let scale = (WIDTH - BEFORE - AFTER) / most(bars) as f32;
    for (idx, bar) in bars.iter().enumerate() {
        let (day, y) = (bar.0, top + ROW * idx as f32);
        let of_day = Filter { day: Some(day.clone()), ..Filter::standing() };
        let words = Shape::text(BEFORE - 10.0, y + ROW / 2.0 + 4.0, Anchor::End, day);
        shapes.push(words.leading_to(&of_day, day.clone()));
        for (label, begin, count) in parts(labels, bar) {
            let at = (BEFORE + begin as f32 * scale, y + 3.0);
            shapes.extend(part(day, label, count, at, (count as f32 * scale, ROW - 6.0)));
        }
        let total: usize = bar.1.values().sum();
        let end = BEFORE + total as f32 * scale + 8.0;
        shapes.push(Shape::text(end, y + ROW / 2.0 + 4.0, Anchor::Start, &total.to_string()));
    }
    (WIDTH, top + ROW * bars.len() as f32 + 8.0)
}

/// A column a date, over rules that count; gives the size of the picture.
fn standing(shapes: &mut Vec<Shape>, labels: &[SchemeLabel], bars: &Counts, top: f32) -> (f32, f32) {
    let step = ((WIDTH - LEFT - 24.0) / bars.len() as f32).clamp(14.0, 64.0);
    let most = most(bars);
    let (scale, foot) = (HEIGHT / most as f32, top + HEIGHT);
    for share in [0, most.div_ceil(2), most] {
        let y = foot - share as f32 * scale;
        let line = format!("M{LEFT:.1} {y:.1}h{:.1}", step * bars.len() as f32);
        shapes.push(Shape::plain(Form::Path(line, 1.0), "picture__rule"));
        shapes.push(Shape::text(LEFT - 6.0, y + 4.0, Anchor::End, &share.to_string()));
    }
    for (idx, bar) in bars.iter().enumerate() {
        let (day, x) = (bar.0, LEFT + step * idx as f32);
        let of_day = Filter { day: Some(day.clone()), ..Filter::standing() };
        for (label, begin, count) in parts(labels, bar) {
            let at = (x + 2.0, foot - (begin + count) as f32 * scale);
            shapes.extend(part(day, label, count, at, (step - 4.0, count as f32 * scale)));
        }
        let words = Form::Text(x + step / 2.0 + 4.0, foot + 14.0, Anchor::End, -45.0, day.clone());
        shapes.push(Shape::plain(words, "picture__text").leading_to(&of_day, day.clone()));
    }
    (WIDTH.max(LEFT + step * bars.len() as f32 + 24.0), foot + FOOT)
}

fn numbers(labels: &[SchemeLabel], bars: &Counts) -> Numbers {
    let heads = ["Date".into()].into_iter().chain(labels.iter().map(|label| label.shown.clone()));
    let row = |(day, bar): (&Rc<str>, &BTreeMap<Rc<str>, usize>)| {
        let mut values = vec![day.clone()];
        values.extend(labels.iter().map(|label| number(bar.get(&label.label.0).copied().unwrap_or(0))));
        values.push(number(bar.values().sum()));
        (values, Filter { day: Some(day.clone()), ..Filter::standing() })
    };
    Numbers { heads: heads.chain(["All".into()]).collect(), rows: bars.iter().map(row).collect() }
}
