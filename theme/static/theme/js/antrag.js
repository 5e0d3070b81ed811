/*
 * Online applications: saves while one fills in, survives a lost connection, asks further questions on the same page.
 * Without this script every page works as it is.
 */
(() => {
  "use strict";

  const REST = 900; // milliseconds without typing before what was typed is saved
  const PAUSES = [2, 4, 8, 15, 30, 60]; // seconds between attempts while there is no connection
  const SLOW = 600; // milliseconds after which it is said that something is under way
  const IMPORTANT = new Set(["getrennt", "zugang", "anderswo", "zuviel"]); // to be seen wherever one is on the page
  const parse = (html) => new DOMParser().parseFromString(html, "text/html");

  /* A request of ours; rejected if it did not get through or the server cannot answer now. */
  function send(url, data, onProgress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(data ? "POST" : "GET", url);
      if (data) request.setRequestHeader("X-Antrag", "js");
      request.onload = () => (request.status >= 500 ? reject(request.status) : resolve(request));
      request.onerror = request.onabort = request.ontimeout = reject;
      if (onProgress) request.upload.onprogress = (event) => onProgress(event.loaded, event.total);
      request.send(data);
    });
  }

  class Antragsseite {
    constructor(form) {
      this.form = form;
      this.url = form.getAttribute("action");
      this.status = form.querySelector("[data-meldung]");
      this.unsaved = false; // typed, and not on the server
      this.saving = null; // what is under way
      this.submitting = false;
      this.wanted = null; // the button that could not be followed yet
      this.failed = 0; // attempts in a row
      form.addEventListener("submit", (event) => this.onSubmit(event));
      if ("speichern" in form.dataset) {
        form.addEventListener("input", (event) => this.onInput(event));
        form.addEventListener("change", (event) => this.onInput(event, 0));
      }
      form.querySelectorAll("textarea[data-hoechstens]").forEach((area) => this.count(area));
    }

    say(what, text = "") {
      if (!this.status) return;
      this.status.textContent = [this.status.dataset[what], text].filter(Boolean).join(" ");
      this.status.classList.toggle("antrag__gespeichert--wichtig", IMPORTANT.has(what));
    }

    /* What the form would send, without files, which are sent only with a button. */
    data(aktion, files = false) {
      const data = new FormData(this.form);
      for (const [name, value] of [...data.entries()]) {
        if (!files && value instanceof File) data.delete(name);
      }
      data.set("aktion", aktion);
      return data;
    }

    // --- Saving --------------------------------------------------------------------------------------------------

    onInput(event, wait = REST) {
      if (event.target.type === "file") return;
      this.unsaved = true;
      this.later(wait);
    }

    later(wait) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.again(), wait);
    }

    again() {
      if (this.wanted) this.follow(this.wanted);
      else if (this.unsaved) this.save();
    }

    async save() {
      if (this.saving || this.submitting || this.stopped) return;
      this.unsaved = false;
      this.saving = send(this.url, this.data("speichern"));
      try {
        this.saved(await this.saving);
      } catch {
        this.unsaved = true;
        this.disconnected();
      } finally {
        this.saving = null;
        if (this.unsaved && !this.failed && !this.stopped) this.later(REST);
      }
    }

    saved(request) {
      this.failed = 0;
      const refused = { 403: "zugang", 404: "zugang", 409: "anderswo", 429: "zuviel" }[request.status];
      const further = request.getResponseHeader("X-Weiter");
      if (refused) {
        this.unsaved = this.stopped = true;
        this.say(refused);
      } else if (further) {
        location.assign(further);
      } else if (request.status === 200) {
        this.merge(parse(request.responseText).querySelector("[data-felder]"));
      } else {
        const stand = request.getResponseHeader("X-Stand");
        const field = this.form.querySelector("[name=_stand]");
        if (stand && field) field.value = stand;
        this.sayWhen();
      }
    }

    sayWhen() {
      const zone = { hour: "2-digit", minute: "2-digit" };
      this.say("gespeichert", new Date().toLocaleTimeString(document.documentElement.lang || "de", zone));
    }

    disconnected() {
      this.say("getrennt");
      this.later(PAUSES[Math.min(this.failed, PAUSES.length - 1)] * 1000);
      this.failed += 1;
    }

    get isAtRisk() {
      return this.unsaved && (this.failed > 0 || Boolean(this.stopped));
    }

    /* The page is left with something typed a moment ago. */
    leave() {
      if (!this.unsaved || this.submitting || this.stopped) return;
      const options = { method: "POST", body: this.data("speichern"), headers: { "X-Antrag": "js" }, keepalive: true };
      fetch(this.url, options).catch(() => {});
    }

    // --- Further questions ---------------------------------------------------------------------------------------

    /* Take over the questions as they are now; what is being filled in stays untouched. */
    merge(fresh) {
      const box = this.form.querySelector("[data-felder]");
      const blocks = (node) => [...node.children].filter((one) => one.dataset.block);
      const known = new Map(blocks(box).map((one) => [one.dataset.block, one]));
      const active = document.activeElement;
      const names = new Set(blocks(fresh).map((one) => one.dataset.block));
      const keep = (one) => known.get(one.dataset.block)?.dataset.zustand === one.dataset.zustand;
      for (const one of [...box.children]) if (!names.has(one.dataset.block)) one.remove();
      let cursor = box.firstElementChild;
      const added = [];
      for (const one of [...fresh.children]) {
        const old = known.get(one.dataset.block);
        if (old && keep(one)) {
          cursor = old.nextElementSibling;
          continue;
        }
        if (old) this.carry(old, one);
        else if (one.dataset.block) added.push(one);
        box.insertBefore(one, old || cursor);
        if (old) {
          cursor = old.nextElementSibling;
          old.remove();
        }
        one.querySelectorAll("textarea[data-hoechstens]").forEach((area) => this.count(area));
      }
      if (active?.id && !active.isConnected) document.getElementById(active.id)?.focus();
      if (added.length) this.say("mehr", this.named(added));
      else this.sayWhen();
    }

    /* What blocks ask; texts ask nothing. */
    named(blocks) {
      const names = blocks.map((one) => one.querySelector("legend, label")?.firstChild.textContent.trim());
      return names.filter(Boolean).map((name) => `„${name}“`).join(", ");
    }

    /* What stands in the inputs of a block, for the block that takes its place. */
    carry(old, fresh) {
      for (const input of fresh.querySelectorAll("input, select, textarea")) {
        const before = input.id && old.querySelector(`[id="${input.id}"]`);
        if (!before || input.type === "file") continue;
        if (["checkbox", "radio"].includes(input.type)) input.checked = before.checked;
        else input.value = before.value;
      }
    }

    count(area) {
      const shown = document.createElement("p");
      shown.className = "kern-hint antrag__zaehler";
      shown.setAttribute("aria-live", "polite");
      area.after(shown);
      const tell = () => {
        const left = Number(area.dataset.hoechstens) - area.value.length;
        shown.textContent = (this.status.dataset[left < 0 ? "zulang" : "rest"] || "#").replace("#", Math.abs(left));
      };
      let timer;
      area.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(tell, REST / 2);
      });
      tell();
    }

    // --- Weiter, Zurück and all other buttons --------------------------------------------------------------------

    onSubmit(event) {
      event.preventDefault();
      this.follow(event.submitter || this.form.querySelector("[name=aktion]"));
    }

    async follow(button) {
      if (this.submitting) return; // pressed twice
      clearTimeout(this.timer);
      this.submitting = true;
      this.wanted = button;
      const slow = setTimeout(() => this.say("sendet"), SLOW);
      try {
        await this.saving?.catch(() => {});
        await this.answered(await this.sent(button), button);
      } catch {
        this.disconnected();
      } finally {
        clearTimeout(slow);
        this.progress?.remove();
        this.submitting = false;
      }
    }

    sent(button) {
      const data = this.data(button.value, true);
      const size = [...data.values()].reduce((sum, one) => sum + (one instanceof File ? one.size : 0), 0);
      return send(this.url, data, size ? (loaded, total) => this.show(loaded, total, button) : null);
    }

    show(loaded, total, button) {
      if (!this.progress) {
        this.progress = document.createElement("progress");
        this.progress.className = "antrag__fortschritt";
        this.progress.setAttribute("aria-label", this.status.dataset.sendet);
      }
      if (!this.progress.isConnected) (button.closest("[data-block]") ? button : this.status).after(this.progress);
      this.progress.max = total;
      this.progress.value = loaded;
    }

    async answered(request, button, retried = false) {
      this.failed = 0;
      const further = request.getResponseHeader("X-Weiter");
      if (request.status === 403 && !retried && (await this.renewToken())) {
        return this.answered(await this.sent(button), button, true);
      }
      this.wanted = null;
      const refused = { 403: "zugang", 404: "zugang", 429: "zuviel" }[request.status];
      if (refused) {
        this.unsaved = true;
        this.say(refused);
        return undefined;
      }
      this.unsaved = this.stopped = false;
      return further ? this.visit(further) : swap(request.responseText);
    }

    async visit(address) {
      const url = new URL(address, location.href);
      if (url.pathname !== location.pathname || url.search !== location.search) {
        location.assign(url.href);
        return new Promise(() => {}); // nothing more is taken from this page
      }
      const page = await send(url.pathname + url.search);
      history.replaceState(null, "", url.href);
      return swap(page.responseText, url.hash.slice(1));
    }

    /* The cookie of the token was deleted, or renewed by a login: a new page knows the new one. */
    async renewToken() {
      const page = await send(location.pathname + location.search);
      const fresh = parse(page.responseText).querySelector("[data-antrag] [name=csrfmiddlewaretoken]");
      const own = this.form.querySelector("[name=csrfmiddlewaretoken]");
      if (!fresh || !own) return false;
      own.value = fresh.value;
      return true;
    }
  }

  let seite = null;

  function begin() {
    const form = document.querySelector("form[data-antrag]");
    seite = form ? new Antragsseite(form) : null;
  }

  /* Show another answer to the same address, and lead the keyboard to what is new in it. */
  function swap(html, id = "") {
    const fresh = parse(html);
    const main = document.getElementById("inhalt");
    const first = fresh.querySelector("#inhalt [autofocus]");
    first?.removeAttribute("autofocus"); // it comes too late for the browser to follow it
    main.replaceChildren(...fresh.getElementById("inhalt").childNodes);
    document.title = fresh.title;
    begin();
    const target = document.getElementById(id) || first || main.querySelector("h1") || main;
    if (!target.hasAttribute("tabindex") && target.tabIndex < 0) target.tabIndex = -1;
    target.focus();
    target.scrollIntoView({ block: "start" });
  }

  window.addEventListener("online", () => seite?.again());
  window.addEventListener("pagehide", () => seite?.leave());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload(); // what is kept is newer than the page
  });
  window.addEventListener("beforeunload", (event) => {
    if (seite?.isAtRisk) event.preventDefault();
  });
  begin();
  for (const button of document.querySelectorAll("[data-drucken]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
