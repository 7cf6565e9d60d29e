//! Browser entry of the page.

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <h1>{ "Demarche" }</h1> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
