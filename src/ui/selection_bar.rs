//! What can be done with selected words, each with its key.

use super::dispatch::{quietly, use_dispatch};
use super::signs::key_of;
use crate::annotate::Role;
use crate::app::keys::Command;
use yew::prelude::*;

/// Props of [`SelectionBar`].
#[derive(Properties, PartialEq)]
pub struct SelectionBarProps {
    /// Whether a statement is chosen, to which the words can be given.
    pub has_statement: bool,
}

/// The bar at the foot of the article.
#[component]
pub fn SelectionBar(props: &SelectionBarProps) -> Html {
    let dispatch = use_dispatch();
    let button = |word: &'static str, command: Command| {
        html! {
            <button type="button" class="button button--small" onmousedown={quietly()} onclick={dispatch.ask(command)}>
                { word }{ key_of(command) }
            </button>
        }
    };
    let role = |role: Role| button(role.name(), Command::Mark(role));
    html! {
        <div class="selection-bar" role="toolbar" aria-label="Selected words">
            <span class="selection-bar__group">{ button("Add statement", Command::Add) }</span>
            if props.has_statement {
                <span class="selection-bar__word">{ "or mark as" }</span>
                <span class="selection-bar__group">
                    { for Role::ALL.into_iter().map(role) }
                    { button("relay", Command::MarkRelay) }
                </span>
            }
        </div>
    }
}
