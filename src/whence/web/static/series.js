// The quote of a point, shown beside it; without this, the browser shows the point's title.
"use strict";

const card = document.createElement("div");
card.className = "plot-card";
card.hidden = true;
// What it says is the link's name already.
card.setAttribute("aria-hidden", "true");
document.body.append(card);

const show = (point) => {
  card.replaceChildren(...point.told.map((line, at) => {
    const part = document.createElement(["strong", "q", "small"][at] || "small");
    part.textContent = at === 1 ? line.slice(1, -1) : line;
    return part;
  }));
  card.hidden = false;
  const at = point.getBoundingClientRect();
  const edge = document.documentElement.clientWidth;
  const left = Math.min(Math.max(8, at.left + at.width / 2 - card.offsetWidth / 2), edge - card.offsetWidth - 8);
  // Below the point where there is room for it, else above.
  const fits = at.bottom + card.offsetHeight + 16 < document.documentElement.clientHeight;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${(fits ? at.bottom + 8 : Math.max(8, at.top - card.offsetHeight - 8)) + scrollY}px`;
};
const hide = () => { card.hidden = true; };

for (const point of document.querySelectorAll(".plot svg a")) {
  const title = point.querySelector("title");
  point.told = title.textContent.split("\n");
  title.remove();
  point.addEventListener("pointerenter", () => show(point));
  point.addEventListener("focus", () => show(point));
  point.addEventListener("pointerleave", hide);
  point.addEventListener("blur", hide);
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

// A finger first sees the quote; the next touch follows the link.
let touched = null;
document.addEventListener("click", (event) => {
  const point = event.target.closest(".plot svg a");
  if (point && event.pointerType === "touch" && touched !== point) {
    event.preventDefault();
    show(point);
  } else if (!point) hide();
  touched = point;
});
