//! Journeys of a person over the built page in a real Chromium: what is asserted is what is seen.
//!
//! They drive the page in `dist/`, or in the folder that `DEMARCHE_DIST` names; `make dist` builds it, `make test`
//! does both.

mod access;
mod bad_input;
mod big;
mod browser;
mod colours;
mod crash;
mod data_sets;
mod desk;
mod durability;
mod effort;
mod engine;
mod expected;
mod faults;
mod hosting;
mod intruders;
mod keyboard;
mod offline;
mod page;
mod pictures;
#[path = "../shared/random.rs"]
mod random;
mod server;
mod small_screen;
mod typing;
mod walk;

use browser::{Browser, Driver};
use page::Page;
use server::{Server, Site};
use std::future::Future;
use std::path::{Path, PathBuf};

/// The top of the project.
fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What a journey starts from.
struct Visit {
    /// What is served; the built page when nothing is said.
    folder: Option<PathBuf>,
    /// Folder of the run below `target/e2e/`.
    name: &'static str,
    /// Path under which the page is served.
    prefix: &'static str,
    /// The server pretends not to have files with one of these in their name.
    withheld: &'static [&'static str],
    /// Header lines that the server adds.
    headers: &'static str,
    /// Every request of the browser, wherever to, goes through the server, which notes it.
    is_recorded: bool,
    /// A word of console errors that belong to this journey.
    expected_error: Option<&'static str>,
}

/// The ordinary visit: the whole page at the server's top.
const fn visit(name: &'static str) -> Visit {
    Visit {
        folder: None,
        name,
        prefix: "/",
        withheld: &[],
        headers: "",
        is_recorded: false,
        expected_error: None,
    }
}

/// Walks a journey on a freshly opened page, then sees that the console stayed clean.
/// A failing journey leaves a picture in `target/e2e/NAME/`.
async fn journey<Walk, Walked>(visit: Visit, walk: Walk)
where
    Walk: FnOnce(Page) -> Walked,
    Walked: Future<Output = ()> + Send + 'static,
{
    let served = visit.folder.clone().unwrap_or_else(dist);
    let site =
        Site { folder: served, prefix: visit.prefix, withheld: visit.withheld, headers: visit.headers };
    let server = Server::start(site).await;
    let driver = Driver::start().await;
    let folder = run_folder(visit.name);
    let browser = driver.open(&folder, &if visit.is_recorded { proxied(&server) } else { vec![] }).await;
    browser.goto(&server.address).await;

    // In a task of its own, so that the browser is closed whatever happens.
    let walked = tokio::spawn(walk(Page { browser: browser.clone(), server })).await;
    let mut errors = browser.console_errors().await;
    if walked.is_err() {
        leave_picture(&browser, &folder).await;
    }
    browser.close().await;
    driver.stop().await;

    errors.retain(|error| visit.expected_error.is_none_or(|word| !error.contains(word)));
    let errors = errors.join("\n");
    if let Err(failure) = walked {
        eprintln!("the console's errors: {errors}");
        std::panic::resume_unwind(failure.into_panic());
    }
    assert!(errors.is_empty(), "the console shows errors:\n{errors}");
}

/// The built page.
fn dist() -> PathBuf {
    let dist = project().join(std::env::var_os("DEMARCHE_DIST").unwrap_or_else(|| "dist".into()));
    assert!(
        dist.join("index.html").exists(),
        "there is no page in {}: run `make dist` first",
        dist.display()
    );
    dist
}

/// Where a journey of this name keeps its profile, downloads and pictures.
fn run_folder(name: &str) -> PathBuf {
    project().join("target/e2e").join(name)
}

/// Where Chromium is told to ask what it asks by itself; nobody else knows of it, and it is nowhere.
const CHROMIUMS_OWN: &str = "http://chromium.invalid/";

/// The tab that Debian's Chromium begins with, before it is driven anywhere; no flag keeps it from that.
const CHROMIUMS_FIRST_TAB: &str = "CONNECT start.duckduckgo.com:443";

/// Arguments that send every request through `server`, those to this machine too. What Chromium asks of its maker
/// whatever page is open is switched off, or sent where it cannot be mistaken for the page's.
fn proxied(server: &Server) -> Vec<String> {
    let host = server.address.trim_start_matches("http://").split('/').next().unwrap_or_default();
    let features = "OptimizationHints,OptimizationGuideModelDownloading,OptimizationGuideOnDeviceModel,MediaRouter,\
        Translate,AutofillServerCommunication,NetworkTimeServiceQuerying";
    vec![
        format!("--proxy-server={host}"),
        "--proxy-bypass-list=<-loopback>".to_owned(),
        format!("--disable-features={features}"),
        format!("--component-updater=url-source={CHROMIUMS_OWN}"),
        format!("--gaia-url={CHROMIUMS_OWN}"),
    ]
}

async fn leave_picture(browser: &Browser, folder: &Path) {
    let file = folder.join("failed.png");
    if std::fs::write(&file, browser.picture().await).is_ok() {
        eprintln!("the page as it was: {}", file.display());
    }
}
