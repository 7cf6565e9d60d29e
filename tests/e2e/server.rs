//! A static file server for the built page, under any path of its own.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Headers that a careful host adds. None of them may be needed, none may break the page.
pub const STRICTEST: &str = "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self' data:; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n\
X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nReferrer-Policy: no-referrer\r\n\
Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\nCross-Origin-Resource-Policy: same-origin\r\n\
Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()\r\n";

/// What is served, and how.
#[derive(Clone)]
pub struct Site {
    /// The built page.
    pub folder: PathBuf,
    /// "/" or "/some/path/".
    pub prefix: &'static str,
    /// Files with one of these in their name are not there.
    pub withheld: &'static [&'static str],
    /// Header lines beside the ordinary ones, each with its line end.
    pub headers: &'static str,
}

/// A server that answers until it is stopped, or the test ends.
#[derive(Clone)]
pub struct Server {
    /// The address of the page.
    pub address: String,
    requests: Arc<Mutex<Vec<String>>>,
    answering: Arc<JoinHandle<()>>,
}

impl Server {
    /// Serves `site` on a free port. As a proxy it serves the same, and notes what was asked for elsewhere.
    pub async fn start(site: Site) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port on this machine");
        let host = listener.local_addr().expect("a bound socket has an address");
        let address = format!("http://{host}{}", site.prefix);
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let noted = requests.clone();
        let answering = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, site.clone(), noted.clone()));
            }
        });
        Server { address, requests, answering: Arc::new(answering) }
    }

    /// What has been asked for: "GET http://host/path" through the proxy, "GET /path" otherwise.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("nothing panics while it holds the list").clone()
    }

    /// Hears nobody any more.
    pub fn stop(&self) {
        self.answering.abort();
    }
}

/// One request, one answer. A connection that breaks is the browser's affair.
async fn answer(mut stream: TcpStream, site: Site, requests: Arc<Mutex<Vec<String>>>) {
    let Some((method, target)) = request(&mut stream).await else { return };
    requests.lock().expect("nothing panics while it holds the list").push(format!("{method} {target}"));
    let own = stream.local_addr().map(|host| format!("http://{host}")).unwrap_or_default();
    let path = target.strip_prefix(&own).unwrap_or(&target).split('?').next().unwrap_or_default();
    let name = path.strip_prefix(site.prefix).map(|rest| if rest.is_empty() { "index.html" } else { rest });
    let is_withheld = |name: &str| site.withheld.iter().any(|part| name.contains(part));
    let name = name.filter(|name| method == "GET" && !name.contains("..") && !is_withheld(name));
    let body = match name.map(|name| site.folder.join(name)) {
        Some(file) => tokio::fs::read(&file).await.ok().map(|bytes| (media_type(&file), bytes)),
        None => None,
    };
    let (status, media, bytes) = match body {
        Some((media, bytes)) => ("200 OK", media, bytes),
        None => ("404 Not Found", "text/plain", b"not found".to_vec()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n{}Connection: close\r\n\r\n",
        bytes.len(),
        site.headers
    );
    let _ = stream.write_all(head.as_bytes()).await;
    let _ = stream.write_all(&bytes).await;
    let _ = stream.shutdown().await;
}

/// Method and target of a request.
async fn request(stream: &mut TcpStream) -> Option<(String, String)> {
    let mut request = vec![];
    let mut part = [0; 4096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        let n_bytes = stream.read(&mut part).await.ok()?;
        if n_bytes == 0 {
            return None;
        }
        request.extend(&part[..n_bytes]);
    }
    let text = String::from_utf8_lossy(&request);
    let mut words = text.split(' ');
    Some((words.next()?.to_owned(), words.next()?.to_owned()))
}

fn media_type(file: &std::path::Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
