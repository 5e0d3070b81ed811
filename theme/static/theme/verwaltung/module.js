/* Puts the text that a section is written for beside its field, and keeps the pin: the hash of the text shown. */
(() => {
  "use strict";

  const { StructBlockDefinition } = window.wagtailStreamField.blocks;
  const t = (key) => daten().texte[key];
  let gelesen = null;

  function daten() {
    gelesen ||= JSON.parse(document.getElementById("modul-daten").textContent);
    return gelesen;
  }

  /* A text of this page says which text it was written for; one that has just been added is written for what is shown. */
  function standOf(id, basis, vorlage) {
    const hash = vorlage ? vorlage.hash : "";
    if (!daten().eigene.includes(id)) return { hash, neu: true };
    return { hash, geaendert: basis !== hash, weggefallen: basis !== "" && !vorlage, dazugekommen: basis === "" };
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function hinweis(stand, pin) {
    const box = element("div", "modul-vorlage__hinweis");
    const text = stand.weggefallen ? "weggefallen" : stand.dazugekommen ? "dazugekommen" : "geaendert";
    box.append(element("p", "", t(text)));
    const button = element("button", "button button-small button-secondary", t("passt"));
    button.type = "button";
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      pin.value = stand.hash;
      pin.dispatchEvent(new Event("change", { bubbles: true }));
      button.setAttribute("aria-pressed", "true");
      button.disabled = true;
      box.classList.add("modul-vorlage__hinweis--erledigt");
      button.textContent = t("gemerkt");
    });
    box.append(button);
    return box;
  }

  function vorlageColumn(vorlage, stand, pin) {
    const column = element("div", "modul-vorlage");
    column.append(element("p", "modul-vorlage__titel", t(vorlage ? "titel" : "ohne")));
    if (stand.geaendert) column.append(hinweis(stand, pin));
    if (vorlage) {
      const text = element("div", "modul-vorlage__text");
      text.innerHTML = vorlage.html; // made by the server from sanitised texts
      text.querySelectorAll("a").forEach((link) => {
        link.target = "_blank";
        link.rel = "noreferrer";
      });
      column.append(text);
    }
    return column;
  }

  /* Several texts of a section are told apart by the places they are for. */
  function nameOrte(child, orte) {
    const summary = child.querySelector(":scope > section > .w-panel__header [data-panel-heading-text]");
    if (summary && orte) summary.before(element("span", "modul-orte", `– ${orte} `));
  }

  class ModulBlockDefinition extends StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      const child = placeholder.closest("[data-streamfield-child]");
      const id = child ? child.dataset.contentpath : "";
      const block = super.render(placeholder, prefix, initialState, initialError);
      const { vorlagen, jeBlock, orte } = daten();
      if (child) nameOrte(child, orte[id]);
      const vorlage = vorlagen[jeBlock ? id : this.name];
      const merker = jeBlock ? "original" : "basis";
      const stand = standOf(id, (initialState && initialState[merker]) || "", vorlage);
      const pin = document.getElementsByName(`${prefix}-${merker}`)[0];
      if (stand.neu) pin.value = stand.hash;
      const content = block.container[0].parentElement;
      if (!vorlage) content.classList.add("modul-ohne-vorlage");
      if (vorlage || stand.geaendert) {
        content.classList.add("modul-zeile");
        content.prepend(vorlageColumn(vorlage, stand, pin));
      }
      return block;
    }
  }

  window.telepath.register("leistungen.ModulBlock", ModulBlockDefinition);
})();
