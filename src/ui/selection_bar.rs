//! What can be done with selected words, each with its key.

use super::dispatch::{Dispatch, quietly};
use super::signs::key_of;
use crate::annotate::Role;
use crate::app::keys::Command;
use yew::prelude::*;

/// The bar at the foot of the article; words can be given to a statement when one is chosen.
pub fn selection_bar(dispatch: &Dispatch, has_statement: bool) -> Html {
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
            if has_statement {
                <span class="selection-bar__word">{ "or mark as" }</span>
                <span class="selection-bar__group">
                    { for Role::ALL.into_iter().map(role) }
                    { button("relay", Command::MarkRelay) }
                </span>
            }
        </div>
    }
}
