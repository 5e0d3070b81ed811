/*
 * Suggests while one types (combobox with listbox, ARIA 1.2): places, and what the search would lead to.
 * Without this script the forms work as they are.
 */
(() => {
  "use strict";

  const WAIT = 150; // milliseconds of rest before the server is asked
  const SHORTEST = 2;

  /* A field that suggests. What is suggested, and what choosing it does, is its subclass's. */
  class Vorschlagsfeld {
    constructor(box) {
      this.box = box;
      this.input = box.querySelector("input");
      this.found = [];
      this.active = -1;
      this.list = this.makeList();
      this.status = this.makeStatus();
      this.prepareInput();
      this.listen();
    }

    makeList() {
      const list = document.createElement("ul");
      list.id = `${this.input.id}-liste`;
      list.className = "vorschlaege";
      list.hidden = true;
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", this.box.querySelector("label").textContent.trim());
      this.box.append(list);
      return list;
    }

    makeStatus() {
      const status = document.createElement("div");
      status.className = "kern-sr-only";
      status.setAttribute("role", "status");
      this.box.append(status);
      return status;
    }

    prepareInput() {
      this.input.setAttribute("role", "combobox");
      this.input.setAttribute("aria-autocomplete", "list");
      this.input.setAttribute("aria-expanded", "false");
      this.input.setAttribute("aria-controls", this.list.id);
    }

    listen() {
      this.input.addEventListener("input", () => this.askSoon());
      this.input.addEventListener("keydown", (event) => this.onKey(event));
      this.input.addEventListener("blur", () => this.close());
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.pick(Array.from(this.list.children).indexOf(option));
      });
    }

    /* --- Asking --- */

    askSoon() {
      clearTimeout(this.timer);
      if (this.request) this.request.abort();
      if (this.input.value.trim().length < SHORTEST) {
        this.close();
        this.status.textContent = "";
        return;
      }
      this.timer = setTimeout(() => this.ask(), WAIT);
    }

    async ask() {
      const request = (this.request = new AbortController());
      try {
        const answer = await fetch(this.url(), { headers: { Accept: "application/json" }, signal: request.signal });
        if (!answer.ok) throw new Error(String(answer.status));
        const found = this.read(await answer.json());
        if (request === this.request && document.activeElement === this.input) this.show(found);
      } catch {
        if (request === this.request) this.close();
      }
    }

    /* --- Showing --- */

    show(found) {
      this.found = found;
      this.list.replaceChildren(...found.map((one, index) => this.option(one, index)));
      this.list.scrollTop = 0;
      this.setActive(-1);
      this.setOpen(found.length > 0);
      const { keiner, einer, mehrere } = this.box.dataset;
      this.status.textContent = found.length > 1 ? mehrere.replace("#", found.length) : found.length ? einer : keiner;
    }

    option(one, index) {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${index}`;
      option.className = "vorschlag";
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      if (one.sprache && one.sprache !== document.documentElement.lang) option.lang = one.sprache;
      const more = document.createElement("span");
      more.className = "vorschlag__zusatz";
      more.lang = document.documentElement.lang;
      more.textContent = this.zusatz(one);
      option.append(`${this.name(one)} `, more);
      return option;
    }

    setOpen(open) {
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
    }

    setActive(index) {
      this.active = index;
      Array.from(this.list.children).forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
      if (index < 0) {
        this.input.removeAttribute("aria-activedescendant");
        return;
      }
      this.input.setAttribute("aria-activedescendant", this.list.children[index].id);
      this.list.children[index].scrollIntoView({ block: "nearest" });
    }

    close() {
      clearTimeout(this.timer);
      if (this.request) this.request.abort();
      this.request = null;
      this.setOpen(false);
      this.setActive(-1);
    }

    /* --- Choosing --- */

    onKey(event) {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      const open = !this.list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (open) this.move(event.key === "ArrowDown" ? 1 : -1);
        else if (this.input.value.trim().length >= SHORTEST) this.ask();
      } else if (event.key === "Enter" && open && this.active >= 0) {
        event.preventDefault();
        this.pick(this.active);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        this.close();
      }
    }

    /* Past either end the cursor rests in the field itself. */
    move(step) {
      const places = this.found.length + 1;
      this.setActive(((this.active + 1 + step + places) % places) - 1);
    }

    pick(index) {
      const one = this.found[index];
      this.close();
      this.choose(one);
    }
  }

  /* A place. The chosen one is sent by its slug, as long as the field still shows it. */
  class Ortfeld extends Vorschlagsfeld {
    listen() {
      super.listen();
      if (this.input.form) this.input.form.addEventListener("formdata", (event) => this.send(event.formData));
    }

    url() {
      return `${this.box.dataset.ortfeld}?${new URLSearchParams({ q: this.input.value.trim() })}`;
    }

    read({ orte }) {
      return orte;
    }

    name(ort) {
      return ort.name;
    }

    zusatz(ort) {
      return [this.kind(ort), ort.kreis].filter(Boolean).join(", ");
    }

    kind(ort) {
      return this.box.getAttribute(`data-ebene-${ort.ebene}`) || "";
    }

    choose(ort) {
      const where = this.kind(ort) || ort.kreis;
      const text = where ? `${ort.name} (${where})` : ort.name;
      this.input.value = text;
      this.chosen = { text, slug: ort.slug };
      this.status.textContent = text;
      this.input.dispatchEvent(new Event("change", { bubbles: true }));
    }

    send(data) {
      if (this.chosen && this.input.name && this.input.value === this.chosen.text) {
        data.set(this.input.name, this.chosen.slug);
      }
    }
  }

  /* What is searched for, at the place of the same form. A chosen suggestion leads to its page. */
  class Suchfeld extends Vorschlagsfeld {
    url() {
      const asked = new FormData(this.input.form);
      return `${this.box.dataset.suchfeld}?${new URLSearchParams({ q: this.input.value, ort: asked.get("ort") || "" })}`;
    }

    read({ vorschlaege }) {
      return vorschlaege;
    }

    name(vorschlag) {
      return vorschlag.titel;
    }

    zusatz(vorschlag) {
      return vorschlag.art;
    }

    choose(vorschlag) {
      window.location.assign(vorschlag.url);
    }
  }

  document.querySelectorAll("[data-ortfeld]").forEach((box) => new Ortfeld(box));
  document.querySelectorAll("[data-suchfeld]").forEach((box) => new Suchfeld(box));
})();
