/* The board: boxes that filter at once, rows that are ticked, a head that follows the work. */
"use strict";
(() => {
  const EVERY = 2000;
  const bulk = document.getElementById("bulk");
  const pages = document.getElementById("foot-pages");
  const table = document.getElementById("table");
  const all = document.getElementById("bulk-all");
  const whole = document.getElementById("bulk-whole");
  const head = document.getElementById("all-here");
  let last = null;

  // ---------- boxes ----------
  const filter = document.getElementById("filter");
  filter.addEventListener("change", () => {
    for (const box of filter.querySelectorAll("select")) box.disabled = !box.value || (box.name === "sort" && box.value === "due");
    filter.submit();
  });
  window.addEventListener("pageshow", () => {
    for (const box of filter.querySelectorAll("select")) box.disabled = false;
  });

  // ---------- rows ----------
  const boxes = () => (table ? [...table.querySelectorAll("tbody input[name=pk]")] : []);
  const ticked = () => boxes().filter((box) => box.checked);

  function show() {
    const count = all.value ? Number(whole.dataset.total) : ticked().length;
    for (const box of boxes()) box.closest("tr").classList.toggle("on", box.checked);
    bulk.hidden = !count;
    pages.hidden = !!count;
    document.getElementById("bulk-count").textContent = `已选 ${count} 家`;
    whole.hidden = !!all.value || Number(whole.dataset.total) <= boxes().length && ticked().length === boxes().length;
    if (head) {
      head.checked = !!count && ticked().length === boxes().length;
      head.indeterminate = !!ticked().length && !head.checked;
    }
  }

  function clear() {
    all.value = "";
    for (const box of boxes()) box.checked = false;
    show();
  }

  function range(to) {
    const list = boxes();
    const [from, until] = [list.indexOf(last), list.indexOf(to)].sort((a, b) => a - b);
    for (const box of list.slice(Math.max(from, 0), until + 1)) box.checked = to.checked;
  }

  if (table) {
    table.addEventListener("click", (event) => {
      const box = event.target.closest("input[name=pk]");
      if (!box) return;
      if (event.shiftKey && last) range(box);
      last = box;
      all.value = "";
      show();
    });
    head.addEventListener("change", () => {
      all.value = "";
      for (const box of boxes()) box.checked = head.checked;
      show();
    });
    whole.addEventListener("click", (event) => {
      event.preventDefault();
      for (const box of boxes()) box.checked = true;
      all.value = "1";
      show();
    });
    document.getElementById("bulk-clear").addEventListener("click", (event) => {
      event.preventDefault();
      clear();
    });
    show();
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !document.querySelector("dialog[open]")) clear();
  });

  // ---------- head ----------
  function put(words) {
    const old = document.getElementById("panel");
    const fresh = new DOMParser().parseFromString(words, "text/html").getElementById("panel");
    if (!fresh) return;
    const focus = old.contains(document.activeElement) ? document.activeElement.id : "";
    const open = old.querySelector("details[open]");
    old.replaceWith(fresh);
    if (open && fresh.querySelector("details")) fresh.querySelector("details").open = true;
    if (focus && document.getElementById(focus)) document.getElementById(focus).focus();
    if (old.dataset.state === "running" && fresh.dataset.state !== "running") settle();
  }

  // The rows are there now; nobody's ticks are thrown away for it.
  function settle() {
    if (!ticked().length && !document.querySelector("dialog[open]")) window.location.reload();
  }

  async function follow() {
    const panel = document.getElementById("panel");
    if (document.hidden || !("moving" in panel.dataset)) return;
    const answer = await fetch(`/batches/progress/${window.location.search}`, { redirect: "error" }).catch(() => null);
    if (answer && answer.ok) put(await answer.text());
  }
  window.setInterval(follow, EVERY);
})();
