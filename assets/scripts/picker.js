// [data-picker]: a field that searches on the server. Its own form is sent to its own page as one types, files left
// out, and the field alone is replaced; without this, the button « Chercher » does the same with the whole page.
const WAIT = 250;

async function search(picker, submitter) {
  const form = picker.querySelector("input").form;
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  data.set("_chercher", submitter ? submitter.value : picker.dataset.picker);
  picker.waits?.abort();
  const waits = (picker.waits = new AbortController());
  const method = form.method.toUpperCase();
  const url = new URL(form.action || location.href);
  if (method === "GET") url.search = new URLSearchParams(data);
  let page;
  try {
    const answer = await fetch(url, { method, body: method === "GET" ? null : data, signal: waits.signal });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return;
  }
  const found = page.getElementById(picker.id);
  const typed = picker.querySelector("input[type=search]");
  if (!found || !picker.isConnected || typed.value !== data.get(typed.name)) return;
  const kept = document.activeElement === typed ? typed.selectionStart : null;
  const focused = document.activeElement?.id;
  picker.replaceWith(found);
  const next = document.getElementById(kept === null ? focused : typed.id);
  if (!next || !found.contains(next)) return;
  next.focus();
  if (kept !== null) next.setSelectionRange(kept, kept);
}

export function startPickers() {
  let later;
  document.addEventListener("input", (event) => {
    const picker = event.target.closest("[data-picker]");
    if (!picker) return;
    clearTimeout(later);
    if (event.target.type === "search") later = setTimeout(() => search(picker), WAIT);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.type !== "search") return;
    const picker = event.target.closest("[data-picker]");
    if (!picker) return;
    event.preventDefault();
    clearTimeout(later);
    search(picker);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-picker] button[name=_chercher]");
    if (!button) return;
    event.preventDefault();
    search(button.closest("[data-picker]"), button);
  });
}
