// Speed in a real Chromium: the engine in its worker, other programs on the same page, the start of the page.
// Prints tables; nothing here passes or fails.
//
// Usage: node benches/chromium.mjs [TEXTS.jsonl]
// Texts are PolNeAR's dev articles in ../shared (or DEMARCHE_SHARED), else the project's own. DEMARCHE_DIST names
// another built page than dist/; DEMARCHE_NATIVE=no leaves the native engine out.

import { spawn, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inEngine, inPeer, startUp } from "./measures.mjs";

const project = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = resolve(project, process.env.DEMARCHE_DIST ?? "dist");
const bundle = join(project, ".tools/peers/bundle.js");
const RUNS = 5;

const texts = readTexts(process.argv[2]);
const n_bytes = sum(texts.map((text) => Buffer.byteLength(text)));
const n_words = sum(texts.map((text) => text.split(/\s+/).length));
console.log(`${texts.length} texts, ${n_bytes} bytes, ${n_words} words; best of ${RUNS} runs per text\n`);

const server = await serve();
const browser = await openBrowser(server.address);
try {
  const start = [["cold", await browser.run(startUp)]];
  await browser.goto(server.address);
  start.push(["again", await browser.run(startUp)]);
  printStart(start);

  const rows = [["Demarche in wasm, one worker", await browser.run(inEngine, texts, RUNS)]];
  if (existsSync(bundle)) {
    for (const name of ["compromise .quotations()", "wink-nlp (no statements)"])
      rows.push([name, await browser.run(inPeer, texts, RUNS, name)]);
  }
  if (process.env.DEMARCHE_NATIVE !== "no") rows.push(...native());
  printSpeed(rows);
} finally {
  await browser.close();
  server.close();
}

function printStart(rows) {
  console.log(`${"start of the page, ms".padEnd(34)}${["first paint", "usable", "first statement"].map((it) => it.padStart(26)).join("")}`);
  for (const [name, figures] of rows)
    console.log(`${name.padEnd(34)}${[figures.paint, figures.usable, figures.statement].map((it) => Math.round(it).toString().padStart(26)).join("")}`);
  console.log();
}

function printSpeed(rows) {
  const first = rows[0][1].seconds;
  console.log(`${"text to statements".padEnd(34)}${["MB/s", "ms / 800 words", "found", "ratio"].map((it) => it.padStart(16)).join("")}`);
  for (const [name, { seconds, found }] of rows) {
    const figures = [(n_bytes / 1e6 / seconds).toFixed(3), ((seconds * 1000 * 800) / n_words).toFixed(1), String(found ?? "–"), (seconds / first).toFixed(2)];
    console.log(`${name.padEnd(34)}${figures.map((it) => it.padStart(16)).join("")}`);
  }
}

// The same texts through the native engine, by its own clock.
function native() {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(folder, "texts.jsonl");
  writeFileSync(file, texts.map((text) => JSON.stringify({ text })).join("\n"));
  const command = ["bench", "--quiet", "--features", "cli", "--bench", "engine", "--", "--texts", file];
  const out = execFileSync("cargo", command, { cwd: project, encoding: "utf8" });
  rmSync(folder, { recursive: true });
  return [["Demarche native, one core", JSON.parse(out)]];
}

function readTexts(given) {
  const shared = process.env.DEMARCHE_SHARED ?? join(project, "../shared");
  const lines = given ?? join(shared, "corpora/polnear/dev.jsonl");
  if (existsSync(lines))
    return readFileSync(lines, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).text);
  const folders = ["data/samples", "data/articles"].map((folder) => join(project, folder));
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  return files.filter((file) => file.endsWith(".txt")).map((file) => readFileSync(file, "utf8"));
}

// The built page, and beside it the bundle of the other programs.
async function serve() {
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
async function openBrowser(address) {
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
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage"];
  const wanted = { "goog:chromeOptions": { args }, timeouts: { script: 1_200_000 } };
  const { sessionId } = await ask("POST", "", { capabilities: { alwaysMatch: wanted } });
  const goto = (url) => ask("POST", `/${sessionId}/url`, { url });
  await goto(address);
  return {
    goto,
    // Runs a function in the page; it may be asynchronous.
    run: (measure, ...given) => {
      const script = `const done = arguments[arguments.length - 1];
        (${measure})(...Array.from(arguments).slice(0, -1)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      return ask("POST", `/${sessionId}/execute/async`, { script, args: given }).then(({ value, error }) => {
        if (error) throw new Error(error);
        return value;
      });
    },
    close: async () => {
      await ask("DELETE", `/${sessionId}`).catch(() => {});
      driver.kill();
    },
  };
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
