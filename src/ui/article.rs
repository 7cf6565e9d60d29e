//! The reading pane.

use super::dispatch::{Dispatch, quietly, use_dispatch};
use super::joints::Joints;
use super::paragraph::paragraph;
use super::selection_bar::selection_bar;
use super::signs::text;
use super::typed_field::TypedField;
use crate::app::keys::{Command, Way};
use crate::app::views::article::{ArticleView, ParagraphView};
use crate::app::{Model, Msg, View};
use crate::web::{self, value};
use std::rc::Rc;
use yew::prelude::*;

/// The pane.
pub fn article(dispatch: &Dispatch, view: Option<&Rc<ArticleView>>, model: &Model) -> Html {
    let Some(view) = view else {
        return html! { <main key="article" class="article pane" tabindex="-1"><p class="pane__empty">{ "Choose a document." }</p></main> };
    };
    let given = dispatch.clone();
    let clicked = dispatch.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(byte) = web::clicked_byte() {
            clicked.send(Msg::TextClicked(byte));
        }
    });
    let onchange = Callback::from(move |event: Event| given.send(Msg::DateGiven(value::text(&event).into())));
    let mut rest = &view.paragraphs[..];
    let parts = view.parts.iter().map(|(key, n_paragraphs)| {
        let (part, others) = rest.split_at(*n_paragraphs);
        rest = others;
        html! { <Part key={*key} paragraphs={part.to_vec()} /> }
    });
    html! {
        // The pane stays while articles change: to take away what has the focus costs a whole layout.
        <main key="article" class="article pane" tabindex="-1" aria-label="Article">
            <header class="article__head">
                <p class="article__name">{ text(&view.name) }</p>
                <p class="article__facts">
                    <label>{ "published " }<TypedField id="article-date" key={view.document.to_string()} class="article__date" is_day=true value={AttrValue::from(view.day.clone())} {onchange} /></label>
                    { " · " }{ text(&view.facts) }
                </p>
            </header>
            <article key={view.document.to_string()} class="article__text" {onclick}>
                { more(dispatch, Way::Back, view.hidden.0, "paragraphs before") }
                { for parts }
                { more(dispatch, Way::Forth, view.hidden.1, "paragraphs more") }
                <Joints key="joints" article={view.clone()} is_hidden={model.view != View::Desk} is_guided={model.is_guided} />
            </article>
            if model.selection.is_some() { { selection_bar(dispatch, model.chosen.is_some()) } }
        </main>
    }
}

/// The way to what is not on the page of a very long article.
pub fn more(dispatch: &Dispatch, way: Way, n_hidden: usize, words: &'static str) -> Html {
    if n_hidden == 0 {
        return Html::default();
    }
    html! {
        <p class="more"><button type="button" class="button" onmousedown={quietly()} onclick={dispatch.ask(Command::Widen(way))}>{ format!("Show some of {n_hidden} {words}") }</button></p>
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
