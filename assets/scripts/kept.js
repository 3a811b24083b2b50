// A long text that does not save itself is kept in the page as it is typed: a reload, a broken connection or a refused
// sending gives it back, with what the site has beside it. It stays in this tab and leaves with it.
import { unitOf } from "./autosave.js";

const PREFIX = "texte:";
const LONG = "form[data-warns-unsaved] textarea, [data-keeps]";
const SENT = `${PREFIX}partis`;

const keyOf = (field) => `${PREFIX}${location.pathname}:${field.form?.getAttribute("action") || ""}:${field.name}`;

function read(key) {
  try { return sessionStorage.getItem(key); } catch { return null; }
}

function write(key, words) {
  try {
    if (words === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, words);
  } catch { /* nothing may be kept here: the page still warns before it is left */ }
}

function notice(field, stood) {
  const box = document.createElement("div");
  box.className = "notice";
  box.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = "Voici le texte que vous aviez écrit : il n’est pas encore enregistré.";
  const back = document.createElement("button");
  back.type = "button";
  back.className = "btn btn-outline-primary btn-sm";
  back.textContent = stood ? "Reprendre le texte enregistré" : "Effacer ce texte";
  back.addEventListener("click", () => {
    field.value = stood;
    write(keyOf(field), null);
    box.remove();
    field.focus();
  });
  const inside = document.createElement("div");
  inside.append(words);
  if (stood) {
    const other = document.createElement("details"), title = document.createElement("summary"), text = document.createElement("div");
    title.textContent = "Lire le texte enregistré";
    text.className = "version-text";
    text.textContent = stood;
    other.append(title, text);
    inside.append(other);
  }
  inside.append(back);
  box.append(inside);
  field.after(box);
}

function giveBack(field) {
  const kept = read(keyOf(field));
  if (kept === null || kept === field.value) return;
  const stood = field.value;
  field.value = kept;
  const folded = field.closest("details");
  if (folded) folded.open = true;
  notice(field, stood);
}

export function giveBackTexts(root) {
  for (const field of root.querySelectorAll(LONG)) if (!unitOf(field)) giveBack(field);
}

export function startKept() {
  // Another page came after the sending: what it held is on the site, unless this page says that it was refused.
  const [arrival] = performance.getEntriesByType("navigation");
  if ((arrival?.responseStatus || 200) < 400 && document.querySelector("main.page")) {
    for (const key of JSON.parse(read(SENT) || "[]")) write(key, null);
    write(SENT, null);
  }
  giveBackTexts(document);
  document.addEventListener("input", ({ target }) => {
    if (target.matches?.(LONG) && !unitOf(target)) write(keyOf(target), target.value || null);
  });
  document.addEventListener("submit", ({ target, defaultPrevented }) => {
    const keys = [...target.querySelectorAll(LONG)].map(keyOf);
    if (!defaultPrevented && keys.length) write(SENT, JSON.stringify(keys));
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const form = detail.requestConfig?.elt?.closest?.("form");
    if (form && !detail.isError) for (const field of form.querySelectorAll("[data-keeps]")) write(keyOf(field), null);
  });
}
