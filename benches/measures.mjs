// What is measured inside the page. Each function is sent there as text, so it uses nothing from outside itself.

// The engine, asked as the page asks it: the message there, the analysis, the message back.
export async function inEngine(texts, runs) {
  const worker = new Worker("./worker_loader.js");
  const answer = () => new Promise((done, fail) => {
    worker.onmessage = (event) => done(event.data);
    worker.onerror = (event) => fail(event.message);
  });
  await answer();
  let ticket = 0;
  const analyse = (text) => {
    const answered = answer();
    const document = { id: ticket.toString(16).padStart(16, "0"), name: "bench.txt", text };
    worker.postMessage(JSON.stringify({ Analyze: [++ticket, document] }));
    return answered;
  };
  // The engine's code is compiled in full after some use.
  for (const text of texts.slice(0, 3)) await analyse(text);
  let [seconds, found] = [0, 0];
  for (const text of texts) {
    let best = Infinity;
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      const reply = JSON.parse(await analyse(text));
      best = Math.min(best, performance.now() - start);
      if (run === 0) found += reply.Analyzed[2].statements.length;
    }
    seconds += best / 1000;
  }
  worker.terminate();
  return { seconds, found };
}

// Another program, on the page itself.
export async function inPeer(texts, runs, name) {
  const { peers } = await import("./peers.js");
  const read = peers[name];
  for (const text of texts.slice(0, 3)) read(text);
  let [seconds, found] = [0, 0];
  for (const text of texts) {
    let best = Infinity;
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      const count = read(text);
      best = Math.min(best, performance.now() - start);
      if (run === 0) found += count;
    }
    seconds += best / 1000;
  }
  return { seconds, found };
}

// From the request for the page until it shows something, can be used, and shows a statement: on the first visit
// of a sample article that is clicked at once, later of what was left there.
export async function startUp() {
  const until = async (condition) => {
    for (;;) {
      const value = condition();
      if (value) return value;
      await new Promise((done) => setTimeout(done, 4));
    }
  };
  const statement = () => document.querySelector("[data-statement]");
  const sample = () => document.querySelector("main:not([aria-busy=true]) button.sample");
  await until(() => sample() ?? statement());
  const usable = performance.now();
  sample()?.click();
  await until(statement);
  const found = performance.now();
  const paint = await until(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  return { paint, usable, statement: found };
}
