/*
 * Asks a security key or the device (WebAuthn) and sends the form with its answer.
 *
 * What to ask comes as JSON beside the form; bytes travel as base64url.
 */
(() => {
  "use strict";

  const toBytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  const named = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  const ASK = {
    create: ({ publicKey }) =>
      navigator.credentials.create({
        publicKey: {
          ...publicKey,
          challenge: toBytes(publicKey.challenge),
          user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
          excludeCredentials: named(publicKey.excludeCredentials),
        },
      }),
    get: ({ publicKey }) =>
      navigator.credentials.get({
        publicKey: {
          ...publicKey,
          challenge: toBytes(publicKey.challenge),
          allowCredentials: named(publicKey.allowCredentials),
        },
      }),
  };

  const BYTES = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

  function plain(credential) {
    const response = {};
    for (const name of BYTES) {
      if (credential.response[name]) response[name] = toText(credential.response[name]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    };
  }

  function prepare(box) {
    const data = JSON.parse(document.getElementById("schluesseldaten").textContent);
    const form = box.querySelector("form");
    const status = box.querySelector("[role=status]");
    const options = data.creation_options || data.request_options;
    const ask = async () => {
      status.textContent = status.dataset.wartet;
      try {
        const credential = await ASK[box.dataset.schluessel](options);
        form.elements.credential.value = JSON.stringify(plain(credential));
        form.submit();
      } catch {
        status.textContent = status.dataset.fehler;
      }
    };
    form.querySelector("button").addEventListener("click", ask);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask();
    });
    box.hidden = false;
  }

  if (window.PublicKeyCredential) document.querySelectorAll("[data-schluessel]").forEach(prepare);
})();
