// Dialogs opened by data-open-dialog="id", « ? » for the shortcuts, Alt + figure for the main entries.
function writing(element) {
  return element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
}

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-dialog]");
    if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "?" && !writing(event.target)) document.getElementById("raccourcis")?.showModal();
    if (event.altKey && !event.ctrlKey && /^[1-5]$/.test(event.key)) {
      const entry = document.querySelectorAll(".site-nav a")[Number(event.key) - 1];
      if (entry) { event.preventDefault(); entry.click(); }
    }
    if (event.ctrlKey && event.key === "Enter" && event.target.form) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  });
}
