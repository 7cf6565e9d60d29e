// Starts the page's wasm; shows the static notice when it cannot start or when it has stopped; keeps the page for visits
// without a network.

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const offline = document.querySelector("meta[name=offline]")?.content;
const notice = document.getElementById("stopped");

// With the content security policy: no text becomes markup or script, and workers start from beside the page alone.
globalThis.trustedTypes?.createPolicy("default", {
  createScriptURL: (address) => {
    const [folder, name] = [new URL(".", document.baseURI).href, new URL(address, document.baseURI).href];
    if (name.startsWith(folder) && /^([a-z]+_loader|offline)\.js$/.test(name.slice(folder.length))) return address;
    throw new TypeError("no script of the page");
  },
});

const isDead = (error) => error instanceof WebAssembly.RuntimeError;
const showNotice = () => {
  notice.hidden = false;
};

// A panic ends the wasm instance: from then on every event would only panic again.
addEventListener("error", (event) => isDead(event.error) && showNotice());
addEventListener("unhandledrejection", (event) => isDead(event.reason) && showNotice());
document.getElementById("reload").addEventListener("click", () => location.reload());

try {
  const { default: init } = await import(new URL(js, document.baseURI));
  await init({ module_or_path: new URL(wasm, document.baseURI) });
} catch (error) {
  console.error(error);
  showNotice();
}

// `make dist` names the service worker in the page; pages without https have none.
if (offline && navigator.serviceWorker) keepOffline().catch((error) => console.warn(error));

// The program is told of a new version by one event and asks for it by another, once everything is saved.
async function keepOffline() {
  const container = navigator.serviceWorker;
  const tell = (what) => dispatchEvent(new Event(`demarche-update-${what}`));
  const registration = await container.register(offline, { updateViaCache: "none" });
  const announce = (worker) => worker?.state === "installed" && container.controller && tell("ready");
  announce(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => announce(worker));
  });
  container.addEventListener("message", ({ data }) => data === "other tabs" && tell("blocked"));
  addEventListener("demarche-update", () => {
    container.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting?.postMessage("take over");
  });
}
