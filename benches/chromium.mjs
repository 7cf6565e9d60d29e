// Speed in a real Chromium: the engine in its worker, other programs on the same page, the start of the page.
// Prints tables; nothing here passes or fails.
//
// Usage: node benches/chromium.mjs [TEXTS.jsonl]
// Texts are PolNeAR's dev articles in ../shared (or DEMARCHE_SHARED), else the project's own. DEMARCHE_DIST names
// another built page than dist/; DEMARCHE_NATIVE=no leaves the native engine out.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inEngine, inPeer, startUp } from "./measures.mjs";
import { bundle, openBrowser, project, serve } from "./page.mjs";
import { ownTexts } from "./texts.mjs";

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
  return ownTexts(project);
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
