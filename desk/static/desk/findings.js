/* Screen 3 by keyboard. Every key has a link, a button or a form behind it that works without this. */
"use strict";
(() => {
  const body = document.querySelector(".f-body");
  const form = document.getElementById("decide");
  if (!body || !form) return;
  const boxes = () => Array.from(document.querySelectorAll("[data-box]"));
  let leaving = false;
  const DRAFT = `finding:${body.dataset.finding}`;

  /* --- the sources: each pane opens at its box --- */
  function centre(box) {
    const pane = box.closest("[data-pane]");
    if (!pane) return;
    const own = pane.getBoundingClientRect();
    const there = box.getBoundingClientRect();
    pane.scrollTop += there.top - own.top - (own.height - there.height) / 2;
    pane.scrollLeft += there.left - own.left - (own.width - there.width) / 2;
  }

  function open() {
    document.querySelectorAll("[data-pane]").forEach((pane) => {
      const all = Array.from(pane.querySelectorAll("[data-box]"));
      if (all.length) middle(pane, all);
    });
  }

  // All boxes of a pane in view where they fit, else the disputed one.
  function middle(pane, all) {
    pane.scrollLeft = (pane.scrollWidth - pane.clientWidth) / 2; // the page's middle, unless boxes lie beyond
    const rects = all.map((box) => box.getBoundingClientRect());
    const own = pane.getBoundingClientRect();
    const top = Math.min(...rects.map((r) => r.top));
    const bottom = Math.max(...rects.map((r) => r.bottom));
    const left = Math.min(...rects.map((r) => r.left));
    const right = Math.max(...rects.map((r) => r.right));
    if (bottom - top > own.height || right - left > own.width) {
      centre(all.find((box) => box.matches(".bx-e, .lit-e, mark.e")) || all[0]);
      return;
    }
    pane.scrollTop += (top + bottom) / 2 - (own.top + own.height / 2);
    if (left < own.left || right > own.right) pane.scrollLeft += (left + right) / 2 - (own.left + own.width / 2);
  }

  function focusBox(box) {
    box.focus({ preventScroll: true });
    centre(box);
  }

  function nextBox(event) {
    const all = boxes();
    const at = all.indexOf(document.activeElement);
    const free = document.activeElement === document.body || document.activeElement.id === "main";
    if (!all.length || (at < 0 && !free)) return;
    const to = at < 0 ? 0 : at + (event.shiftKey ? -1 : 1);
    if (to < 0 || to >= all.length) return; // out of the boxes, on to the next control
    event.preventDefault();
    focusBox(all[to]);
  }

  document.querySelectorAll("[data-to]").forEach((link) => {
    const box = document.querySelector(`[data-box][data-n="${link.dataset.to}"]`);
    if (!box) return;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      focusBox(box);
    });
  });

  const toggles = {
    f() {
      const on = body.firstElementChild.classList.toggle("whole");
      if (!on) open();
      return on;
    },
    h() {
      return body.classList.toggle("bare");
    },
  };
  document.querySelectorAll("button[data-key]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => button.setAttribute("aria-pressed", String(toggles[button.dataset.key]())));
  });

  /* --- the keys --- */
  function press(id) {
    const thing = typeof id === "string" ? document.getElementById(id) : id;
    if (thing) thing.click();
  }

  function confirm() {
    const button = document.getElementById("confirm");
    if (!button.disabled) form.requestSubmit ? form.requestSubmit(button) : button.click();
  }

  function pick(key) {
    const radio = document.getElementById(`d${key}`);
    if (!radio) return;
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  }

  const keys = {
    ArrowLeft: () => press("prev"),
    ArrowRight: () => press("next"),
    f: () => press(document.querySelector("[data-key=f]")),
    h: () => press(document.querySelector("[data-key=h]")),
    z: () => {
      const undo = document.getElementById("undo");
      if (undo) undo.requestSubmit ? undo.requestSubmit() : undo.submit();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || document.querySelector("dialog[open]")) return;
    const writes = event.target.closest("textarea, input:not([type=radio]):not([type=checkbox]), select, [contenteditable]");
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      confirm();
      return;
    }
    if (writes || event.ctrlKey || event.metaKey || event.altKey) {
      if (writes && event.key === "Escape") event.target.blur();
      return;
    }
    act(event);
  });

  function act(event) {
    const inChoice = event.target.matches("input[type=radio]");
    if (event.key === "Tab") return nextBox(event);
    if (event.key === "Enter") {
      if (event.target.closest("a, button, summary")) return;
      event.preventDefault();
      confirm();
      return;
    }
    if (/^[1-5]$/.test(event.key)) {
      event.preventDefault();
      pick(event.key);
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const scrolls = event.target.matches("[data-pane]") && key.startsWith("Arrow");
    if (!keys[key] || (key.startsWith("Arrow") && (inChoice || scrolls))) return;
    event.preventDefault();
    keys[key]();
  }

  /* --- what is typed stays until it is sent --- */
  const label = form.querySelector("[data-label]");
  const plain = label.textContent;
  function relabel() {
    const ruling = form.elements.ruling;
    const two = ruling && ruling.value === "dismissed" && "second" in body.dataset;
    label.textContent = two ? "提交复核人，下一条" : plain;
  }

  function fields() {
    return Array.from(form.elements).filter((field) => /^(remark|ruling|reason|agreed)/.test(field.name));
  }

  function keep() {
    const typed = fields().map((field) => (field.type === "radio" ? field.checked : field.value));
    sessionStorage.setItem(DRAFT, JSON.stringify(typed));
  }

  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(DRAFT) || "null");
    const mine = fields();
    if (!kept || kept.length !== mine.length) return;
    mine.forEach((field, at) => {
      if (field.type === "radio") field.checked = kept[at];
      else field.value = kept[at];
    });
  }

  // The sentence is shown whole where there is room, and what a choice opens is in view.
  const panel = form.querySelector(".dec");
  function fit() {
    const shown = Array.from(form.querySelectorAll(".sub-p .ta")).find((area) => area.offsetParent);
    while (shown && shown.scrollHeight > shown.clientHeight && shown.rows < 9 && panel.scrollHeight <= panel.clientHeight) shown.rows += 1;
    if (shown && panel.scrollHeight > panel.clientHeight && shown.rows > 3) shown.rows -= 1;
  }

  form.addEventListener("input", keep);
  form.addEventListener("change", () => {
    keep();
    relabel();
    fit();
    panel.scrollTop = panel.scrollHeight;
  });
  form.addEventListener("submit", (event) => {
    const composing = event.submitter === undefined && form.querySelector(":focus") && window.event && window.event.isComposing;
    if (composing) event.preventDefault();
    else leaving = true;
  });

  if (document.querySelector("[role=alert]") === null) restore();
  // Sent and taken: the draft of the item before goes.
  const before = sessionStorage.getItem("finding:sent");
  if (before && before !== DRAFT) sessionStorage.removeItem(before);
  form.addEventListener("submit", () => sessionStorage.setItem("finding:sent", DRAFT));

  /* --- the finding stays ours while the page is open --- */
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  function tell(sentence) {
    const banner = document.createElement("div");
    banner.className = "banner banner-warn";
    banner.setAttribute("role", "alert");
    banner.textContent = sentence;
    document.querySelector(".dec").prepend(banner);
  }

  async function hold() {
    const answer = await fetch(body.dataset.hold, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => null);
    if (answer && answer.status === 409) {
      window.clearInterval(beat);
      tell((await answer.json()).held);
    }
  }
  const beat = document.querySelector("#confirm:disabled") ? 0 : window.setInterval(hold, 120000);
  window.addEventListener("pagehide", () => {
    if (leaving || !beat) return;
    const sent = new FormData();
    sent.append("csrfmiddlewaretoken", token);
    navigator.sendBeacon(body.dataset.release, sent);
  });

  /* --- ten seconds --- */
  function count(undo) {
    const all = 10;
    let left = Number(undo.dataset.seconds);
    const ring = undo.querySelector(".l");
    const draw = () => {
      ring.setAttribute("stroke-dashoffset", String(59.7 * (1 - left / all)));
      undo.querySelector("text").textContent = String(left);
      undo.querySelector("[data-left]").textContent = `${left} 秒内可撤`;
    };
    draw();
    const clock = window.setInterval(() => {
      left -= 1;
      if (left > 0) return draw();
      window.clearInterval(clock);
      undo.remove();
    }, 1000);
  }
  const undo = document.getElementById("undo");
  if (undo) {
    undo.removeAttribute("role"); // the countdown is not read out second by second
    count(undo);
  }

  // What a refusal asks for stands at the bottom; the refusal itself stays above it.
  if (panel.querySelector(".banner-err[role=alert]")) panel.scrollTop = panel.scrollHeight;
  if (body.dataset.ahead) new Image().src = body.dataset.ahead;
  relabel();
  fit();
  open();
  window.addEventListener("load", open);
})();
