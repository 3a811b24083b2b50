// Warn before leaving with unsaved text: forms with data-warns-unsaved.
export function startUnsaved() {
  const dirty = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-warns-unsaved]");
    if (form) dirty.add(form);
  });
  for (const name of ["submit", "saved"]) document.addEventListener(name, (event) => dirty.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
  });
}
