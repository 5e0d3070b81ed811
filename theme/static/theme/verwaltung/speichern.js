// A form that saves itself keeps naming the version it was opened with. Without this the server takes what the form
// has just saved for somebody else's, as soon as a button is pressed.
(() => {
  const PATIENCE = 5000; // ms that a button waits for what is being saved

  let saving = false;
  let goOn = null;

  function finish() {
    saving = false;
    const next = goOn;
    goOn = null;
    next?.();
  }

  document.addEventListener("w-autosave:save", (event) => {
    saving = !event.defaultPrevented;
  });

  document.addEventListener("w-autosave:success", (event) => {
    const { revision_id: id, revision_created_at: created } = event.detail.data;
    const fields = event.target.elements;
    if (id && created && fields?.loaded_revision_id && fields.loaded_revision_created_at) {
      fields.loaded_revision_id.value = id;
      fields.loaded_revision_created_at.value = created;
    }
    finish();
  });

  document.addEventListener("w-autosave:error", finish);

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!saving || !form.matches("[data-edit-form]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (goOn) return;
      goOn = () => form.requestSubmit(event.submitter);
      setTimeout(finish, PATIENCE);
    },
    true,
  );
})();
