//! Chromium is killed at random moments of random work: what the page had called saved is there at the next visit.
//!
//! Ten kills in the ordinary run; `DEMARCHE_KILLS=100` makes it a hundred, as `make test-crash` does.

use crate::browser::Driver;
use crate::page::Page;
use crate::random::Random;
use crate::server::{Server, Site};
use crate::{dist, project, run_folder};
use serde_json::{Value, json};
use std::path::Path;

/// One deed of the annotator, numbered so that no two leave the same traces.
#[derive(Clone, Debug)]
enum Deed {
    Note(usize, u32),
    Reject(usize),
    Undo,
    Redo,
}

/// Note and decision of each statement.
type Shown = Vec<(String, bool)>;

/// What the deeds so far must have made, with everything undo and redo lead to.
#[derive(Clone, PartialEq)]
struct Expected {
    states: Vec<Shown>,
    cursor: usize,
}

impl Expected {
    fn shown(&self) -> &Shown {
        &self.states[self.cursor]
    }

    fn after(&self, deed: &Deed) -> Expected {
        let mut next = self.clone();
        let mut shown = self.shown().clone();
        match deed {
            Deed::Note(place, number) => shown[*place].0 = format!("note {number}"),
            Deed::Reject(place) => shown[*place].1 = !shown[*place].1,
            Deed::Undo => {
                next.cursor = self.cursor.saturating_sub(1);
                return next;
            }
            Deed::Redo => {
                next.cursor = (self.cursor + 1).min(self.states.len() - 1);
                return next;
            }
        }
        next.states.truncate(self.cursor + 1);
        next.states.push(shown);
        next.cursor += 1;
        next
    }
}

#[tokio::test]
async fn no_kill_costs_an_edit_that_was_called_saved() {
    let n_kills: usize =
        std::env::var("DEMARCHE_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(10);
    let site = Site { folder: dist(), prefix: "/", withheld: &[], headers: "" };
    let server = Server::start(site).await;
    let driver = Driver::start().await;
    let folder = run_folder("crash");
    let mut random = Random(0x9e37_79b9_7f4a_7c15);

    let page = Page { browser: driver.open(&folder, &[]).await, server: server.clone() };
    page.browser.goto(&server.address).await;
    page.ready().await;
    page.drop_and_wait(&[project().join("data/samples/wire-visas.txt")], 1).await;
    page.saved().await;
    let start = Expected { states: vec![shown(&page).await], cursor: 0 };
    page.browser.close().await;

    // What the next visit may find: the first is promised, each further one is a deed later. Each is a list, for what
    // looks the same may have come about in several ways, which lead elsewhere by undo and redo.
    let mut possible = vec![vec![start]];
    let (mut n_deeds, mut n_saved, mut number) = (0, 0, 0);
    for kill in 0..n_kills {
        let page = Page { browser: driver.open_again(&folder, &[]).await, server: server.clone() };
        page.browser.goto(&server.address).await;
        page.ready().await;
        page.analysed(1).await;
        let found = shown(&page).await;
        let mut ways: Vec<Expected> = vec![];
        for expected in possible.iter().flatten().filter(|expected| *expected.shown() == found) {
            if !ways.contains(expected) {
                ways.push(expected.clone());
            }
        }
        assert!(
            !ways.is_empty(),
            "kill {kill}: found {found:?}, possible are {:?}",
            possible.iter().flatten().map(Expected::shown).collect::<Vec<_>>()
        );
        possible = vec![ways];

        // Edits that are each waited for, and then some that nobody waits for: in the midst of their saving the browser
        // dies, while one more is being made.
        let n_awaited = 1 + random.below(20);
        let n_hasty = random.below(4);
        let (mut doomed, mut killer) = (Some(Doomed::on(&folder)), None);
        for place in 0.. {
            number += 1;
            let deed = random.deed(found.len(), number);
            let before = possible.last().expect("the promised one at least");
            let after = before.iter().map(|expected| expected.after(&deed)).collect();
            possible.push(after);
            let is_awaited = place < n_awaited;
            let until = if is_awaited { Until::Saved } else { Until::Turns(random.below(20)) };
            if place == n_awaited + n_hasty {
                killer = doomed.take().map(|doomed| tokio::spawn(doomed.kill()));
            }
            match perform(&page, &deed, until).await {
                Some(is_saved) => {
                    n_deeds += 1;
                    if is_saved {
                        n_saved += 1;
                        possible.drain(..possible.len() - 1);
                    }
                }
                None => break,
            }
        }
        killer.expect("the browser lives until it is killed").await.expect("the killer ends");
    }
    driver.stop().await;
    println!("{n_kills} kills, {n_deeds} edits, {n_saved} of them seen as saved, 0 lost");
    assert!(n_saved >= n_kills, "before each kill something is saved");
}

/// How long a deed is waited for.
#[derive(Clone, Copy)]
enum Until {
    /// Until the page says that everything is saved.
    Saved,
    /// For so many turns of the page's own loop after it, whatever the page says then.
    Turns(usize),
}

/// Does a deed; whether everything is said to be saved in the end, or nothing when the browser is dead.
async fn perform(page: &Page, deed: &Deed, until: Until) -> Option<bool> {
    let (kind, place, text) = match deed {
        Deed::Note(place, number) => ("note", *place, format!("note {number}")),
        Deed::Reject(place) => ("reject", *place, String::new()),
        Deed::Undo => ("undo", 0, String::new()),
        Deed::Redo => ("redo", 0, String::new()),
    };
    let script = "const [kind, place, text, turns, done] = arguments;
        const turn = () => new Promise((go) => setTimeout(go));
        const settled = () => turn().then(turn);
        const isSaved = () => document.querySelector('header output').textContent.startsWith('saved');
        const press = (key, more) => document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }));
        const rows = document.querySelectorAll('section[aria-label=Statements] [data-statement]');
        (async () => {
            if (kind === 'undo') press('z', { ctrlKey: true });
            if (kind === 'redo') press('Z', { ctrlKey: true, shiftKey: true });
            if (kind === 'note' || kind === 'reject') {
                rows[place].click();
                await settled();
            }
            if (kind === 'note') {
                const field = document.querySelector('#note');
                field.value = text;
                field.dispatchEvent(new Event('change', { bubbles: true }));
            }
            if (kind === 'reject') press('x');
            await settled();
            if (turns === null) while (!isSaved()) await turn();
            else for (let n = 0; n < turns; n += 1) await turn();
            done(isSaved());
        })();";
    let turns = match until {
        Until::Saved => None,
        Until::Turns(turns) => Some(turns),
    };
    let arguments = vec![json!(kind), json!(place), json!(text), json!(turns)];
    page.browser.try_await(script, arguments).await?.as_bool()
}

/// Note and decision of each statement of the open article.
async fn shown(page: &Page) -> Shown {
    let script = "const done = arguments[0];
        const settled = () => new Promise((go) => setTimeout(() => setTimeout(go)));
        const rows = () => document.querySelectorAll('section[aria-label=Statements] [data-statement]');
        (async () => {
            const found = [];
            for (let place = 0; place < rows().length; place += 1) {
                rows()[place].click();
                await settled();
                found.push([document.querySelector('#note').value, rows()[place].textContent.includes('rejected')]);
            }
            done(found);
        })();";
    let found = page.browser.read_awaited(script, vec![]).await;
    let entry = |value: &Value| {
        (value[0].as_str().unwrap_or_default().to_owned(), value[1].as_bool().unwrap_or_default())
    };
    found.as_array().into_iter().flatten().map(entry).collect()
}

/// The processes of a browser, looked up before, so that they die as soon as it is wanted.
struct Doomed(Vec<String>);

impl Doomed {
    /// Every process on the profile in `folder`.
    fn on(folder: &Path) -> Doomed {
        let profile = format!("--user-data-dir={}", folder.join("profile").display());
        let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        let is_of_profile = |path: &Path| {
            let command = std::fs::read(path.join("cmdline")).unwrap_or_default();
            command.split(|byte| *byte == 0).any(|word| word == profile.as_bytes())
        };
        let doomed = processes.map(|entry| entry.path()).filter(|path| is_of_profile(path));
        Doomed(doomed.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect())
    }

    /// SIGKILL, to all at once.
    async fn kill(self) {
        let killed = tokio::process::Command::new("kill").arg("-9").args(self.0).status().await;
        killed.expect("kill is part of every system");
    }
}

impl Random {
    fn deed(&mut self, n_statements: usize, number: u32) -> Deed {
        let place = self.below(n_statements);
        match self.below(10) {
            0 | 1 => Deed::Undo,
            2 => Deed::Redo,
            3 | 4 => Deed::Reject(place),
            _ => Deed::Note(place, number),
        }
    }
}
