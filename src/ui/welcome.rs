//! The page before the first document: what the tool is for, and three articles to try it on.

use super::dispatch::Dispatch;
use crate::app::keys::Command;
use crate::app::{Msg, SAMPLES};
use yew::prelude::*;

/// The empty page.
pub fn welcome(dispatch: &Dispatch, is_reading: bool) -> Html {
    let sample = |(idx, sample): (usize, &crate::app::Sample)| {
        html! {
            <li>
                <button type="button" class="sample" onclick={dispatch.on(Msg::SampleWanted(Some(idx)))}>
                    <span class="sample__title">{ sample.title }</span>
                    <span class="sample__about">{ sample.about }</span>
                </button>
            </li>
        }
    };
    html! {
        <main key="welcome" class="welcome pane" tabindex="-1" aria-busy={is_reading.to_string()}>
            <div class="welcome__page">
                <p class="welcome__lead">{ "Who said what, through whom, to whom – and with which stance?" }</p>
                <p>{ "Drop news articles on this page. Demarche finds every attributed statement; you correct speakers and stances by keyboard, and take the result away as a labelled data set." }</p>
                <div class="welcome__open">
                    <button type="button" class="button button--main" onclick={dispatch.ask(Command::OpenFiles)}>{ "Open files" }</button>
                    <button type="button" class="button" onclick={dispatch.ask(Command::OpenFolder)}>{ "Open a folder" }</button>
                    <button type="button" class="button" onclick={dispatch.ask(Command::Paste)}>{ "Paste text" }</button>
                </div>
                <h2 class="welcome__heading">{ "Or try it on a sample" }</h2>
                <ul class="welcome__samples">{ for SAMPLES.iter().enumerate().map(sample) }</ul>
                <p><button type="button" class="link" onclick={dispatch.on(Msg::SampleWanted(None))}>{ "Open all three samples" }</button></p>
                { example() }
                <p class="welcome__promise">{ "Nothing leaves the browser: no upload, no account, no tracking. Your work is kept on this computer." }</p>
            </div>
        </main>
    }
}

/// A sentence marked as the article will be.
fn example() -> Html {
    html! {
        <figure class="welcome__example">
            <p class="paragraph__text">
                <span class="piece piece--content is-chosen chosen--content" data-act="coercive" data-depth="1" data-label="content">{ "All agreements would be off" }</span>
                { ", " }
                <span class="piece piece--speaker is-chosen chosen--speaker" data-label="speaker">{ "the minister" }</span>
                { " " }
                <span class="piece piece--cue is-chosen chosen--cue" data-label="cue">{ "said" }</span>
                { "." }
            </p>
            <figcaption>{ "The words said stand on a tint, who speaks on a line, what attributes them on dots. Speaker 1–9, stance by its letter, Enter confirms and goes on." }</figcaption>
        </figure>
    }
}
