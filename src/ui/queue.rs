//! How many statements wait for a decision, and in which order they come: each said, and changed, by a press.

use super::dispatch::{Dispatch, quietly};
use super::signs::text;
use crate::app::keys::Command;
use crate::app::views::frame::QueueView;
use yew::prelude::*;

/// Reach and order of reviewing.
pub fn queue(dispatch: &Dispatch, view: &QueueView) -> Html {
    let button = |word: AttrValue, title: &'static str, class: &'static str, command: Command| {
        html! { <button type="button" class={classes!("link", class)} {title} onmousedown={quietly()} onclick={dispatch.ask(command)}>{ word }</button> }
    };
    html! {
        <span class="queue">
            { button(text(&view.remaining), "Change the reach", "queue__reach", Command::ToggleScope) }
            { button(view.order.into(), "Change the order", "queue__order", Command::ToggleOrder) }
        </span>
    }
}
