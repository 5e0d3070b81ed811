/*
 * Suggests places while one types (combobox with listbox, ARIA 1.2). Without this script the form works as it is.
 *
 * A chosen place is sent by its slug, as long as the field still shows it.
 */
(() => {
  "use strict";

  const WAIT = 150; // milliseconds of rest before the server is asked
  const SHORTEST = 2;

  class Ortfeld {
    constructor(box) {
      this.box = box;
      this.input = box.querySelector("input");
      this.orte = [];
      this.active = -1;
      this.chosen = null;
      this.list = this.makeList();
      this.status = this.makeStatus();
      this.prepareInput();
      this.listen();
    }

    makeList() {
      const list = document.createElement("ul");
      list.id = `${this.input.id}-liste`;
      list.className = "ortfeld__liste";
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
        if (option) this.choose(Array.from(this.list.children).indexOf(option));
      });
      if (this.input.form) this.input.form.addEventListener("formdata", (event) => this.send(event.formData));
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
      const url = `${this.box.dataset.ortfeld}?${new URLSearchParams({ q: this.input.value.trim() })}`;
      try {
        const answer = await fetch(url, { headers: { Accept: "application/json" }, signal: request.signal });
        if (!answer.ok) throw new Error(String(answer.status));
        const { orte } = await answer.json();
        if (request === this.request && document.activeElement === this.input) this.show(orte);
      } catch {
        if (request === this.request) this.close();
      }
    }

    /* --- Showing --- */

    show(orte) {
      this.orte = orte;
      this.list.replaceChildren(...orte.map((ort, index) => this.option(ort, index)));
      this.list.scrollTop = 0;
      this.setActive(-1);
      this.setOpen(orte.length > 0);
      const { keiner, einer, mehrere } = this.box.dataset;
      this.status.textContent = orte.length > 1 ? mehrere.replace("#", orte.length) : orte.length ? einer : keiner;
    }

    option(ort, index) {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${index}`;
      option.className = "ortfeld__vorschlag";
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const lage = document.createElement("span");
      lage.className = "ortfeld__lage";
      lage.textContent = this.lage(ort);
      option.append(`${ort.name} `, lage);
      return option;
    }

    kind(ort) {
      return this.box.getAttribute(`data-ebene-${ort.ebene}`) || "";
    }

    lage(ort) {
      return [this.kind(ort), ort.kreis].filter(Boolean).join(", ");
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
        this.choose(this.active);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        this.close();
      }
    }

    /* Past either end the cursor rests in the field itself. */
    move(step) {
      const places = this.orte.length + 1;
      this.setActive(((this.active + 1 + step + places) % places) - 1);
    }

    choose(index) {
      const ort = this.orte[index];
      const where = this.kind(ort) || ort.kreis;
      const text = where ? `${ort.name} (${where})` : ort.name;
      this.input.value = text;
      this.chosen = { text, slug: ort.slug };
      this.close();
      this.status.textContent = text;
      this.input.dispatchEvent(new Event("change", { bubbles: true }));
    }

    send(data) {
      if (this.chosen && this.input.name && this.input.value === this.chosen.text) {
        data.set(this.input.name, this.chosen.slug);
      }
    }
  }

  document.querySelectorAll("[data-ortfeld]").forEach((box) => new Ortfeld(box));
})();
