// « Enregistré à 10 h 42 » or « Pas encore enregistré : … », for every form or field with data-autosave.
const NARROW = "\u202f";

function clock(date) {
  return `${date.getHours()}${NARROW}h${NARROW}${String(date.getMinutes()).padStart(2, "0")}`;
}

function statusOf(element) {
  const form = element.closest("[data-autosave]");
  if (!form) return null;
  return document.querySelector(form.dataset.autosave || "[data-save-status]");
}

function say(element, words, state) {
  const status = statusOf(element);
  if (!status) return;
  status.textContent = words;
  status.dataset.state = state;
}

export function startAutosave() {
  document.addEventListener("input", (event) => say(event.target, `Pas encore enregistré${NARROW}: vous écrivez`, "waiting"));
  document.addEventListener("htmx:beforeRequest", (event) => say(event.target, "Enregistrement…", "waiting"));
  document.addEventListener("htmx:afterRequest", (event) => {
    const { successful, xhr } = event.detail;
    if (successful) {
      const form = event.target.closest("form");
      const left = form && form.querySelector(".question-state .error");
      say(event.target, `Enregistré à ${clock(new Date())}${left ? ", sauf ce qui est signalé" : ""}`, left ? "failed" : "saved");
      if (form) form.dispatchEvent(new CustomEvent("saved", { bubbles: true }));
      return;
    }
    let why = "le site n’a pas répondu, ce que vous avez écrit reste dans cette page";
    if (xhr && xhr.status === 409) why = "lisez la raison affichée";
    if (xhr && (xhr.status === 401 || xhr.status === 403)) why = "votre session est finie, rouvrez une page du site";
    say(event.target, `Pas encore enregistré${NARROW}: ${why}`, "failed");
  });
  document.addEventListener("htmx:sendError", (event) =>
    say(event.target, `Pas encore enregistré${NARROW}: la connexion est coupée, ce que vous avez écrit reste dans cette page`, "failed"));
}
