// Everything here only adds: each page reads, chooses and answers without it.
import htmx from "htmx.org";
import { startAutosave } from "./autosave.js";
import { startDialogs } from "./dialogs.js";
import { startFollowing } from "./following.js";
import { startLive } from "./live.js";
import { giveBackTexts, startKept } from "./kept.js";
import { startMaps } from "./maps.js";
import { startPasskeys } from "./passkeys.js";
import { startCopying, startWriting, startFilters, startPanels, startSelection } from "./gestures.js";
import { startPickers } from "./picker.js";
import { startUnsaved } from "./unsaved.js";

window.htmx = htmx;
// Without « style »: an attribute that something left on a field would be copied, and the security policy refuses it.
Object.assign(htmx.config, {
  includeIndicatorStyles: false, allowEval: false, allowScriptTags: false, attributesToSettle: ["class", "width", "height"],
});
document.documentElement.classList.add("is-scripted");

startAutosave(htmx);
startUnsaved();
startKept();
startDialogs();
startMaps(document);
startCopying();
startWriting();
startPanels();
startSelection();
startFilters();
startLive(document, htmx);
startFollowing();
startPickers();
startPasskeys();

document.addEventListener("htmx:afterSettle", (event) => {
  startMaps(event.target);
  startLive(event.target, htmx);
  giveBackTexts(event.target);
});
// A page read again sometimes forgets its « autofocus »: where one types is then where one clicks first.
const focused = document.querySelector("[data-takes-focus]") ?? document.querySelector("[autofocus]");
if (focused && (document.activeElement === document.body || focused.matches("[data-takes-focus]"))) focused.focus();
