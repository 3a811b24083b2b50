// Warn before leaving with unsaved text: forms with data-warns-unsaved. In those that save by themselves, every answer
// that the site does not have is such a text: typed, on its way, failed or refused.
import { holdsUnsaved, unitOf } from "./autosave.js";

export function startUnsaved() {
  const dirty = new Set();
  const sent = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-warns-unsaved]");
    if (!form) return;
    if (!unitOf(event.target)) dirty.add(form);
    sent.delete(form);
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    dirty.delete(event.target);
    sent.add(event.target);
  });
  window.addEventListener("beforeunload", (event) => {
    const forms = [...document.querySelectorAll("form[data-warns-unsaved]")].filter((form) => !sent.has(form));
    if (forms.some((form) => dirty.has(form) || holdsUnsaved(form))) event.preventDefault();
  });
}
