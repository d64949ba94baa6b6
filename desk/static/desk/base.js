/* What every page does: the sheet of keys, the search on "/", and a session that does not end unseen. */
"use strict";
(() => {
  const IDLE = 30 * 60 * 1000;
  const WARNED = 5 * 60 * 1000; // before the session ends
  let seen = Date.now();
  let banner = null;

  function typing(event) {
    return event.isComposing || event.target.closest("input, textarea, select, [contenteditable]");
  }

  function token() {
    const kept = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    return kept ? kept.split("=")[1] : "";
  }

  // Whether the session still lives. Asking keeps it.
  async function ask() {
    const answer = await fetch("/alive/", { headers: { Accept: "text/plain" } }).catch(() => null);
    if (answer && answer.ok) seen = Date.now();
    return answer ? answer.ok : true; // no network is another trouble than no session
  }

  function tell(sentence, label, action) {
    if (banner) banner.remove();
    banner = document.createElement("div");
    banner.className = "toast";
    banner.setAttribute("role", "alert");
    const words = document.createElement("span");
    words.textContent = sentence;
    const button = document.createElement("button");
    button.className = "btn btn-s";
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", action);
    banner.append(words, button);
    document.body.append(banner);
  }

  function clear() {
    if (banner) banner.remove();
    banner = null;
  }

  async function stay() {
    if (await ask()) clear();
    else gone();
  }

  function gone() {
    tell("登录已失效，这一页填写的内容还在。请在新标签页登录，再回来提交。", "去登录", () => window.open("/login/", "_blank"));
  }

  function watch() {
    const idle = Date.now() - seen;
    if (idle > IDLE) stay();
    else if (idle > IDLE - WARNED) tell("再过几分钟不操作将自动退出。", "继续工作", stay);
  }

  // A form that lay open for long is sent only where the session lives: what was typed stays.
  async function check(event) {
    const form = event.target;
    if (form.method !== "post" || Date.now() - seen < IDLE - WARNED) return fresh(form);
    event.preventDefault();
    if (!(await ask())) return gone();
    clear();
    form.requestSubmit(event.submitter);
  }

  function fresh(form) {
    const field = form.querySelector("input[name=csrfmiddlewaretoken]");
    if (field && token()) field.value = token();
  }

  document.addEventListener("keydown", (event) => {
    if (typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") document.getElementById("keys").showModal();
    if (event.key !== "/") return;
    const box = document.querySelector("[data-search]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  document.addEventListener("click", (event) => {
    if (event.target.id === "keys") event.target.close();
  });
  if ("open" in document.body.dataset) {
    document.addEventListener("submit", check);
    window.setInterval(watch, 20000);
    new PerformanceObserver((list) => {
      const ours = list.getEntries().some((entry) => entry.initiatorType !== "css" && !entry.name.includes("/static/"));
      if (ours) seen = Date.now();
    }).observe({ entryTypes: ["resource"] });
  }
})();
