//! A static file server for the built page, under any path of its own.

use std::path::PathBuf;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Serves `folder` under `prefix` ("/" or "/some/path/") on a free port, all but files with a `withheld` part
/// in their name; answers until the test ends. Returns the address of the page.
pub async fn serve(folder: PathBuf, prefix: &'static str, withheld: &'static [&'static str]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port on this machine");
    let address = listener.local_addr().expect("a bound socket has an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, folder.clone(), prefix, withheld));
        }
    });
    format!("http://{address}{prefix}")
}

/// One request, one answer. A connection that breaks is the browser's affair.
async fn answer(mut stream: TcpStream, folder: PathBuf, prefix: &str, withheld: &[&str]) {
    let Some(path) = requested_path(&mut stream).await else { return };
    let name = path.strip_prefix(prefix).map(|rest| if rest.is_empty() { "index.html" } else { rest });
    let is_withheld = |name: &str| withheld.iter().any(|part| name.contains(part));
    let file = name.filter(|name| !name.contains("..") && !is_withheld(name)).map(|name| folder.join(name));
    let body = match file {
        Some(file) => tokio::fs::read(&file).await.ok().map(|bytes| (media_type(&file), bytes)),
        None => None,
    };
    let (status, media, bytes) = match body {
        Some((media, bytes)) => ("200 OK", media, bytes),
        None => ("404 Not Found", "text/plain", b"not found".to_vec()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    let _ = stream.write_all(head.as_bytes()).await;
    let _ = stream.write_all(&bytes).await;
    let _ = stream.shutdown().await;
}

/// The path of a GET request, without its query.
async fn requested_path(stream: &mut TcpStream) -> Option<String> {
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
    let target = text.strip_prefix("GET ")?.split(' ').next()?;
    Some(target.split('?').next().unwrap_or_default().to_owned())
}

fn media_type(file: &std::path::Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
