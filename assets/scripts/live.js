// Server-sent events, read with fetch so that every kind of event is heard without being declared (EventSource hears
// only the kinds one names) and Last-Event-ID is sent by every reconnection.
//
// data-live-url="…" opens the stream (one per address and page). Each event becomes `live:<kind>` on the element, its
// JSON as detail, and `live:any` with {kind, payload, id}. data-live-after="12" starts after an event the page shows.
// data-live-refresh="#id" asks that fragment again (data-live-from, else hx-get, else this page) on any event.
// data-live-state on the element says « open », « waiting » or « closed ».
const streams = new Map();
const FIRST_WAIT = 1000, LONGEST_WAIT = 30000, SILENCE = 45000;

class Stream {
  constructor(url, after) {
    this.url = url;
    this.last = after || "";
    this.elements = new Set();
    this.wait = FIRST_WAIT;
    this.closed = false;
  }

  async run() {
    while (!this.closed && this.attached().size) {
      try {
        await this.read();
      } catch {
        // The connection was cut or stayed silent: what was missed comes after Last-Event-ID.
      }
      if (this.closed) break;
      this.say("waiting");
      await new Promise((done) => setTimeout(done, this.wait));
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    }
    this.say("closed");
    if (streams.get(this.url) === this) streams.delete(this.url);
  }

  async read() {
    const abort = new AbortController();
    let silence = setTimeout(() => abort.abort(), SILENCE);
    const headers = { Accept: "text/event-stream", ...(this.last && { "Last-Event-ID": this.last }) };
    try {
      const response = await fetch(this.url, { headers, signal: abort.signal, cache: "no-store", redirect: "error" });
      if ([401, 403, 404, 410].includes(response.status)) { this.closed = true; return; }
      if (!response.ok || !response.body) return;
      this.say("open");
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(silence);
        silence = setTimeout(() => abort.abort(), SILENCE);
        this.wait = FIRST_WAIT;
        const parts = (text + value).replace(/\r\n?/g, "\n").split("\n\n");
        text = parts.pop();
        for (const part of parts) this.receive(part);
        if (this.closed || !this.attached().size) { abort.abort(); return; }
      }
    } finally {
      clearTimeout(silence);
    }
  }

  receive(part) {
    const said = { data: [] };
    for (const line of part.split("\n")) {
      const [, name, value] = /^([a-z]+): ?(.*)$/.exec(line) || [];
      if (name === "data") said.data.push(value);
      else if (name) said[name] = value;
    }
    if (said.id) this.last = said.id;
    if (said.event === "closed") { this.closed = true; return; }
    if (!said.data.length) return;
    let payload;
    try { payload = JSON.parse(said.data.join("\n")); } catch { return; }
    const kind = said.event || "message";
    for (const element of this.attached()) {
      element.dispatchEvent(new CustomEvent(`live:${kind}`, { bubbles: true, detail: payload }));
      element.dispatchEvent(new CustomEvent("live:any", { bubbles: true, detail: { kind, payload, id: said.id } }));
    }
  }

  say(state) { for (const element of this.attached()) element.dataset.liveState = state; }

  attached() {
    for (const element of this.elements) if (!element.isConnected) this.elements.delete(element);
    return this.elements;
  }
}

function refreshOnEvents(element, htmx) {
  let asked = 0;
  const refresh = () => {
    const selector = element.dataset.liveRefresh;
    const target = document.querySelector(selector);
    if (!target) return;
    // Nobody's words are replaced while they are being typed: the fragment comes when the person leaves the field.
    if (document.activeElement?.matches("input, textarea, select") && target.contains(document.activeElement)) {
      asked = setTimeout(refresh, 2000);
      return;
    }
    const url = target.dataset.liveFrom || target.getAttribute("hx-get") || window.location.href;
    htmx.ajax("GET", url, { target, select: selector, swap: "outerHTML" });
  };
  element.addEventListener("live:any", () => {
    clearTimeout(asked);
    // A little chance in the wait, so that twenty pages do not ask in the same instant.
    asked = setTimeout(refresh, 150 + Math.random() * 250);
  });
}

export function startLive(root, htmx) {
  const found = [...root.querySelectorAll("[data-live-url]")];
  if (root.matches?.("[data-live-url]")) found.push(root);
  for (const element of found) {
    if (element.liveStarted) continue;
    element.liveStarted = true;
    if (element.dataset.liveRefresh) refreshOnEvents(element, htmx);
    const url = element.dataset.liveUrl;
    const open = streams.get(url);
    if (open) { open.elements.add(element); continue; }
    const stream = new Stream(url, element.dataset.liveAfter);
    stream.elements.add(element);
    streams.set(url, stream);
    stream.run();
  }
}
