//! Chromium, driven as a person drives it: keys, clicks, dropped files, downloads, what is seen.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// How long the page may take until something is seen. Generous: machines under load are slow.
const PATIENCE: Duration = Duration::from_secs(90);

/// Arguments that let Chromium run without a screen, as root, and without asking the network anything.
const CHROMIUM: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// One Chromium with a fresh profile and its own folder of downloads.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    /// Where downloads land.
    pub downloads: PathBuf,
}

/// The WebDriver process; ends with its owner.
pub struct Driver {
    process: Child,
    address: String,
}

impl Driver {
    /// Starts chromedriver on a port of its choice. The one that it finds free may be taken by the time it listens, on which
    /// it ends: then it is started again.
    pub async fn start() -> Driver {
        for _ in 0..5 {
            if let Some(driver) = Driver::started().await {
                return driver;
            }
        }
        panic!("chromedriver ends before it says its port");
    }

    /// Nothing when chromedriver ends before it listens.
    async fn started() -> Option<Driver> {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("chromedriver is on PATH: setup/chromium.sh installs it");
        let output = process.stdout.take().expect("stdout was asked for");
        let mut lines = BufReader::new(output).lines();
        let port = loop {
            let line = lines.next_line().await.expect("chromedriver's output is text")?;
            if let Some((_, rest)) = line.split_once("started successfully on port ") {
                break rest.trim_end_matches('.').to_owned();
            }
        };
        // Kept drained, so that the driver never waits for a reader.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Some(Driver { process, address: format!("http://127.0.0.1:{port}") })
    }

    /// Opens a browser whose profile and downloads lie in `folder`, which is made afresh.
    pub async fn open(&self, folder: &Path, further: &[String]) -> Browser {
        let _ = std::fs::remove_dir_all(folder);
        self.open_again(folder, further).await
    }

    /// Opens a browser on the profile that an earlier one left in `folder`, with `further` arguments.
    pub async fn open_again(&self, folder: &Path, further: &[String]) -> Browser {
        let downloads = folder.join("downloads");
        std::fs::create_dir_all(&downloads).expect("target/ can be written");
        let mut arguments: Vec<String> = CHROMIUM.map(String::from).to_vec();
        arguments.push(format!("--user-data-dir={}", folder.join("profile").display()));
        arguments.push("--window-size=1280,860".to_owned());
        arguments.extend_from_slice(further);
        let wanted = json!({
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": { "script": 300_000 },
        });
        let Value::Object(wanted) = wanted else { unreachable!("written as an object above") };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted)
            .connect(&self.address)
            .await
            .expect("Chromium starts");
        let browser = Browser { client, downloads };
        let folder = browser.downloads.display().to_string();
        browser
            .devtools("Browser.setDownloadBehavior", json!({ "behavior": "allow", "downloadPath": folder }))
            .await;
        browser
    }

    /// Ends the driver.
    pub async fn stop(mut self) {
        let _ = self.process.kill().await;
    }
}

impl Browser {
    /// Opens an address.
    pub async fn goto(&self, address: &str) {
        self.client.goto(address).await.expect("the address opens");
    }

    /// Reloads the page.
    pub async fn reload(&self) {
        self.client.refresh().await.expect("the page reloads");
    }

    /// The value that a script gives to its last argument, or nothing when the browser died meanwhile.
    pub async fn try_await(&self, script: &str, arguments: Vec<Value>) -> Option<Value> {
        self.client.execute_async(script, arguments).await.ok()
    }

    /// The value that a script gives to its last argument.
    pub async fn read_awaited(&self, script: &str, arguments: Vec<Value>) -> Value {
        let value = self.client.execute_async(script, arguments).await;
        value.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Opens another tab and looks at it; gives what [`Browser::look_at`] wants to come back to the present one.
    pub async fn open_tab(&self) -> (fantoccini::wd::WindowHandle, fantoccini::wd::WindowHandle) {
        let present = self.client.window().await.expect("a browser has a window");
        let opened = self.client.new_window(true).await.expect("Chromium opens tabs").handle;
        self.look_at(&opened).await;
        (present, opened)
    }

    /// Looks at another tab.
    pub async fn look_at(&self, tab: &fantoccini::wd::WindowHandle) {
        self.client.switch_to_window(tab.clone()).await.expect("the tab is open");
    }

    /// Ends the browser.
    pub async fn close(self) {
        let _ = self.client.close().await;
    }

    /// The value of a script's `return`.
    pub async fn read(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until the body of a function of `arguments` returns something true, looking at every frame;
    /// gives what it returned. `what` names the condition in the failure.
    pub async fn wait(&self, what: &str, condition: &str, arguments: Vec<Value>) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             const given = Array.from(arguments).slice(0, -1);
             const condition = (...arguments) => {{ {condition} }};
             const limit = Date.now() + {limit};
             const look = () => {{
                 const value = condition(...given);
                 if (value) done(value);
                 else if (Date.now() > limit) done(null);
                 else setTimeout(look, 30);
             }};
             look();",
            limit = PATIENCE.as_millis()
        );
        let value = self.client.execute_async(&script, arguments).await;
        match value.unwrap_or_else(|error| panic!("while waiting for {what}: {error}")) {
            Value::Null => panic!("waited in vain for {what}; the page shows:\n{}", self.text().await),
            value => value,
        }
    }

    /// Everything a reader of the page sees as text.
    pub async fn text(&self) -> String {
        let text = self.read("return document.body.innerText", vec![]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Presses and releases a key, with those before it held down: `["Control", "z"]`.
    pub async fn press(&self, keys: &[&str]) {
        let values: Vec<char> = keys.iter().map(|key| key_value(key)).collect();
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in &values {
            actions = actions.then(KeyAction::Down { value: *value });
        }
        for value in values.iter().rev() {
            actions = actions.then(KeyAction::Up { value: *value });
        }
        self.client.perform_actions(actions).await.expect("keys can be pressed");
    }

    /// Types a text, letter by letter, where the focus is.
    pub async fn type_text(&self, text: &str) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await.expect("keys can be pressed");
    }

    /// Waits for the first element of this XPath.
    pub async fn wait_for(&self, path: &str) {
        let script =
            "return document.evaluate(arguments[0], document, null, XPathResult.BOOLEAN_TYPE).booleanValue";
        self.wait(path, script, vec![json!(path)]).await;
    }

    /// Clicks the first element of this XPath, once it is there.
    pub async fn click_on(&self, path: &str) {
        self.wait_for(path).await;
        let element = self.client.find(Locator::XPath(path)).await;
        let clicked = element.unwrap_or_else(|error| panic!("{path}: {error}")).click().await;
        clicked.unwrap_or_else(|error| panic!("{path} cannot be clicked: {error}"));
    }

    /// Clicks what makes the page load anew, and waits until it does. Nothing is fetched meanwhile: a request through
    /// the old service worker would keep it from leaving.
    pub async fn click_and_reload(&self, path: &str) {
        self.read("window.isOld = true", vec![]).await;
        self.click_on(path).await;
        let limit = tokio::time::Instant::now() + PATIENCE;
        // Between two pages there is none that could answer.
        while self.client.execute("return !window.isOld", vec![]).await.unwrap_or_default() != json!(true) {
            assert!(
                tokio::time::Instant::now() < limit,
                "the page never loaded anew:\n{}",
                self.text().await
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Presses Tab until the focus is on what shows these words.
    pub async fn tab_to(&self, words: &str) {
        // Once around the whole page, an article's list and inspector included.
        for _ in 0..200 {
            let script = "return document.activeElement.textContent.includes(arguments[0])
                && document.activeElement.matches('button, a, input, summary')";
            if self.read(script, vec![json!(words)]).await == json!(true) {
                return;
            }
            self.press(&["Tab"]).await;
        }
        panic!("Tab does not lead to “{words}”; the page shows:\n{}", self.text().await);
    }

    /// Waits until the element of this `id` has the focus.
    pub async fn focused(&self, id: &str) {
        self.wait(id, "return document.activeElement.id === arguments[0]", vec![json!(id)]).await;
    }

    /// Selects words of the first element of a CSS selector with the mouse, counted from 0, the end exclusive.
    pub async fn select_words(&self, selector: &str, start: usize, end: usize) {
        let script = "const words = [];
            const walker = document.createTreeWalker(document.querySelector(arguments[0]), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                for (const word of walker.currentNode.data.matchAll(/\\S+/g)) {
                    const range = document.createRange();
                    range.setStart(walker.currentNode, word.index);
                    range.setEnd(walker.currentNode, word.index + word[0].length);
                    words.push(range);
                }
            }
            const first = words[arguments[1]].getBoundingClientRect();
            const rects = words[arguments[2] - 1].getClientRects();
            const last = rects[rects.length - 1];
            return [first.left + 1, (first.top + first.bottom) / 2, last.right - 1, (last.top + last.bottom) / 2]";
        let found = self.read(script, vec![json!(selector), json!(start), json!(end)]).await;
        let at = |idx: usize| found[idx].as_f64().expect("a rectangle has numbers");
        self.drag((at(0), at(1)), (at(2), at(3))).await;
    }

    /// Drags with the mouse from one point to another, as a reader selects words.
    pub async fn drag(&self, from: (f64, f64), to: (f64, f64)) {
        for (kind, (x, y)) in [("mousePressed", from), ("mouseMoved", to), ("mouseReleased", to)] {
            let event =
                json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
            self.devtools("Input.dispatchMouseEvent", event).await;
        }
    }

    /// Drops files or folders on the middle of the page, as from the desktop.
    pub async fn drop_files(&self, paths: &[PathBuf]) {
        let files: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let data = json!({ "items": [], "files": files, "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({ "type": kind, "x": 640, "y": 430, "data": data });
            self.devtools("Input.dispatchDragEvent", event).await;
        }
    }

    /// Gives files to the file input that `selector` finds, as its dialog does.
    pub async fn choose_files(&self, selector: &str, paths: &[PathBuf]) {
        let found = self
            .devtools(
                "Runtime.evaluate",
                json!({ "expression": format!("document.querySelector({})", json!(selector)) }),
            )
            .await;
        let files: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let input = &found["result"]["objectId"];
        assert!(input.is_string(), "no file input {selector}");
        self.devtools("DOM.setFileInputFiles", json!({ "files": files, "objectId": input })).await;
    }

    /// The downloaded file of this name, once it is there whole; taken away, so that the next one can have the name.
    pub async fn downloaded(&self, name: &str) -> Vec<u8> {
        let file = self.downloads.join(name);
        let limit = tokio::time::Instant::now() + PATIENCE;
        while tokio::time::Instant::now() < limit {
            // Chromium gives a download its name when it is complete.
            if let Ok(bytes) = tokio::fs::read(&file).await {
                std::fs::remove_file(&file).expect("a download can be taken away");
                return bytes;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let there: Vec<_> = std::fs::read_dir(&self.downloads)
            .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.file_name())).collect())
            .unwrap_or_default();
        panic!("no download {name}; there are {there:?}");
    }

    /// A picture of the window as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("Chromium takes a picture")
    }

    /// Pretends that the reader's system asks for this: `("prefers-color-scheme", "dark")`.
    pub async fn prefer(&self, feature: &str, value: &str) {
        let features = json!([{ "name": feature, "value": value }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Shows the page in a window of this many CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Errors that the console has shown since this was last asked.
    pub async fn console_errors(&self) -> Vec<String> {
        let entries = self.issue("se/log", json!({ "type": "browser" })).await;
        let entries = entries.as_array().cloned().unwrap_or_default();
        let is_error = |entry: &&Value| entry["level"] == "SEVERE";
        entries.iter().filter(is_error).map(|entry| entry["message"].to_string()).collect()
    }

    /// A command of the DevTools protocol, for what WebDriver cannot say.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.issue("goog/cdp/execute", json!({ "cmd": command, "params": parameters })).await
    }

    async fn issue(&self, endpoint: &'static str, body: Value) -> Value {
        let command = Extension { endpoint, body };
        self.client.issue_cmd(command).await.unwrap_or_else(|error| panic!("{endpoint}: {error}"))
    }
}

/// A command that Chromium's driver adds to WebDriver.
#[derive(Debug)]
struct Extension {
    endpoint: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base_url: &url::Url, session_id: Option<&str>) -> Result<url::Url, url::ParseError> {
        base_url.join(&format!("session/{}/{}", session_id.unwrap_or_default(), self.endpoint))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// WebDriver's code point for a key.
fn key_value(key: &str) -> char {
    match key {
        "Enter" => '\u{e007}',
        "Tab" => '\u{e004}',
        "Shift" => '\u{e008}',
        "Control" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "Backspace" => '\u{e003}',
        "Delete" => '\u{e017}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        "Home" => '\u{e011}',
        "End" => '\u{e010}',
        "Space" => ' ',
        other => other.chars().next().expect("a key has a name"),
    }
}
