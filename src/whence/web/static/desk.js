// Small helps on top of pages that work without them.
"use strict";

// A file dropped on the text goes into the form's field for files.
for (const area of document.querySelectorAll("textarea[data-drop]")) {
  const field = document.getElementById(area.dataset.drop);
  const over = (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    area.classList.add("desk-over");
  };
  area.addEventListener("dragenter", over);
  area.addEventListener("dragover", over);
  area.addEventListener("dragleave", () => area.classList.remove("desk-over"));
  area.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    area.classList.remove("desk-over");
    field.files = event.dataTransfer.files;
    field.closest("details").open = true;
  });
}
