// Warn before leaving with unsaved text: forms with data-warns-unsaved. An answer that was refused is such a text.
export function startUnsaved() {
  const dirty = new Set();
  const sent = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-warns-unsaved]");
    if (!form) return;
    dirty.add(form);
    sent.delete(form);
  });
  document.addEventListener("saved", (event) => dirty.delete(event.target));
  document.addEventListener("submit", (event) => {
    dirty.delete(event.target);
    sent.add(event.target);
  });
  window.addEventListener("beforeunload", (event) => {
    const forms = [...document.querySelectorAll("form[data-warns-unsaved]")].filter((form) => !sent.has(form));
    if (forms.some((form) => dirty.has(form) || form.querySelector(".question-state .error"))) event.preventDefault();
  });
}
