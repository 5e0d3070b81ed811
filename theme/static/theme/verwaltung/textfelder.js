// Wagtail's rich text fields have no name for those who hear the page: they get that of their label or section.
(() => {
  const FIELD = "[role='textbox'][contenteditable]:not([aria-label], [aria-labelledby])";

  function nameOf(field) {
    const label = field.closest("[data-field-wrapper]")?.querySelector("label");
    const heading = field.closest("[data-panel]")?.querySelector("[data-panel-heading], .w-panel__heading");
    return (label ?? heading)?.textContent.replace("*", "").trim();
  }

  function nameAll() {
    for (const field of document.querySelectorAll(FIELD)) {
      const name = nameOf(field);
      if (name) field.setAttribute("aria-label", name);
    }
  }

  new MutationObserver(nameAll).observe(document.documentElement, { childList: true, subtree: true });
})();
