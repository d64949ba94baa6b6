"use strict";
// The reason is asked for only where 误报 is chosen; what is typed is not lost by leaving the page.
for (const form of document.querySelectorAll(".x-say")) {
  const why = form.querySelector(".x-why");
  const show = () => { why.hidden = form.elements.ruling.value !== "dismissed"; };
  form.addEventListener("change", show);
  show();
}
let typed = false;
const opinion = document.getElementById("opinion");
if (opinion) {
  opinion.addEventListener("input", () => { typed = true; });
  opinion.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
}
