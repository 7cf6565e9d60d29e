// The built page on a server of its own, and a Chromium that is driven through it.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const project = join(dirname(fileURLToPath(import.meta.url)), "..");
export const bundle = join(project, ".tools/peers/bundle.js");
const dist = resolve(project, process.env.DEMARCHE_DIST ?? "dist");

// The built page, and beside it the bundle of the other programs.
export async function serve() {
  const media = { html: "text/html", js: "text/javascript", css: "text/css", wasm: "application/wasm" };
  const server = createServer((request, response) => {
    const name = normalize(new URL(request.url, "http://any").pathname).slice(1) || "index.html";
    const path = name === "peers.js" ? bundle : join(dist, name);
    if (!existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": media[path.split(".").pop()] ?? "application/octet-stream" });
    response.end(readFileSync(path));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

// Chromium through WebDriver, by plain requests.
export async function openBrowser(address) {
  const profile = mkdtempSync(join(tmpdir(), "bench-"));
  const driver = spawn("chromedriver", ["--port=0"], { stdio: ["ignore", "pipe", "ignore"] });
  const port = await new Promise((done) => {
    let said = "";
    driver.stdout.on("data", (part) => {
      said += part;
      const found = /started successfully on port (\d+)/.exec(said);
      if (found) done(found[1]);
    });
  });
  const ask = async (method, path, body) => {
    const options = { method, body: body && JSON.stringify(body) };
    const { value } = await (await fetch(`http://127.0.0.1:${port}/session${path}`, options)).json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage", "--window-size=1440,900", `--user-data-dir=${profile}`];
  const prefs = { "download.default_directory": profile, "download.prompt_for_download": false };
  const wanted = { "goog:chromeOptions": { args, prefs }, timeouts: { script: 1_200_000 } };
  const { sessionId } = await ask("POST", "", { capabilities: { alwaysMatch: wanted } });
  const goto = (url) => ask("POST", `/${sessionId}/url`, { url });
  await goto(address);
  // Runs a function in the page; it may be asynchronous.
  const run = (measure, ...given) => {
    const script = `const done = arguments[arguments.length - 1];
      (${measure})(...Array.from(arguments).slice(0, -1)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    return ask("POST", `/${sessionId}/execute/async`, { script, args: given }).then(({ value, error }) => {
      if (error) throw new Error(error);
      return value;
    });
  };
  const devtools = (cmd, params = {}) => ask("POST", `/${sessionId}/goog/cdp/execute`, { cmd, params });
  return {
    profile,
    goto,
    run,
    devtools,
    // Presses and releases keys one after the other; in each, what stands before the last is held down.
    press: (...chords) => {
      const actions = chords.flatMap((keys) => [
        ...keys.map((value) => ({ type: "keyDown", value })),
        ...keys.toReversed().map((value) => ({ type: "keyUp", value })),
      ]);
      return ask("POST", `/${sessionId}/actions`, { actions: [{ type: "key", id: "keyboard", actions }] });
    },
    // Drops files on the middle of the page, as from the desktop.
    drop: async (files) => {
      const data = { items: [], files, dragOperationsMask: 1 };
      for (const type of ["dragEnter", "dragOver", "drop"])
        await devtools("Input.dispatchDragEvent", { type, x: 640, y: 430, data });
    },
    click: async (selector) => {
      const [x, y] = await run(centre, selector);
      for (const type of ["mousePressed", "mouseReleased"])
        await devtools("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    },
    close: async () => {
      await ask("DELETE", `/${sessionId}`).catch(() => {});
      driver.kill();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function centre(selector) {
  const it = document.querySelector(selector);
  it.scrollIntoView({ block: "center" });
  const { left, right, top, bottom } = it.getBoundingClientRect();
  return [(left + right) / 2, (top + bottom) / 2];
}
