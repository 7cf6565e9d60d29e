// Keeps one whole build of the page, so that it opens without a network. A service worker; `make dist` fills in the
// build and the SHA-256 of each of its files.

const BUILD = "@BUILD@";
const FILES = JSON.parse('@FILES@');

const { scope } = registration;
const WORKERS = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
// Other pages of the same server keep their own.
const OWN = `demarche ${scope} `;
const CACHE = OWN + BUILD;

addEventListener("install", (event) => event.waitUntil(storeAll()));
addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
addEventListener("fetch", (event) => {
  const name = nameOf(event.request);
  if (name !== null) event.respondWith(stored(name, event.request));
});
addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(takeOver(event.source));
});

// All files or none: a server that is being updated meanwhile gives files of two builds, and then nothing changes.
async function storeAll() {
  const files = await Promise.all(Object.entries(FILES).map(([name, sum]) => fetched(name, sum)));
  const cache = await caches.open(CACHE);
  await Promise.all(files.map(([name, response]) => cache.put(scope + name, response)));
}

async function fetched(name, sum) {
  const response = await fetch(scope + name, { cache: "no-store" });
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!response.ok || found !== sum) throw new Error(`${name} is not of build ${BUILD}`);
  const headers = new Headers(response.headers);
  for (const coding of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(coding);
  // The page brings its policy along; a worker has only what its script comes with.
  if (name.endsWith(".js")) headers.append("content-security-policy", WORKERS);
  return [name, new Response(bytes, { headers })];
}

async function forgetOthers() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(OWN) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

// A page that is open goes on with the build it began with; only when it is alone may another one take its place.
async function takeOver(page) {
  const windows = await clients.matchAll({ includeUncontrolled: true, type: "window" });
  const pages = windows.filter(({ url }) => url.startsWith(scope));
  if (pages.length > 1) page.postMessage("other tabs");
  else await skipWaiting();
}

function nameOf(request) {
  if (request.method !== "GET" || !request.url.startsWith(scope)) return null;
  const name = new URL(request.url).pathname.slice(new URL(scope).pathname.length) || "index.html";
  return Object.hasOwn(FILES, name) ? name : null;
}

async function stored(name, request) {
  // Opening a cache would make one: a page that has been told to forget everything may still ask for a file.
  return (await caches.match(scope + name, { cacheName: CACHE })) ?? fetch(request);
}
