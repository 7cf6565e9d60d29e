//! The project in pictures, each with its numbers as a table.

use super::dispatch::{Dispatch, use_dispatch};
use super::signs::text;
use crate::app::views::pictures::{Anchor, Form, Numbers, PictureView, Shape};
use crate::app::{Drawing, Filter, Msg};
use std::rc::Rc;
use yew::prelude::*;

/// So many rows of numbers are drawn; the CSV has all.
const MOST_ROWS: usize = 200;

/// The pictures, one under the other.
pub fn pictures(views: &[Rc<PictureView>]) -> Html {
    let one = |(place, view): (usize, &Rc<PictureView>)| html! { <Picture key={place} {place} view={view.clone()} /> };
    html! {
        <main key="pictures" class="pictures pane" tabindex="-1" aria-label="Pictures">
            <p class="pictures__hint">{ "Press a part of a picture, or a row of its table, to see its statements. Rejected ones are counted in the progress alone." }</p>
            <div class="pictures__all">{ for views.iter().enumerate().map(one) }</div>
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct PictureProps {
    place: usize,
    view: Rc<PictureView>,
}

#[component]
fn Picture(props: &PictureProps) -> Html {
    let dispatch = use_dispatch();
    let view = &props.view;
    let title = view.picture.title();
    let is_empty = view.numbers.rows.is_empty();
    let save = |word: &'static str, drawing: Drawing| {
        let onclick = dispatch.on(Msg::PictureWanted(props.place, drawing));
        html! { <button type="button" class="link" aria-label={format!("{title} as {word}")} {onclick}>{ word }</button> }
    };
    html! {
        <section class="picture" aria-label={title}>
            <header class="picture__head">
                <h2 class="picture__title">{ title }</h2>
                <p class="picture__about">{ text(&view.about) }</p>
                if !is_empty {
                    <span class="picture__files">{ "as " }{ save("SVG", Drawing::Svg) }{ save("PNG", Drawing::Png) }{ save("CSV", Drawing::Csv) }</span>
                }
            </header>
            if is_empty {
                <p class="pane__empty">{ "Nothing to draw yet." }</p>
            } else {
                { drawing(&dispatch, view) }
                <details class="picture__numbers">
                    <summary>{ "The numbers as a table" }</summary>
                    { table(&dispatch, title, &view.numbers) }
                </details>
            }
        </section>
    }
}

fn drawing(dispatch: &Dispatch, view: &PictureView) -> Html {
    let (width, height) = view.size;
    let id = view.picture.selector().trim_start_matches('#');
    let label = format!("{}. {} The table below holds the same numbers.", view.picture.title(), view.about);
    html! {
        <div class="picture__frame" tabindex="0" role="group" aria-label={view.picture.title()}>
            <svg {id} class="picture__drawing" width={width.to_string()} height={height.to_string()} viewBox={format!("0 0 {width} {height}")} role="img" aria-label={label}>
                { for view.shapes.iter().map(|shape| draw(dispatch, shape)) }
            </svg>
        </div>
    }
}

fn draw(dispatch: &Dispatch, shape: &Shape) -> Html {
    let class = classes!(shape.class, shape.filter.is_some().then_some("picture__way"));
    let onclick = shape.filter.as_ref().map(|filter| dispatch.on(Msg::TableWanted((**filter).clone())));
    let title = if shape.title.is_empty() {
        Html::default()
    } else {
        html! { <title>{ text(&shape.title) }</title> }
    };
    let act = shape.hue.as_ref().map(text);
    let strength = (shape.strength < 1.0).then(|| format!("{:.2}", shape.strength));
    let length = |value: &f32| format!("{value:.1}");
    match &shape.form {
        Form::Rect(x, y, width, height) => html! {
            <rect {class} data-act={act} fill-opacity={strength} x={length(x)} y={length(y)} width={length(width)} height={length(height)} {onclick}>{ title }</rect>
        },
        Form::Circle(x, y, radius) => html! {
            <circle {class} data-act={act} cx={length(x)} cy={length(y)} r={length(radius)} {onclick}>{ title }</circle>
        },
        Form::Path(d, width) => html! {
            <path {class} data-act={act} d={d.clone()} stroke-width={length(width)} {onclick}>{ title }</path>
        },
        Form::Text(x, y, anchor, turn, words) => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let turn = (*turn != 0.0).then(|| format!("rotate({turn} {x:.1} {y:.1})"));
            html! {
                <text {class} data-act={act} x={length(x)} y={length(y)} text-anchor={anchor} transform={turn} {onclick}>{ text(words) }{ title }</text>
            }
        }
    }
}

fn table(dispatch: &Dispatch, title: &'static str, numbers: &Numbers) -> Html {
    let head = |head: &Rc<str>| html! { <th scope="col">{ text(head) }</th> };
    let row = |(values, filter): &(Vec<Rc<str>>, Filter)| {
        let onclick = dispatch.on(Msg::TableWanted(filter.clone()));
        let (first, rest) = values.split_first().expect("a row of numbers begins with its name");
        html! {
            <tr>
                <th scope="row"><button type="button" class="link" {onclick}>{ text(first) }</button></th>
                { for rest.iter().map(|value| html! { <td>{ text(value) }</td> }) }
            </tr>
        }
    };
    html! {
        <>
            <table class="picture__table">
                <caption class="hidden">{ title }</caption>
                <thead><tr>{ for numbers.heads.iter().map(head) }</tr></thead>
                <tbody>{ for numbers.rows.iter().take(MOST_ROWS).map(row) }</tbody>
            </table>
            if numbers.rows.len() > MOST_ROWS { <p class="pane__empty">{ format!("The first {MOST_ROWS} of {} rows; the CSV has all.", numbers.rows.len()) }</p> }
        </>
    }
}
