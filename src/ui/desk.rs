//! The panes of the desk: side by side where there is room, else tabs.

use super::dispatch::quietly;
use crate::text::DocumentId;
use yew::prelude::*;

/// Props of [`Desk`].
#[derive(Properties, PartialEq)]
pub struct DeskProps {
    /// The open document: another one brings its article to the front.
    pub document: Option<DocumentId>,
    /// Whether another view is in front.
    pub is_hidden: bool,
    /// Whether the labels with their tests stand beside the text, on every pane.
    pub is_guided: bool,
    /// The panes.
    pub children: Html,
}

/// The panes as tabs, as words and names in CSS.
const PANES: [(&str, &str); 4] = [
    ("Documents", "documents"),
    ("Article", "article"),
    ("Statements", "statements"),
    ("Chosen", "inspector"),
];

/// The desk; which pane is in front matters on small screens alone.
#[component]
pub fn Desk(props: &DeskProps) -> Html {
    let pane = use_state_eq(|| "article");
    {
        let pane = pane.clone();
        use_effect_with(props.document, move |_| pane.set("article"));
    }
    let tab = |(word, name): (&'static str, &'static str)| {
        let (pane, is_current) = (pane.clone(), *pane == name);
        let onclick = Callback::from(move |_: MouseEvent| pane.set(name));
        html! {
            <button type="button" class="tab" aria-pressed={is_current.to_string()} onmousedown={quietly()} {onclick}>{ word }</button>
        }
    };
    html! {
        <div class={classes!("desk", props.is_guided.then_some("desk--guided"))} data-pane={*pane} hidden={props.is_hidden}>
            <nav class="desk__tabs" aria-label="Panes">{ for PANES.into_iter().map(tab) }</nav>
            { props.children.clone() }
        </div>
    }
}
