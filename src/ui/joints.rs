//! The line that joins content, cue and speaker of the chosen statement.

use crate::app::views::article::ArticleView;
use crate::web::joints::Watch;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`Joints`].
#[derive(Properties, PartialEq)]
pub struct JointsProps {
    /// The article: another one, or another chosen statement, has another line.
    pub article: Rc<ArticleView>,
    /// Whether the article is out of sight, where nothing can be measured.
    pub is_hidden: bool,
    /// Whether the labels stand beside the text, which leaves it less room.
    pub is_guided: bool,
}

/// The line, drawn over the text and touched by nothing.
#[component]
pub fn Joints(props: &JointsProps) -> Html {
    let path = use_state_eq(String::new);
    {
        let path = path.clone();
        let made_of = (props.article.clone(), props.is_hidden, props.is_guided);
        use_effect_with(made_of, move |(_, is_hidden, _)| {
            let watch = (!is_hidden).then(|| Watch::new(Callback::from(move |next| path.set(next))));
            move || drop(watch)
        });
    }
    html! { <svg class="joints" aria-hidden="true"><path class="joints__line" d={(*path).clone()} /></svg> }
}
