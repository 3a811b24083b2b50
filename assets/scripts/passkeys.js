// A key of the device beside the code: asked of the server, made or proved by the browser, sent back by a plain form.
// Without it, or on a browser that has none, the button is not there and the code lets in as always.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function read(options) {
  const asked = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (asked[list]) asked[list] = asked[list].map((each) => ({ ...each, id: bytes(each.id) }));
  }
  return asked;
}

function written(credential) {
  const given = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) given[name] = text(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response: given, clientExtensionResults: {},
  });
}

async function answer(form) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const asked = await fetch(form.dataset.asks, { method: "POST", headers: { "X-CSRFToken": token } });
  if (!asked.ok) throw new Error("refused");
  const publicKey = read(await asked.json());
  const credential = publicKey.user
    ? await navigator.credentials.create({ publicKey })
    : await navigator.credentials.get({ publicKey });
  form.querySelector("[name=answer]").value = written(credential);
  form.submit();
}

export function startPasskeys() {
  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-asks]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const told = form.querySelector("[data-told]");
      told.textContent = "";
      answer(form).catch(() => { told.textContent = form.dataset.refused; });
    });
  }
}
