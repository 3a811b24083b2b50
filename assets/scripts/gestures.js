// Small gestures: copy a text, close a panel when one clicks elsewhere, tick all.
// A button that writes its words in a field, and gives the hand back to it.
export function startWriting() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-writes]"), field = button && document.querySelector(button.dataset.writes);
    if (!field) return;
    field.value = button.dataset.words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

export function startCopying() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.querySelector(button.dataset.copy);
    if (!source) return;
    const words = "value" in source ? source.value : source.textContent;
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(words.trim());
      button.textContent = "Copié";
    } catch {
      if (source.select) source.select();
      button.textContent = "Sélectionné : Ctrl + C pour copier";
    }
    setTimeout(() => { button.textContent = before; }, 2500);
  });
}

export function startPanels() {
  document.addEventListener("click", (event) => {
    for (const panel of document.querySelectorAll("details[data-closes-outside][open]")) {
      if (!panel.contains(event.target)) panel.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const panel of document.querySelectorAll("details[data-closes-outside][open]")) {
      panel.open = false;
      panel.querySelector("summary").focus();
    }
  });
}

export function startSelection() {
  document.addEventListener("change", (event) => {
    const all = event.target.closest("[data-ticks-all]");
    if (!all) return;
    for (const box of document.querySelectorAll(all.dataset.ticksAll)) if (!box.disabled) box.checked = all.checked;
  });
}

// A field with data-filters="#list" shows only the lines of a long list of boxes that hold its words; ticked ones stay.
const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function startFilters() {
  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-filters]");
    if (!field) return;
    const wanted = plain(field.value.trim());
    for (const line of document.querySelectorAll(`${field.dataset.filters} > *`)) {
      line.hidden = !plain(line.textContent).includes(wanted) && !line.querySelector("input:checked");
    }
  });
}
