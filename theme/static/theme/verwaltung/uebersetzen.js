/* In the translation screen: from "#block-<id>-section" to the first text of that block. */
(() => {
  "use strict";

  function wanted(editor) {
    const [, block] = location.hash.match(/^#block-(.+)-section$/) || [];
    const segments = block ? JSON.parse(editor.dataset.props).segments : [];
    const own = segments.filter((one) => one.contentPath.startsWith(`module.${block}.`) && one.source);
    const open = new Set(own.map((one) => one.source));
    return [...editor.querySelectorAll("li.incomplete, li.errored, li.complete")].filter((item) =>
      [...item.querySelectorAll("*")].some((part) => open.has(part.textContent)),
    );
  }

  function jump() {
    const editor = document.querySelector(".js-translation-editor");
    if (!editor) return;
    const found = wanted(editor);
    const first = found.find((item) => !item.classList.contains("complete")) || found[0];
    if (!first) return;
    first.scrollIntoView({ block: "center" });
    const button = first.querySelector("button");
    if (button) button.focus({ preventScroll: true });
  }

  window.addEventListener("load", () => setTimeout(jump));
})();
