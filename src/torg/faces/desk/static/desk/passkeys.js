// Asks the browser for a passkey when a form with data-passkey is sent, and sends its answer with the form.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function asked(options) {
  const read = { ...options, challenge: bytes(options.challenge) };
  if (options.user) read.user = { ...options.user, id: bytes(options.user.id) };
  for (const name of ["allowCredentials", "excludeCredentials"])
    if (options[name]) read[name] = options[name].map((one) => ({ ...one, id: bytes(one.id) }));
  return read;
}

function answered(credential) {
  const said = { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: {} };
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[name]) said.response[name] = text(credential.response[name]);
  said.clientExtensionResults = credential.getClientExtensionResults();
  return JSON.stringify(said);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const failed = form.querySelector("[data-failed]");
  if (!window.PublicKeyCredential) {
    form.querySelector("button").disabled = true;
    form.querySelector("[data-impossible]").hidden = false;
    continue;
  }
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    failed.hidden = true;
    const publicKey = asked(JSON.parse(form.dataset.options));
    try {
      const made = form.dataset.passkey === "new";
      const credential = await (made
        ? navigator.credentials.create({ publicKey })
        : navigator.credentials.get({ publicKey }));
      form.elements.answer.value = answered(credential);
      form.requestSubmit();
    } catch {
      failed.hidden = false;
      failed.focus();
    }
  });
}
