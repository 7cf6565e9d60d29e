//! The reading pane.

use super::dispatch::use_dispatch;
use super::joints::Joints;
use super::paragraph::Paragraph;
use super::selection_bar::SelectionBar;
use super::signs::text;
use crate::app::Msg;
use crate::app::views::article::{ArticleView, ParagraphView};
use crate::text::Span;
use crate::web::{self, value};
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`ArticlePane`].
#[derive(Properties, PartialEq)]
pub struct ArticleProps {
    /// The open article.
    pub view: Option<Rc<ArticleView>>,
    /// Selected words.
    pub selection: Option<Span>,
    /// Whether a statement is chosen, to which words can be given.
    pub has_statement: bool,
}

/// The pane.
#[component]
pub fn ArticlePane(props: &ArticleProps) -> Html {
    let dispatch = use_dispatch();
    let Some(view) = &props.view else {
        return html! { <main class="article pane" tabindex="-1"><p class="pane__empty">{ "Choose a document." }</p></main> };
    };
    let given = dispatch.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(byte) = web::clicked_byte() {
            dispatch.send(Msg::TextClicked(byte));
        }
    });
    let onchange = Callback::from(move |event: Event| given.send(Msg::DateGiven(value::text(&event).into())));
    let paragraph = |paragraph: &Rc<ParagraphView>| {
        let key = paragraph.start;
        html! { <Paragraph {key} view={paragraph.clone()} /> }
    };
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
                { for view.paragraphs.iter().map(paragraph) }
                <Joints article={view.clone()} />
            </article>
            if props.selection.is_some() {
                <SelectionBar has_statement={props.has_statement} />
            }
        </main>
    }
}
