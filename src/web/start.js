// Starts the page's wasm; shows the static notice when it cannot start or when it has stopped.

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const notice = document.getElementById("stopped");

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
