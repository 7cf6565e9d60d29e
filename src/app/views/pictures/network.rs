//! Who speaks toward whom: people on a circle, a curve from the speaker to whom the act is toward.

use super::{Form, NAMES, Numbers, Picture, PictureView, Shape, number};
use crate::annotate::Label;
use crate::app::{Filter, Model, describe};
use crate::order;
use std::collections::{BTreeMap, BTreeSet};
use std::f32::consts::FRAC_1_SQRT_2;
use std::rc::Rc;

/// Where their names stand.
mod names;
use names::Name;

/// So many people are drawn; the table has all.
const MOST_PEOPLE: usize = 24;

const RADIUS: f32 = 160.0;
/// From the circle to a name, or to the line that leads to one.
const GAP: f32 = 14.0;
const CENTRE: (f32, f32) = (RADIUS + GAP + NAMES, RADIUS + 3.0 * names::LINE);
const WIDEST: f32 = 10.0;

/// Statements of one act from one person toward another.
struct Edge {
    speaker: Rc<str>,
    toward: Rc<str>,
    label: Rc<str>,
    count: usize,
}

impl Edge {
    fn filter(&self) -> Filter {
        Filter {
            speaker: Some(self.speaker.clone()),
            toward: Some(self.toward.clone()),
            label: Some(self.label.clone()),
            ..Filter::standing()
        }
    }
}

/// The edges of `model` as curves.
pub fn view(model: &Model) -> PictureView {
    let edges = edges(model);
    let n_people = people(&edges, usize::MAX).len();
    let drawn = people(&edges, MOST_PEOPLE);
    let about = match n_people > drawn.len() {
        true => {
            format!("The {} people of the strongest lines, of {n_people}; the table has all.", drawn.len())
        }
        false => format!(
            "{}, {}. A thicker line is more statements; its dot is at whom they are toward.",
            describe::count(n_people, "name"),
            describe::count(edges.len(), "line")
        ),
    };
    PictureView {
        picture: Picture::Network,
        about: about.into(),
        size: (CENTRE.0 * 2.0, CENTRE.1 * 2.0),
        shapes: shapes(model, &edges, &drawn),
        numbers: numbers(model, &edges),
    }
}

/// From each of those who speak to whom the act is toward, and to whom it is said.
fn edges(model: &Model) -> Vec<Edge> {
    let mut counts: BTreeMap<(Rc<str>, Rc<str>, Rc<str>), usize> = BTreeMap::new();
    for entry in model.articles().flat_map(|article| article.annotations.standing()) {
        let statement = &entry.statement;
        for speaker in statement.speakers() {
            for toward in statement.toward() {
                let edge = (speaker.into(), toward.clone(), statement.stance.label.0.clone());
                *counts.entry(edge).or_default() += 1;
            }
        }
    }
    let mut edges: Vec<Edge> = counts
        .into_iter()
        .map(|((speaker, toward, label), count)| Edge { speaker, toward, label, count })
        .collect();
    order::sort_by_key(&mut edges, |edge| std::cmp::Reverse(edge.count));
    edges
}

/// At most so many of those at an end of an edge, those of the thickest edges first; nobody without an edge among them.
fn people(edges: &[Edge], most: usize) -> Vec<Rc<str>> {
    let (mut seen, mut people) = (BTreeSet::new(), vec![]);
    for edge in edges {
        let mut ends = vec![&edge.speaker, &edge.toward];
        ends.dedup();
        ends.retain(|name| !seen.contains(*name));
        if people.len() + ends.len() <= most {
            seen.extend(ends.iter().map(|name| Rc::clone(name)));
            people.extend(ends.into_iter().cloned());
        }
    }
    people
}

fn shapes(model: &Model, edges: &[Edge], people: &[Rc<str>]) -> Vec<Shape> {
    let scheme = model.session.scheme();
    let mut shapes = vec![];
    for edge in edges {
        let place = |name: &Rc<str>| people.iter().position(|other| other == name);
        let (Some(from), Some(to)) = (place(&edge.speaker), place(&edge.toward)) else { continue };
        let label = Label(edge.label.clone());
        let (hue, shown) = (describe::hue(scheme, &label), describe::shown(scheme, &label));
        let title: Rc<str> = format!("{} {shown} {}: {}", edge.speaker, edge.toward, edge.count).into();
        let width = (1.5 + (edge.count as f32).sqrt()).min(WIDEST);
        let (a, b) = (around(from, people.len(), RADIUS), around(to, people.len(), RADIUS));
        let path = curve(a, b);
        let line = Shape::plain(Form::Path(path, width), "picture__edge").with_hue(&hue, 1.0);
        shapes.push(line.leading_to(&edge.filter(), title.clone()));
        // The dot lies on the curve, close to its end.
        let dot = on_curve(a, b, 0.93);
        let end =
            Shape::plain(Form::Circle(dot.0, dot.1, width * 0.6 + 2.0), "picture__end").with_hue(&hue, 1.0);
        shapes.push(end.leading_to(&edge.filter(), title));
    }
    for (idx, (name, place)) in people.iter().zip(names::places(people)).enumerate() {
        let (x, y) = around(idx, people.len(), RADIUS);
        let Name { x: name_x, y: name_y, anchor } = place;
        // Who only is spoken to, or of, leads to what is said toward them.
        let filter = match edges.iter().any(|edge| edge.speaker == *name) {
            true => Filter { speaker: Some(name.clone()), ..Filter::standing() },
            false => Filter { toward: Some(name.clone()), ..Filter::standing() },
        };
        let node = Shape::plain(Form::Circle(x, y, 5.0), "picture__node");
        shapes.push(node.leading_to(&filter, name.clone()));
        shapes.push(Shape::text(name_x, name_y, anchor, name).leading_to(&filter, name.clone()));
    }
    shapes
}

/// Eight corners of a circle, from the top and with the clock.
const CORNERS: [(f32, f32); 8] = [
    (0.0, -1.0),
    (FRAC_1_SQRT_2, -FRAC_1_SQRT_2),
    (1.0, 0.0),
    (FRAC_1_SQRT_2, FRAC_1_SQRT_2),
    (0.0, 1.0),
    (-FRAC_1_SQRT_2, FRAC_1_SQRT_2),
    (-1.0, 0.0),
    (-FRAC_1_SQRT_2, -FRAC_1_SQRT_2),
];

/// A place on the circle, the first at the top: straight between two corners, then out to the circle. That is less
/// than a degree from where sine and cosine have it, which no two machines compute alike.
fn around(idx: usize, total: usize, radius: f32) -> (f32, f32) {
    let eighths = 8.0 * idx as f32 / total.max(1) as f32;
    let (corner, part) = (eighths as usize % 8, eighths.fract());
    let (a, b) = (CORNERS[corner], CORNERS[(corner + 1) % 8]);
    let (x, y) = (a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part);
    let far = radius / (x * x + y * y).sqrt();
    (CENTRE.0 + x * far, CENTRE.1 + y * far)
}

/// The point that a curve bends toward: near the middle, a little to one side, so that two ways are two curves.
fn bend(a: (f32, f32), b: (f32, f32)) -> (f32, f32) {
    if a == b {
        // Toward oneself: a loop outward.
        return (a.0 * 1.6 - CENTRE.0 * 0.6, a.1 * 1.6 - CENTRE.1 * 0.6);
    }
    let side = ((b.1 - a.1) * 0.12, (a.0 - b.0) * 0.12);
    ((a.0 + b.0 + CENTRE.0) / 3.0 + side.0, (a.1 + b.1 + CENTRE.1) / 3.0 + side.1)
}

fn curve(a: (f32, f32), b: (f32, f32)) -> String {
    let c = bend(a, b);
    format!("M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}", a.0, a.1, c.0, c.1, b.0, b.1)
}

fn on_curve(a: (f32, f32), b: (f32, f32), at: f32) -> (f32, f32) {
    let c = bend(a, b);
    let rest = 1.0 - at;
    let mix = |a: f32, c: f32, b: f32| rest * rest * a + 2.0 * rest * at * c + at * at * b;
    (mix(a.0, c.0, b.0), mix(a.1, c.1, b.1))
}

fn numbers(model: &Model, edges: &[Edge]) -> Numbers {
    let scheme = model.session.scheme();
    let row = |edge: &Edge| {
        let shown = describe::shown(scheme, &Label(edge.label.clone()));
        (vec![edge.speaker.clone(), edge.toward.clone(), shown, number(edge.count)], edge.filter())
    };
    let heads = ["Speaker", "Toward", "Stance", "Statements"].map(Rc::from).to_vec();
    Numbers { heads, rows: edges.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_drawn_without_a_line() {
        let edge = |speaker: String, toward: String| Edge {
            speaker: speaker.into(),
            toward: toward.into(),
            label: "WARN".into(),
            count: 1,
        };
        let mut edges = vec![edge("Ada".into(), "Ada".into())];
        edges.extend((0..3).map(|idx| edge(format!("from {idx}"), format!("to {idx}"))));
        assert_eq!(people(&edges, usize::MAX).len(), 7);
        let drawn = people(&edges, 4);
        assert_eq!(drawn.iter().map(|name| &**name).collect::<Vec<_>>(), ["Ada", "from 0", "to 0"]);
    }
}
