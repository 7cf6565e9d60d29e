//! The runtime: messages go to `update`, effects to the shell, views to the components.

use super::article::ArticlePane;
use super::bar::Bar;
use super::dialog::DialogLayer;
use super::dispatch::Dispatch;
use super::documents::Documents;
use super::inspector::Inspector;
use super::people::People;
use super::statements::Statements;
use super::status::Status;
use super::table::Table;
use super::welcome::Welcome;
use crate::app::{Model, Msg, View, update, views};
use crate::web::{self, Listeners, Shell};
use std::rc::Rc;
use yew::prelude::*;

/// The whole page.
pub struct Root {
    model: Model,
    shell: Shell,
    dispatch: Dispatch,
    on_files: Callback<Event>,
    _listeners: Listeners,
}

impl Component for Root {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Root>) -> Root {
        let send = ctx.link().callback(|msg: Msg| msg);
        let model =
            Model { theme: Shell::theme(), system_is_dark: Shell::system_is_dark(), ..Model::default() };
        Root {
            model,
            shell: Shell::new(send.clone()),
            dispatch: Dispatch(send.clone()),
            on_files: web::on_files(send.clone()),
            _listeners: Listeners::new(&send),
        }
    }

    fn update(&mut self, _: &Context<Root>, msg: Msg) -> bool {
        self.model.now = Shell::now();
        for effect in update(&mut self.model, msg) {
            self.shell.run(effect);
        }
        true
    }

    fn view(&self, _: &Context<Root>) -> Html {
        let model = &self.model;
        html! {
            <ContextProvider<Dispatch> context={self.dispatch.clone()}>
                <Bar view={Rc::new(views::frame::bar(model))} />
                { self.middle() }
                <Status view={Rc::new(views::frame::status(model))} />
                <DialogLayer view={views::dialogs::view(model).map(Rc::new)} />
                { self.pickers() }
                if model.is_dragged_over {
                    <div class="veil" aria-hidden="true"><p class="veil__word">{ "Drop files or folders anywhere" }</p></div>
                }
            </ContextProvider<Dispatch>>
        }
    }
}

impl Root {
    fn middle(&self) -> Html {
        let model = &self.model;
        if !model.is_restored {
            return html! { <main class="pane" tabindex="-1" aria-busy="true" /> };
        }
        if model.articles().next().is_none() {
            return html! { <Welcome is_reading={model.reading > 0} /> };
        }
        match model.view {
            View::Desk => self.desk(),
            View::Table => html! { <Table view={Rc::new(views::table::view(model))} /> },
            View::People => html! { <People rows={views::people::rows(model)} /> },
        }
    }

    fn desk(&self) -> Html {
        let model = &self.model;
        html! {
            <div class="desk">
                <Documents rows={views::documents::rows(model)} />
                <ArticlePane
                    view={views::article::view(model).map(Rc::new)}
                    selection={model.selection}
                    has_statement={model.chosen.is_some()}
                />
                <aside class="desk__side" aria-label="Statements of this article">
                    <Statements rows={views::statements::rows(model)} />
                    <Inspector view={views::inspector::view(model).map(Rc::new)} />
                </aside>
            </div>
        }
    }

    /// The inputs behind "open files" and "open folder".
    fn pickers(&self) -> Html {
        html! {
            <div hidden=true>
                <input type="file" id="pick-files" multiple=true onchange={self.on_files.clone()} />
                <input type="file" id="pick-folder" webkitdirectory=true onchange={self.on_files.clone()} />
            </div>
        }
    }
}
