// Forms with data-autosave: each element with hx-post in them sends its own answer. What is typed stays in a list until
// the site has it; « Enregistré à 10 h 42 » is said only when the list is empty. What failed is sent again when the
// connection comes back, after the next answer saved, when the person comes back to the page, and every 15 seconds.
import { refusalOf, renewToken, wordsFor } from "./refusals.js";

const NARROW = "\u202f";
const WAIT = 15000, PATIENCE = 30000, CLOSED_EVERY = 4;
const SHOWN_REFUSED = ".question-state .error, .question-state [name=reste]";
const unsaved = new Map(); // id of the element → {typed, sent, at, sending, refusal, renewed, next}
let round = [], current = null, wanted = null, ticks = 0, library;

const shown = (id) => document.getElementById(id);
const bare = (element) => element.textContent.replace(/\s+/g, " ").trim();
const refusedOnes = () => [...unsaved.values()].filter((entry) => entry.refusal);

export function unitOf(element) {
  const unit = element.closest?.("[hx-post]");
  return unit?.id && unit.closest("[data-autosave]") ? unit : null;
}

// Whether a form still holds an answer that the site does not have.
export function holdsUnsaved(form) {
  return [...unsaved.keys()].some((id) => form.contains(shown(id)));
}

function entryOf(unit) {
  if (!unsaved.has(unit.id)) unsaved.set(unit.id, { typed: 0, sent: 0, at: Date.now(), sending: false, refusal: null });
  return unsaved.get(unit.id);
}

// The hour of Paris, as everywhere on the site: the same before and after the page is read again.
const PARIS = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", hour: "numeric", minute: "2-digit", hourCycle: "h23" });

function clock(date) {
  const read = Object.fromEntries(PARIS.formatToParts(date).map(({ type, value }) => [type, value]));
  return `${Number(read.hour)}${NARROW}h${read.minute === "00" ? "" : `${NARROW}${read.minute}`}`;
}

function say() {
  const form = document.querySelector("[data-autosave]");
  const status = form && document.querySelector(form.dataset.autosave || "[data-save-status]");
  if (!status) return;
  const refused = refusedOnes().map((entry) => entry.refusal);
  let words = `Enregistré à ${clock(new Date())}`, state = "saved";
  if (refused.length) [words, state] = [wordsFor(refused), "failed"];
  else if ([...unsaved.values()].some((entry) => !entry.sending)) [words, state] = [`Pas encore enregistré${NARROW}: vous écrivez`, "waiting"];
  else if (unsaved.size) [words, state] = ["Enregistrement…", "waiting"];
  // The same words are not said twice to who listens to them.
  if (status.textContent !== words) status.textContent = words;
  status.dataset.state = state;
}

// One after the other, the oldest first: an answer may decide whether the next question is asked.
function sendNext() {
  current = round.shift() ?? null;
  if (current === null) return;
  const unit = shown(current), entry = unsaved.get(current);
  if (!entry || entry.sending || !unit?.hasAttribute("hx-post")) { sendNext(); return; }
  library.ajax("POST", unit.getAttribute("hx-post"), { source: unit }).catch(() => {});
}

function sendAgain(kinds) {
  if (current !== null && unsaved.get(current)?.sending) return;
  const late = Date.now() - WAIT;
  round = [...unsaved].filter(([, { sending, refusal, at }]) => !sending && (refusal ? kinds.includes(refusal.kind) : at < late)).map(([id]) => id);
  sendNext();
}

function submitWanted() {
  if (!wanted || [...unsaved.values()].some((entry) => entry.sending)) return;
  const { form, button } = wanted;
  wanted = null;
  if (!refusedOnes().some(({ refusal }) => refusal.kind === "cut")) form.requestSubmit(button);
}

// The site has this answer; a question that was to leave meanwhile leaves now.
function letGo(id, next) {
  unsaved.delete(id);
  if (!next) return;
  shown(id)?.replaceWith(next);
  library.process(next);
}

async function received(id, entry, refusal) {
  if (refusal?.kind === "expired") {
    const why = entry.renewed ? refusal : await renewToken();
    entry.renewed = !why;
    if (!why) round.unshift(id);
    entry.sending = false;
    entry.refusal = why && { ...why, kind: why.kind === "expired" ? "closed" : why.kind };
  } else {
    Object.assign(entry, { sending: false, renewed: false, refusal });
    if (!refusal && entry.sent === entry.typed) letGo(id, entry.next);
  }
  const isOfRound = current === id;
  if (isOfRound) current = null;
  say();
  if (entry.refusal?.kind === "cut") round = [];
  if (isOfRound || round[0] === id) sendNext();
  else if (!refusal) sendAgain(["cut", "failed", "closed"]);
  submitWanted();
}

function listenToRequests() {
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    const unit = detail.requestConfig.verb === "post" && unitOf(detail.elt);
    if (!unit) return;
    const entry = entryOf(unit);
    Object.assign(entry, { sending: true, sent: entry.typed });
    if (!unit.hasAttribute("hx-encoding")) detail.xhr.timeout = PATIENCE;
    say();
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!unsaved.has(detail.requestConfig?.elt?.id)) return;
    const refusal = refusalOf(detail.xhr, detail.pathInfo.finalRequestPath, !detail.isError);
    if (refusal && !detail.isError) Object.assign(detail, { shouldSwap: false, isError: true });  // another page: the door
    if (refusal?.kind !== "closed" || !detail.shouldSwap) return;
    // The refusal stands inside its place, which stays for the next answer; the same one is not said twice.
    detail.swapOverride = "innerHTML";
    if (bare(detail.target) === bare(new DOMParser().parseFromString(detail.serverResponse, "text/html").body)) detail.shouldSwap = false;
  });
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail, entry = unsaved.get(target.id);
    if (!entry) return;
    if (entry.refusal?.kind === "typed") { unsaved.delete(target.id); return; }
    // A question that leaves stays until the site has what was typed in it.
    event.preventDefault();
    const next = fragment.querySelector(`[id="${target.id}"]`);
    entry.next = next?.hidden ? next.cloneNode(true) : null;
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const id = detail.requestConfig?.elt?.id, entry = unsaved.get(id);
    if (entry?.sending) received(id, entry, refusalOf(detail.xhr, detail.pathInfo.finalRequestPath, detail.successful));
  });
}

export function startAutosave(htmx) {
  library = htmx;
  for (const signalled of document.querySelectorAll(SHOWN_REFUSED)) {
    const unit = unitOf(signalled);
    if (unit) entryOf(unit).refusal = { kind: "typed", words: "" };
  }
  if (unsaved.size) say();
  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => {
      const unit = unitOf(event.target);
      if (!unit) return;
      const entry = entryOf(unit);
      entry.typed += 1;
      entry.at = Date.now();
      say();
    });
  }
  listenToRequests();
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-autosave]") || !refusedOnes().some(({ refusal }) => refusal.kind === "cut")) return;
    // Without a connection, the next page would be the browser's and what is typed would leave with this one.
    event.preventDefault();
    wanted = { form: event.target, button: event.submitter };
    sendAgain(["cut"]);
  });
  const everything = () => sendAgain(["cut", "failed", "closed"]);
  window.addEventListener("online", everything);
  window.addEventListener("focus", everything);
  document.addEventListener("visibilitychange", () => document.hidden || everything());
  setInterval(() => {
    ticks += 1;
    sendAgain(ticks % CLOSED_EVERY ? ["cut", "failed"] : ["cut", "failed", "closed"]);
  }, WAIT);
}
