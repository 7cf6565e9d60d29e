//! What a newer engine has changed, statement by statement.

use super::dispatch::Dispatch;
use super::signs::text;
use crate::app::{Msg, News, NewsItem};
use yew::prelude::*;

/// The list.
pub fn changes(dispatch: &Dispatch, news: &News) -> Html {
    let row = |item: &NewsItem| match item.statement {
        Some(id) => {
            let onclick = dispatch.on(Msg::PlaceChosen(item.document, id));
            html! { <li><button type="button" class="news__item" {onclick}>{ words(item) }</button></li> }
        }
        None => html! { <li class="news__item">{ words(item) }</li> },
    };
    html! {
        <>
            <p>{ text(&news.title) }{ ". Statements that you have decided about stay as you left them; undo takes it all back." }</p>
            <ul class="news">{ for news.items.iter().map(row) }</ul>
        </>
    }
}

fn words(item: &NewsItem) -> Html {
    html! {
        <>
            <span class="news__sort">{ item.sort.name() }</span>
            <span>
                { text(&item.was) }
                if let Some(is) = &item.is { { " → " }{ text(is) } }
            </span>
            <span class="news__excerpt" dir="auto">{ text(&item.excerpt) }</span>
        </>
    }
}
