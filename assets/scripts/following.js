// data-follows: what stands under it grows line by line. Who reads the last line goes on reading the last line; who
// went up to read stays there, until a line of their own. The focus never moves.
const SLACK = 48;

function end() {
  const list = document.querySelector("[data-follows]");
  if (!list) return null;
  const bar = document.querySelector(list.dataset.follows);
  const stuck = bar && getComputedStyle(bar).position === "sticky";
  const last = bar && !stuck ? bar : list;
  const limit = stuck ? bar.getBoundingClientRect().top : window.innerHeight;
  return { bar, hidden: last.getBoundingClientRect().bottom - limit };
}

function show() {
  const found = end();
  if (found && found.hidden > 0) window.scrollBy({ top: found.hidden, behavior: "instant" });
}

export function startFollowing() {
  const found = end();
  if (!found) return;
  let follows = Boolean(found.bar);
  if (follows) {
    // A page opened again is opened at its last line, wherever it was left.
    history.scrollRestoration = "manual";
    show();
    window.addEventListener("load", () => requestAnimationFrame(show));
  }
  document.addEventListener("htmx:beforeSwap", (event) => {
    const before = end();
    const own = before?.bar?.contains(event.detail.requestConfig?.elt);
    follows = Boolean(before) && (own || before.hidden < SLACK);
  });
  for (const name of ["htmx:afterSwap", "htmx:afterSettle"]) document.addEventListener(name, () => follows && show());
}
