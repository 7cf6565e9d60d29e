//! The reading pane.

use super::dispatch::{Dispatch, use_dispatch};
use super::joints::Joints;
use super::paragraph::paragraph;
use super::selection_bar::selection_bar;
use super::signs::text;
use crate::app::views::article::{ArticleView, ParagraphView};
use crate::app::{Model, Msg, View};
use crate::web::{self, value};
use std::rc::Rc;
use yew::prelude::*;

/// So many paragraphs are looked through together for a change: an article may have thousands.
const PART: usize = 32;

/// The pane: `view` with the first `n_shown` of its paragraphs.
pub fn article(dispatch: &Dispatch, view: Option<&Rc<ArticleView>>, n_shown: usize, model: &Model) -> Html {
    let Some(view) = view else {
        return html! { <main key="none" class="article pane" tabindex="-1"><p class="pane__empty">{ "Choose a document." }</p></main> };
    };
    let given = dispatch.clone();
    let clicked = dispatch.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(byte) = web::clicked_byte() {
            clicked.send(Msg::TextClicked(byte));
        }
    });
    let onchange = Callback::from(move |event: Event| given.send(Msg::DateGiven(value::text(&event).into())));
    let part =
        |(key, part): (usize, &[Rc<ParagraphView>])| html! { <Part {key} paragraphs={part.to_vec()} /> };
    html! {
        <main class="article pane" tabindex="-1" aria-label="Article" key={view.document.to_string()}>
            <header class="article__head">
                <p class="article__name">{ text(&view.name) }</p>
                <p class="article__facts">
                    <label>{ "published " }<input id="article-date" key={view.document.to_string()} class="article__date" type="date" value={AttrValue::from(view.day.clone())} {onchange} /></label>
                    { " · " }{ text(&view.facts) }
                </p>
            </header>
            <article class="article__text" {onclick}>
                { for view.paragraphs[..n_shown.min(view.paragraphs.len())].chunks(PART).enumerate().map(part) }
                <Joints key="joints" article={view.clone()} is_hidden={model.view != View::Desk} />
            </article>
            if model.selection.is_some() { { selection_bar(dispatch, model.chosen.is_some()) } }
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct PartProps {
    paragraphs: Vec<Rc<ParagraphView>>,
}

/// Some paragraphs.
#[component]
fn Part(props: &PartProps) -> Html {
    let dispatch = use_dispatch();
    html! { <div class="paragraphs">{ for props.paragraphs.iter().map(|view| paragraph(&dispatch, view)) }</div> }
}
