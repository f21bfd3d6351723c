// Keys, focus and a guard for what is typed, on pages of judging that work without them.
"use strict";

const fields = document.getElementById("fields");
const inputs = fields ? [...fields.querySelectorAll("[data-read]")] : [];
const isChanged = (input) => input.value !== input.dataset.read;
const hasChanges = () => inputs.some(isChanged);
// Whether a form was sent, and whether what is typed goes with it.
let sent = false;
let goes = false;

// What differs from what was read is seen at once.
const show = () => {
  for (const input of inputs) input.parentElement.classList.toggle("judge-changed", isChanged(input));
  if (fields) fields.classList.toggle("judge-dirty", hasChanges());
};
for (const input of inputs) input.addEventListener("input", show);
show();

// Nothing typed is lost by leaving unasked, and nothing is judged twice.
window.addEventListener("beforeunload", (event) => {
  if (!goes && hasChanges()) {
    sent = false;
    event.preventDefault();
  }
});
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
    goes = form === fields || form.classList.contains("judge-reject");
  });
}
window.addEventListener("pageshow", () => { sent = false; goes = false; });

// Who goes through with the keyboard or hears the page begins at what matters.
const first = document.getElementById("alert") || document.querySelector("h1[tabindex]");
if (first) first.focus({ preventScroll: first.id !== "alert" });

// A page that comes anew is not announced; what changes in it is.
const told = document.getElementById("told");
if (told) setTimeout(() => { told.textContent = document.getElementById("progress").textContent; }, 200);

const typing = (target) => target.matches("input, select, textarea");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || sent) return;
  if (event.key === "Escape" && typing(event.target)) event.target.blur();
  if (typing(event.target)) return;
  if (event.key === "e" && inputs.length) {
    event.preventDefault();
    inputs[0].select();
    return;
  }
  const [found] = [...document.querySelectorAll("[data-key]")]
    .filter((one) => one.dataset.key.split(" ").includes(event.key));
  if (!found) return;
  event.preventDefault();
  if (found.matches("input")) found.focus();
  else found.click();
});
