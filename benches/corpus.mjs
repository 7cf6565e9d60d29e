// The page with 10,000 articles and 100,000 statements in it: loading, answering to keys, saving, memory, starting again, and a
// text of 1 MB with 3,000 statements under the wheel.
// Prints tables; nothing here passes or fails.
//
// Usage: node benches/corpus.mjs [ARTICLES]
// Articles are the project's own, read by the batch program (DEMARCHE_CLI, else target/release/demarche), each many
// times under other names. DEMARCHE_DIST names another built page than dist/.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser, project, serve } from "./page.mjs";
import { ownTexts } from "./texts.mjs";

const ARTICLES = Number(process.argv[2] ?? 10_000);
const STATEMENTS = 10; // in each
const FILE = 100; // articles a file
const CTRL = "\uE009", SHIFT = "\uE008", ENTER = "\uE007", ESCAPE = "\uE00C", DOWN = "\uE015";

let models = []; // the project's articles with their statements
const folder = mkdtempSync(join(tmpdir(), "corpus-"));
const files = writeCorpus();
const server = await serve();
const browser = await openBrowser(server.address);
try {
  await browser.devtools("Page.addScriptToEvaluateOnNewDocument", { source: `(${keepProgram})()` });
  await browser.goto(server.address);
  await browser.run(until, ["main:not([aria-busy=true])", ""]);
  const before = await memory();
  await heap("heap of an empty page");
  row("articles, statements in each", ARTICLES, STATEMENTS);
  await timed("loading", "s", async () => {
    await browser.drop(files);
    await browser.run(until, ["nav[aria-label=Documents] .pane__count", String(ARTICLES)]);
    await browser.run(until, ["header output", "saved"]);
  });
  row("memory with it, MB", await memory());
  await heap("heap with it");
  await browser.run(watch);
  for (const [name, chords] of actions()) await answering(name, chords);
  await filtering();
  await saving();
  await bulk("0012", false);
  await bulk("00[0-4]..5.txt", true);
  await exporting();
  row("memory after the work, MB", await memory());
  await scrolling();
  await browser.goto("about:blank");
  await browser.goto(server.address);
  row("started again, usable, ms", await browser.run(startedAgain));
  row("started again, all back, ms", await browser.run(allBack));
  row("memory after it, MB", await memory());
  await heap("heap after it");
  await forgetting();
  row("memory after deleting everything, MB", await memory());
  await heap("heap after deleting everything");
  row("memory of an empty page, MB", before);
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
}

// What is pressed, again and again.
function actions() {
  const times = (chord, count = 60) => Array.from({ length: count }, () => chord);
  return [
    ["next document", times(["]"])],
    ["next statement", times(["j"])],
    ["confirm", times([ENTER])],
    ["relabel", times(["d"]).flatMap((it) => [it, ["j"]])],
    ["undo", times([CTRL, "z"])],
    ["table and desk", times([SHIFT, "t"], 10).flatMap((it) => [it, [SHIFT, "d"]])],
  ];
}

// The time from each key to the picture that answers it, as the browser measures it.
async function answering(name, chords) {
  await browser.run(forget);
  for (const chord of chords) {
    await browser.press(chord);
    await browser.run(nextFrame);
  }
  shares(`${name}: keys`, await browser.run(durations));
}

function shares(name, times) {
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  row(`${name}, p50, p98, longest, ms`, times.length, at(0.5), at(0.98), at(1));
}

// Another speaker with each key.
async function filtering() {
  await browser.press([SHIFT, "t"]);
  await browser.run(until, [".table__filter select", ""]);
  await browser.run(rested);
  await browser.run(focus, ".table__filter select");
  await answering("filter by speaker", Array.from({ length: 20 }, () => [DOWN]));
  await browser.run(rested);
  await browser.click(".table__filters .link");
  await browser.run(rested);
  await browser.press([SHIFT, "d"]);
}

// From the key that confirms a statement to the end of the transaction that holds it.
async function saving() {
  await browser.run(rested);
  await browser.run(watchSaves);
  for (let turn = 0; turn < 40; turn++) {
    if (turn % 5 === 0) await browser.press(["]"]);
    await browser.press([ENTER]);
    await browser.run(saved);
  }
  shares("edit on disk", await browser.run(savings));
}

// One decision about every statement in the articles whose names fit; what is timed is from the click to the word that it is done.
async function bulk(names, isPattern) {
  await browser.press([ESCAPE]);
  await browser.press([SHIFT, "t"]);
  await browser.run(until, ["#table-search", ""]);
  await browser.run(fill, "#table-search", names);
  if (isPattern) await browser.click(".table__tick input");
  await browser.run(rested);
  await browser.click("thead input");
  await browser.run(until, [".bulk", "ticked"]);
  row("ticked", await browser.run(words, ".bulk__count"));
  row("bulk change, ms", await browser.run(changed, isPattern ? "reject" : "confirm"));
  await browser.press([ESCAPE]);
}

// A text of 1 MB with 3,000 statements: the wheel turned on it, some pages down and up again.
async function scrolling() {
  await browser.press([SHIFT, "d"]);
  await browser.drop([writeLong()]);
  await timed("1 MB, 3,000 statements, opened", "s", () => browser.run(until, [".article__name", "long.txt"]));
  await browser.run(rested);
  await browser.run(frames);
  for (let turn = 0; turn < 120; turn++) {
    const wheel = { type: "mouseWheel", x: 640, y: 430, deltaX: 0, deltaY: turn % 40 < 30 ? 900 : -900 };
    await browser.devtools("Input.dispatchMouseEvent", wheel);
    await browser.run(nextFrame);
  }
  shares("scrolled: frames", await browser.run(framesSeen));
  row("long tasks meanwhile, ms", await browser.run(longTasks));
}

async function forgetting() {
  await browser.press(["/"]);
  await browser.run(until, ["[role=dialog] input", ""]);
  await browser.press(..."delete everything".split("").map((key) => [key]));
  await browser.press([ENTER]);
  await browser.run(until, ["[role=dialog] .button--danger", ""]);
  await browser.click("[role=dialog] .button--danger");
  await browser.run(until, ["footer", "deleted from this browser"]);
}

async function exporting() {
  await browser.press([SHIFT, "e"]);
  await browser.run(until, [".export .button--main", "Download"]);
  const written = () => readdirSync(browser.profile).filter((name) => name.endsWith(".jsonl"));
  await timed("export", "s", async () => {
    await browser.click(".export .button--main");
    while (!written().length) await new Promise((done) => setTimeout(done, 20));
  });
  row("exported, MB", statSync(join(browser.profile, written()[0])).size / 1e6);
}

// What the page's process holds: page, workers, and what Chromium needs for itself.
async function memory() {
  await browser.devtools("HeapProfiler.collectGarbage");
  const lines = execFileSync("ps", ["-eo", "rss=,args="], { encoding: "utf8", maxBuffer: 1 << 26 }).split("\n");
  const pages = lines.filter((it) => it.includes("--type=renderer") && it.includes(browser.profile));
  return pages.reduce((total, it) => total + Number(it.trim().split(" ")[0]), 0) / 1000;
}

// What the page alone holds: objects of the script and what the browser keeps for them, as the protocol counts them,
// and the program's memory, which never shrinks.
async function heap(name) {
  const { usedSize, embedderHeapUsedSize = 0 } = await browser.devtools("Runtime.getHeapUsage");
  const program = await browser.run(async () => window.program?.memory.buffer.byteLength ?? 0);
  row(`${name}: objects, browser's, program's, MB`, ...[usedSize, embedderHeapUsedSize, program].map((it) => it / 1e6));
}

async function timed(name, unit, action) {
  const start = performance.now();
  await action();
  row(`${name}, ${unit}`, ((performance.now() - start) / 1000).toFixed(2));
}

function row(name, ...figures) {
  console.log(name.padEnd(44), ...figures.map((it) => String(typeof it === "number" ? Math.round(it) : it).padStart(10)));
}

// Articles with their statements, one after another in one text.
function writeLong() {
  let [text, statements, codePoints] = ["", [], 0];
  while (text.length < 1 << 20 || statements.length < 3000)
    for (const model of models) {
      for (const statement of model.statements) {
        const { parent, ...it } = moved(statement, codePoints);
        if (statements.length < 3000) statements.push({ ...it, id: statements.length });
      }
      text += `${model.text}\n\n`;
      codePoints += [...model.text].length + 2;
      if (text.length >= 1 << 20) break;
    }
  const { engine, scheme } = models[0];
  const file = join(folder, "long.jsonl");
  writeFileSync(file, JSON.stringify({ id: "long.txt", engine, scheme, text, boilerplate: [], people: [], statements }));
  return file;
}

// The same with every span so much further on.
function moved(value, by) {
  const isSpan = Array.isArray(value) && value.length === 2 && value.every(Number.isInteger);
  if (isSpan) return value.map((place) => place + by);
  if (Array.isArray(value)) return value.map((it) => moved(it, by));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, moved(it, by)]));
  return value;
}

// Articles with their statements, many times under other names.
function writeCorpus() {
  const program = process.env.DEMARCHE_CLI ?? join(project, "target/release/demarche");
  const plain = join(folder, "plain.jsonl");
  writeFileSync(plain, ownTexts(project).map((text, idx) => JSON.stringify({ id: `${idx}.txt`, text })).join("\n"));
  const options = { encoding: "utf8", maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] };
  const read = execFileSync(program, ["extract", plain, "--format", "jsonl"], options);
  models = read.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const kept = models.filter((model) => model.statements.length >= STATEMENTS);
  const names = [];
  for (let start = 0; start < ARTICLES; start += FILE) {
    const lines = [];
    for (let number = start; number < Math.min(start + FILE, ARTICLES); number++) {
      const { hash, ...model } = kept[number % kept.length];
      const statements = model.statements.slice(0, STATEMENTS).map(({ parent, ...it }) => it);
      lines.push(JSON.stringify({ ...model, id: `${String(number).padStart(6, "0")}.txt`, statements }));
    }
    names.push(join(folder, `corpus-${String(start).padStart(6, "0")}.jsonl`));
    writeFileSync(names.at(-1), lines.join("\n"));
  }
  return names;
}

// From here on: what runs in the page, sent there as text.

// Before the page's own scripts: who asks later finds what the program exports.
function keepProgram() {
  const { instantiate, instantiateStreaming } = WebAssembly;
  const keep = async (made) => {
    const it = await made;
    window.program = (it.instance ?? it).exports;
    return it;
  };
  WebAssembly.instantiate = (...given) => keep(instantiate.apply(WebAssembly, given));
  WebAssembly.instantiateStreaming = (...given) => keep(instantiateStreaming.apply(WebAssembly, given));
}

async function until([selector, words]) {
  for (;;) {
    const found = document.querySelector(selector);
    if (found?.textContent.includes(words)) return;
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function watch() {
  window.seen = [];
  const observer = new PerformanceObserver((list) => window.seen.push(...list.getEntries()));
  observer.observe({ type: "event", durationThreshold: 16, buffered: false });
}

async function forget() {
  window.seen = [];
  window.pressed = 0;
  window.onkeydown = (event) => (window.pressed += !["Control", "Shift"].includes(event.key));
}

async function nextFrame() {
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

// Keys that were answered within a frame are not reported: they count as 16 ms.
async function durations() {
  await new Promise((done) => setTimeout(done, 300));
  const slow = window.seen.filter((entry) => entry.name === "keydown").map((entry) => entry.duration);
  return [...slow, ...Array.from({ length: Math.max(0, window.pressed - slow.length) }, () => 16)];
}

async function words(selector) {
  return document.querySelector(selector).textContent.trim().slice(0, 30);
}

async function fill(selector, words) {
  const field = document.querySelector(selector);
  field.value = words;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

// Until nothing is under way.
async function rested() {
  for (let quiet = 0; quiet < 5; quiet++) {
    await new Promise((done) => setTimeout(done, 20));
    if (document.querySelector("footer progress")) quiet = 0;
  }
}

// What it says while it is at it ends with dots, what it says when all is done with a stop.
async function changed(word) {
  const start = performance.now();
  [...document.querySelectorAll(".bulk button")].find((it) => it.textContent === word).click();
  const isDone = () => {
    const said = document.querySelector(".status__notice").textContent;
    return said.includes(`${word}ed in`) && !said.includes("…") && !document.querySelector("footer progress");
  };
  while (!isDone()) await new Promise((done) => requestAnimationFrame(done));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}

// Notes how long after the last key each transaction that may write is complete.
async function watchSaves() {
  window.savings = [];
  window.pressedAt = 0;
  document.addEventListener("keydown", (event) => (window.pressedAt = event.timeStamp), true);
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...given) {
    const begun = transaction.apply(this, given);
    const pressedAt = window.pressedAt;
    if (begun.mode === "readwrite") begun.addEventListener("complete", () => window.savings.push(performance.now() - pressedAt));
    return begun;
  };
}

// Until the last key has brought its transaction to an end, and nothing else is under way.
async function saved() {
  const before = (window.nSaved ??= 0);
  while (window.savings.length === before) await new Promise((done) => setTimeout(done, 4));
  await new Promise((done) => setTimeout(done, 20));
  window.nSaved = window.savings.length;
}

async function savings() {
  return window.savings;
}

async function focus(selector) {
  document.querySelector(selector).focus();
}

async function frames() {
  window.ticks = [];
  window.tasks = [];
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries())).observe({ type: "longtask" });
  const tick = (now) => window.ticks.push(now) && requestAnimationFrame(tick);
  requestAnimationFrame(tick);
}

async function framesSeen() {
  return window.ticks.slice(1).map((now, idx) => now - window.ticks[idx]);
}

async function longTasks() {
  return window.tasks.map((task) => Math.round(task.duration)).join(" ") || "none";
}

async function startedAgain() {
  while (!document.querySelector(".statements .row")) await new Promise((done) => setTimeout(done, 4));
  return performance.now();
}

async function allBack() {
  while (document.querySelector("footer progress")) await new Promise((done) => setTimeout(done, 4));
  return performance.now();
}
