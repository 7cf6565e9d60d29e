//! The runtime: messages go to `update`, effects to the shell, views to the components.

use super::article::ArticlePane;
use super::bar::Bar;
use super::desk::Desk;
use super::dialog::DialogLayer;
use super::dispatch::Dispatch;
use super::documents::Documents;
use super::guide::Guide;
use super::inspector::Inspector;
use super::people::People;
use super::pictures::Pictures;
use super::scheme::SchemeEditor;
use super::statements::Statements;
use super::status::Status;
use super::table::Table;
use super::welcome::Welcome;
use crate::annotate::StatementId;
use crate::app::keys::Keys;
use crate::app::views::article::ArticleView;
use crate::app::{Model, Msg, Taken, View, known, update, views};
use crate::text::DocumentId;
use crate::web::{self, Listeners, Shell};
use std::rc::Rc;
use yew::prelude::*;

/// What the article depends on: revision, document, chosen statement.
type ArticleKey = (u64, Option<DocumentId>, Option<StatementId>);

/// The whole page.
pub struct Root {
    model: Model,
    shell: Shell,
    dispatch: Dispatch,
    on_files: Callback<Event>,
    on_scheme: Callback<Event>,
    on_people: Callback<Event>,
    /// Every name of the project at a revision: a long list, so it is not made anew at every key.
    known: (u64, Rc<Vec<Rc<str>>>),
    /// The article at a revision with the chosen statement, for the same reason.
    article: Option<(ArticleKey, Rc<ArticleView>)>,
    _listeners: Listeners,
}

impl Component for Root {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Root>) -> Root {
        let send = ctx.link().callback(|msg: Msg| msg);
        let shell = Shell::new(send.clone());
        let model = Model {
            theme: Shell::theme(),
            system_is_dark: Shell::system_is_dark(),
            keys: shell.keys(),
            address: Shell::address().into(),
            ..Model::default()
        };
        let listeners = Listeners::new(&send, shell.heard());
        Root {
            model,
            shell,
            dispatch: Dispatch(send.clone()),
            on_files: web::on_files(send.clone()),
            on_scheme: web::on_file(Taken::Scheme, send.clone()),
            on_people: web::on_file(Taken::People, send.clone()),
            known: (0, Rc::default()),
            article: None,
            _listeners: listeners,
        }
    }

    fn update(&mut self, _: &Context<Root>, msg: Msg) -> bool {
        self.model.now = Shell::now();
        for effect in update(&mut self.model, msg) {
            self.shell.run(effect);
        }
        self.shell.mind_unsaved(!self.model.save.waiting.is_empty());
        self.refresh();
        if self.model.is_restored {
            self.shell.show_address(views::address::of(&self.model));
        }
        true
    }

    fn rendered(&mut self, _: &Context<Root>, _is_first: bool) {
        // Children are drawn before this is called, however the work was cut into pieces.
        self.shell.drawn();
    }

    fn view(&self, _: &Context<Root>) -> Html {
        let model = &self.model;
        html! {
            <ContextProvider<Dispatch> context={self.dispatch.clone()}>
            <ContextProvider<Rc<Keys>> context={model.keys.clone()}>
                <Bar view={Rc::new(views::frame::bar(model))} />
                { self.middle() }
                <Status view={Rc::new(views::frame::status(model))} />
                <DialogLayer view={views::dialogs::view(model).map(Rc::new)} />
                { self.pickers() }
                if model.is_dragged_over {
                    <div class="veil" aria-hidden="true"><p class="veil__word">{ "Drop files or folders anywhere" }</p></div>
                }
            </ContextProvider<Rc<Keys>>>
            </ContextProvider<Dispatch>>
        }
    }
}

impl Root {
    /// Makes the long views anew where what they show has changed.
    fn refresh(&mut self) {
        let model = &self.model;
        if self.known.0 != model.revision {
            self.known = (model.revision, Rc::new(known(model)));
        }
        let key = (model.revision, model.open, model.chosen);
        if self.article.as_ref().map(|(at, _)| *at) != Some(key) {
            self.article = views::article::view(model).map(|view| (key, Rc::new(view)));
        }
    }

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
            View::People => {
                html! { <People view={Rc::new(views::people::view(model))} known={self.known.1.clone()} /> }
            }
            View::Pictures => html! { <Pictures views={views::pictures::view(model)} /> },
            View::Scheme => html! { <SchemeEditor view={views::scheme::view(model).map(Rc::new)} /> },
        }
    }

    fn desk(&self) -> Html {
        let model = &self.model;
        html! {
            <Desk document={model.open}>
                if model.is_guided {
                    <Guide scheme={model.session.scheme().clone()} current={model.entry().map(|entry| entry.statement.stance.label.clone())} />
                } else {
                    <Documents rows={views::documents::rows(model)} />
                }
                <ArticlePane
                    view={self.article.as_ref().map(|(_, view)| view.clone())}
                    selection={model.selection}
                    has_statement={model.chosen.is_some()}
                />
                <aside class="desk__side" aria-label="Statements of this article">
                    <Statements rows={views::statements::rows(model)} />
                    <Inspector view={views::inspector::view(model, &self.known.1).map(Rc::new)} />
                </aside>
            </Desk>
        }
    }

    /// The inputs behind "open files" and "open folder".
    fn pickers(&self) -> Html {
        html! {
            <div hidden=true>
                <input type="file" id="pick-files" multiple=true onchange={self.on_files.clone()} />
                <input type="file" id="pick-folder" webkitdirectory=true onchange={self.on_files.clone()} />
                <input type="file" id="pick-scheme" accept=".json,application/json" onchange={self.on_scheme.clone()} />
                <input type="file" id="pick-people" accept=".csv,text/csv" onchange={self.on_people.clone()} />
            </div>
        }
    }
}
