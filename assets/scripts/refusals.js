// Why an answer sent by itself was not saved, in words. The kind says what can be done about it:
// « cut »: nothing came back; « failed »: the site broke; both are sent again by themselves, often.
// « closed »: not open to this person now; sent again when they come back to the page.
// « expired »: the protection token of the page is old, another may be asked.
// « typed »: what was typed is refused, and why is shown beside it; it waits to be corrected.
const NARROW = "\u202f";
const DOOR = "/entrer/";
const SIGNED_OUT = {
  kind: "closed",
  words: "Vous n’êtes plus connecté. Entrez de nouveau dans un autre onglet, ou rouvrez le lien du courriel, puis revenez ici.",
};
const CLOSED = {
  kind: "closed",
  words: `Cette page ne vous est plus ouverte${NARROW}: votre habilitation a peut-être pris fin. Demandez à l’animation du réseau.`,
};
const pathOf = (address) => new URL(address, window.location.href).pathname;

function sentencesOf(page, selector) {
  return [...page.querySelectorAll(selector)].map((line) => line.textContent.trim().replace(/\s+/g, (space) => space[0])).join(" ");
}

// Nothing when the answer was saved.
export function refusalOf(xhr, asked, successful) {
  if (!xhr.status) return { kind: "cut", words: "la connexion est coupée" };
  // A browser follows a redirection by itself: another page than the one asked is no saved answer.
  const led = xhr.responseURL ? pathOf(xhr.responseURL) : pathOf(asked);
  if (led !== pathOf(asked)) return led.startsWith(DOOR) ? SIGNED_OUT : CLOSED;
  if (successful) return null;
  if (xhr.status === 401) return SIGNED_OUT;
  if (xhr.status === 403) return { ...CLOSED, kind: "expired" };
  if (xhr.status === 404) return CLOSED;
  if (xhr.status >= 500) return { kind: "failed", words: "le site a rencontré une panne" };
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  if (page.querySelector(".question-state")) return { kind: "typed", words: "" };
  const said = sentencesOf(page, ".refusal p, .refusal li");
  if (said) return { kind: "closed", words: said };
  return { kind: "typed", words: sentencesOf(page, "main h1 + p") || "Le site n’a pas compris ce qui a été envoyé." };
}

// Ask this page again for a fresh token: nothing when there is one, else why there is none.
export async function renewToken() {
  let answer;
  try {
    answer = await fetch(window.location.href, { cache: "no-store" });
  } catch {
    return { kind: "cut", words: "la connexion est coupée" };
  }
  if (pathOf(answer.url).startsWith(DOOR)) return SIGNED_OUT;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]");
  if (!answer.ok || !token || pathOf(answer.url) !== window.location.pathname) return CLOSED;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token.value;
  document.body.setAttribute("hx-headers", page.body.getAttribute("hx-headers"));
  return null;
}

// What the line under the form says of the answers that are not saved.
export function wordsFor(refused) {
  const count = refused.length, several = count > 1;
  const { kind, words } = refused.findLast((each) => each.kind !== "typed") || refused.findLast((each) => each.words) || refused[0];
  const answers = `${count}\u00a0réponse${several ? "s" : ""}`;
  if (kind === "cut" || kind === "failed") {
    const leave = several ? "attendent dans cette page et partiront d’elles-mêmes" : "attend dans cette page et partira d’elle-même";
    return `Pas encore enregistré${NARROW}: ${words}. ${answers} ${leave}${NARROW}; gardez-la ouverte.`;
  }
  if (!words) return `Pas encore enregistré${NARROW}: ${answers} à corriger, lisez la raison affichée.`;
  return `Pas enregistré. ${words} ${answers} ${several ? "restent" : "reste"} à l’écran, non enregistrée${several ? "s" : ""}.`;
}
