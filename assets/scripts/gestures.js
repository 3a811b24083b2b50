// Small gestures: copy a text, close a panel when one clicks elsewhere, tick all.
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
