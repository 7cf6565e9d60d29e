//! Browser entry of the page.

fn main() {
    let document = gloo::utils::document();
    let host = document.create_element("div").expect("a page can hold an element");
    host.set_id("page");
    gloo::utils::body().append_child(&host).expect("a page has a body");
    yew::Renderer::<demarche::ui::Root>::with_root(host).render();
}
