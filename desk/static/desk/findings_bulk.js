/* The preview of a bulk decision: all or none with one tick, and how many are ticked. */
"use strict";
(() => {
  const all = document.querySelector("[data-all]");
  const boxes = Array.from(document.querySelectorAll("input[name=pk]"));
  if (!all) return;
  all.hidden = false;
  function count() {
    const ticked = boxes.filter((box) => box.checked).length;
    document.querySelector("[data-count]").textContent = String(ticked);
    all.checked = ticked === boxes.length;
  }
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    count();
  });
  boxes.forEach((box) => box.addEventListener("change", count));
  count();
})();
