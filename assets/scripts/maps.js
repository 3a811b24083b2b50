// A tile and its row of the table light up together, and the tile's name and value are written under the map.
export function startMaps(root) {
  for (const map of root.querySelectorAll("[data-tile-map]")) {
    if (map.dataset.started) continue;
    map.dataset.started = "yes";
    const said = map.querySelector("[data-tile-said]");
    const atRest = said ? said.textContent : "";
    const scope = map.closest("[data-tile-scope]") || map;
    const light = (code, on) => {
      for (const part of scope.querySelectorAll("[data-code]")) part.classList.toggle("is-lit", on && part.dataset.code === code);
      const shape = map.querySelector(`.tile[data-code="${CSS.escape(code)}"]`);
      if (said) said.textContent = on && shape ? shape.getAttribute("aria-label") : atRest;
    };
    for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
      scope.addEventListener(name, (event) => {
        const part = event.target.closest("[data-code]");
        if (part) light(part.dataset.code, on);
      });
    }
  }
}
