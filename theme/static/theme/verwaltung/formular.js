/* Helps to write the rules of a form: offers its fields and their choices, and the comparisons that fit. Without this
   script everything is typed; what does not fit is told when the form is published. */
(() => {
  "use strict";

  let gelesen = null;
  function daten() {
    gelesen ||= JSON.parse(document.getElementById("formular-regeln").textContent);
    return gelesen;
  }

  const named = (name) => document.getElementsByName(name)[0];
  const valueOf = (name) => named(name)?.value?.trim() ?? "";

  /* --- What the form asks, as it stands in the page now ---------------------------------------------------------- */

  function felder() {
    const found = [];
    for (const input of document.querySelectorAll("input[name$='-value-schluessel']")) {
      const place = input.name.slice(0, -"-value-schluessel".length);
      const typ = valueOf(`${place}-type`);
      const regeltyp = daten().typen[typ];
      if (!regeltyp || !input.value || place.includes("-felder-") || isDeleted(place)) continue;
      const label = valueOf(`${place}-value-beschriftung`) || input.value;
      found.push({ key: input.value, label, regeltyp: ergebnis(place, typ) || regeltyp, wahlen: wahlen(place) });
      for (const [teil, [teiltyp, name]] of Object.entries(daten().teile[typ] ?? {})) {
        found.push({ key: `${input.value}.${teil}`, label: `${label}: ${name}`, regeltyp: teiltyp, wahlen: [] });
      }
    }
    return found;
  }

  function ergebnis(place, typ) {
    return typ === "berechnet" ? valueOf(`${place}-value-als`) : "";
  }

  function isDeleted(place) {
    const parts = place.split("-");
    return parts.some((_part, index) => valueOf(`${parts.slice(0, index + 1).join("-")}-deleted`) === "1");
  }

  function wahlen(place) {
    const found = [];
    for (const input of document.querySelectorAll(`input[name^='${place}-value-wahlen-'][name$='-value-wert']`)) {
      const choice = input.name.slice(0, -"-value-wert".length);
      if (input.value && !isDeleted(choice)) found.push([input.value, valueOf(`${choice}-value-text`)]);
    }
    return found;
  }

  /* --- What is offered -------------------------------------------------------------------------------------------- */

  function offer(input, id, options) {
    let list = document.getElementById(id);
    if (!list) {
      list = document.createElement("datalist");
      list.id = id;
      document.body.append(list);
    }
    list.replaceChildren(
      ...options.map(([value, label]) => {
        const option = document.createElement("option");
        option.value = value;
        option.label = label && label !== value ? `${label} (${value})` : value;
        return option;
      }),
    );
    input.setAttribute("list", id);
    input.autocomplete = "off";
  }

  const feldOf = (place) => felder().find((one) => one.key === valueOf(`${place}-feld`));

  function fitComparisons(place) {
    const select = named(`${place}-vergleich`);
    const feld = feldOf(place);
    if (!select) return;
    const fitting = feld ? daten().vergleiche[feld.regeltyp] : null;
    for (const option of select.options) {
      option.hidden = option.disabled = Boolean(fitting) && !fitting.includes(option.value);
    }
    if (fitting && !fitting.includes(select.value)) {
      select.value = fitting[0];
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    explain(place, feld);
  }

  function explain(place, feld) {
    const input = named(`${place}-wert`);
    if (!input) return;
    const id = `${input.id}-regelhilfe`;
    let help = document.getElementById(id);
    if (!help) {
      help = document.createElement("p");
      help.id = id;
      help.className = "regelhilfe";
      input.after(help);
      input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
    }
    const ohne = daten().ohneWert.includes(valueOf(`${place}-vergleich`));
    help.textContent = !feld ? "" : ohne ? daten().texte.ohne : (daten().texte[feld.regeltyp] ?? "");
  }

  function offerValues(place, input) {
    const feld = feldOf(place);
    const options = feld?.regeltyp === "datum" ? daten().tage : (feld?.wahlen ?? []);
    offer(input, "formular-werte", options);
    explain(place, feld);
  }

  /* --- Below an expression: the fields of this form, and what expressions can call --------------------------------- */

  function explainExpression(input) {
    const id = `${input.id}-funktionen`;
    let help = document.getElementById(id);
    if (!help) {
      help = document.getElementById("formular-funktionen").cloneNode(true);
      help.id = id;
      help.open = false;
      input.after(help);
    }
    const rows = felder().map(({ key, label }) => {
      const row = document.createElement("div");
      const term = row.appendChild(document.createElement("dt"));
      term.appendChild(document.createElement("code")).textContent = key;
      row.appendChild(document.createElement("dd")).textContent = label;
      return row;
    });
    help.querySelector("[data-felder]").replaceChildren(...rows);
  }

  /* --- Keys follow from labels ------------------------------------------------------------------------------------ */

  const UMLAUTE = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

  function suggestKey(label) {
    const place = label.name.replace(/-(beschriftung|titel)$/, "");
    const key = named(`${place}-schluessel`);
    if (!key || key.value || !label.value) return;
    const words = label.value.toLowerCase().replace(/[äöüß]/g, (one) => UMLAUTE[one]);
    key.value = words.replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "").slice(0, 40);
    key.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("focusin", ({ target }) => {
    if (!target.name || !document.getElementById("formular-regeln")) return;
    if (target.name.endsWith("-value-feld")) {
      offer(target, "formular-felder", felder().map((one) => [one.key, one.label]));
    } else if (target.name.endsWith("-value-wert") && target.name.includes("-vergleiche-")) {
      offerValues(target.name.slice(0, -"-wert".length), target);
    } else if (target.name.endsWith("-value-vergleich")) {
      fitComparisons(target.name.slice(0, -"-vergleich".length));
    } else if (/-(cel|ausdruck)$/.test(target.name)) {
      explainExpression(target);
    }
  });

  document.addEventListener("change", ({ target }) => {
    if (!target.name || !document.getElementById("formular-regeln")) return;
    if (target.name.endsWith("-value-feld")) fitComparisons(target.name.slice(0, -"-feld".length));
    if (target.name.endsWith("-value-vergleich")) {
      const place = target.name.slice(0, -"-vergleich".length);
      explain(place, feldOf(place));
    }
    if (/-value-(beschriftung|titel)$/.test(target.name)) suggestKey(target);
  });
})();
