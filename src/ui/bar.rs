//! The bar at the top: views, undo, saving, export.

use super::dispatch::{Dispatch, quietly};
use super::signs::key_of;
use crate::app::View;
use crate::app::keys::{self, Command, Keys};
use crate::app::views::frame::{BarView, SaveView};
use yew::prelude::*;

/// What the palette is for.
const FIND: &str = "Find a command, a document, a person";

/// The bar.
pub fn bar(dispatch: &Dispatch, keys: &Keys, view: &BarView) -> Html {
    html! {
        <header class="bar">
            <h1 class="bar__name">{ "Demarche" }</h1>
            if view.has_views {
                <nav class="bar__views" aria-label="Views">
                    { tab(dispatch, view.view, View::Desk, "Article", Command::ShowDesk) }
                    { tab(dispatch, view.view, View::Table, "Table", Command::ShowTable) }
                    { tab(dispatch, view.view, View::People, "People", Command::ShowPeople) }
                    { tab(dispatch, view.view, View::Pictures, "Pictures", Command::ShowPictures) }
                    { tab(dispatch, view.view, View::Scheme, "Scheme", Command::ShowScheme) }
                </nav>
                <button type="button" class="bar__find" aria-label={FIND} onmousedown={quietly()} onclick={dispatch.ask(Command::Palette)}>
                    <span class="bar__find-short">{ "Find" }</span><span class="bar__find-long">{ FIND }</span>{ key_of(Command::Palette) }
                </button>
            } else {
                <span class="bar__find-space" />
            }
            <div class="bar__tools">
                if view.has_views {
                    { tool(dispatch, keys, "↶", "Undo", Command::Undo, !view.can_undo) }
                    { tool(dispatch, keys, "↷", "Redo", Command::Redo, !view.can_redo) }
                    { saved(&view.save) }
                    <button type="button" class="button" onmousedown={quietly()} onclick={dispatch.ask(Command::Export)}>{ "Export" }</button>
                }
                { tool(dispatch, keys, if view.is_dark { "☀" } else { "☾" }, if view.is_dark { "Light" } else { "Dark" }, Command::Theme, false) }
                { tool(dispatch, keys, "?", "Keys", Command::Help, false) }
            </div>
        </header>
    }
}

fn tab(dispatch: &Dispatch, current: View, view: View, word: &'static str, command: Command) -> Html {
    let is_current = (current == view).then_some("page");
    html! {
        <button type="button" class="tab" aria-current={is_current} onmousedown={quietly()} onclick={dispatch.ask(command)}>
            { word }
        </button>
    }
}

fn tool(
    dispatch: &Dispatch,
    keys: &Keys,
    sign: &'static str,
    word: &'static str,
    command: Command,
    is_off: bool,
) -> Html {
    let title = format!("{word} ({})", keys.of_command(command).map(keys::shown).unwrap_or_default());
    html! {
        <button type="button" class="tool" aria-label={word} {title} disabled={is_off}
            onmousedown={quietly()} onclick={dispatch.ask(command)}>{ sign }</button>
    }
}

/// Whether work is on disk.
fn saved(save: &SaveView) -> Html {
    let (class, word, title): (&str, &str, AttrValue) = match save {
        SaveView::Saved => ("is-saved", "saved ✓", "Everything is on this computer’s disk".into()),
        SaveView::Lent => (
            "is-saved",
            "saved ✓",
            "Everything is on this computer’s disk; the browser may clear it when the disk runs full, so download the project file now and then".into(),
        ),
        SaveView::ReadOnly => ("is-failed", "read only", "Demarche is open in another tab, which saves".into()),
        SaveView::Typing => ("is-saving", "typing …", "What stands in the field counts when it is left".into()),
        SaveView::Saving => ("is-saving", "saving …", "On its way to the disk".into()),
        SaveView::Failed(reason) => ("is-failed", "not saved ⚠", reason.clone().into()),
    };
    html! { <output class={classes!("saved", class)} {title}>{ word }</output> }
}
