/* Handing in: files, folders and drops are announced, sent piece by piece, then looked over. */
"use strict";
(() => {
  const drop = document.getElementById("drop");
  const dialog = document.getElementById("upload");
  const part = (name) => document.getElementById(`upload-${name}`);
  const MOST = Number(dialog.dataset.most);
  const TRIES = 4;
  let chosen = [];
  let token = "";
  let stopped = false;

  class No extends Error {}

  const csrf = () => drop.querySelector("input[name=csrfmiddlewaretoken]").value;
  const sum = (files) => files.reduce((size, entry) => size + entry.file.size, 0);
  const words = (bytes) => (bytes < 1 << 20 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : bytes < 1 << 30 ? `${(bytes / (1 << 20)).toFixed(1)} MB` : `${(bytes / (1 << 30)).toFixed(2)} GB`);

  // ---------- choosing ----------
  function offer(entries) {
    if (!entries.length) return;
    chosen = entries;
    const size = sum(entries);
    part("what").textContent = entries.length === 1 ? `${entries[0].path}，${words(size)}` : `${entries.length} 个文件，共 ${words(size)}`;
    part("moving").hidden = true;
    part("no").hidden = true;
    part("go").hidden = false;
    part("go").disabled = size > MOST;
    if (size > MOST) refuse("单个申报包不能超过 2 GB。请按县（市、区）或企业分成几包再上传。");
    dialog.showModal();
  }

  for (const id of ["pick-files", "pick-folder"]) {
    const input = document.getElementById(id);
    input.addEventListener("change", () => {
      offer([...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
      input.value = "";
    });
    input.closest("label").addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      input.click();
    });
  }

  async function walk(entry, found) {
    if (entry.isFile) {
      const file = await new Promise((yes, no) => entry.file(yes, no));
      found.push({ file, path: entry.fullPath.replace(/^\//, "") });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((yes, no) => reader.readEntries(yes, no));
      if (!some.length) return;
      for (const one of some) await walk(one, found);
    }
  }

  for (const name of ["dragover", "dragenter"]) {
    document.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", async (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const found = [];
    for (const entry of entries) await walk(entry, found);
    offer(found);
  });

  // ---------- sending ----------
  async function post(address, body, type) {
    const headers = { "X-CSRFToken": csrf(), "Content-Type": type, Accept: "application/json" };
    const answer = await fetch(address, { method: "POST", body, headers, redirect: "error" });
    if (answer.ok) return answer.json();
    const said = await answer.json().catch(() => null);
    if (said && said.sentence) throw new No(said.sentence);
    if (answer.status === 403 || answer.status === 404) throw new No("登录已失效或这次上传已取消，请刷新页面后重新上传。");
    throw new Error(String(answer.status));
  }

  // A torn line is tried again from the same byte; a refusal is not.
  async function patiently(send) {
    for (let n = 1; ; n += 1) {
      try {
        return await send();
      } catch (error) {
        if (error instanceof No || n >= TRIES || stopped) throw error;
        await new Promise((go) => window.setTimeout(go, 1000 * n));
      }
    }
  }

  async function sendAll() {
    const files = chosen.map((entry) => ({ path: entry.path, size: entry.file.size }));
    const into = part("into").value;
    const said = await post("/batches/uploads/", JSON.stringify({ files, into: into ? Number(into) : null }), "application/json");
    token = said.token;
    const total = sum(chosen);
    let sent = 0;
    for (let number = 0; number < chosen.length; number += 1) {
      const file = chosen[number].file;
      for (let from = 0; from < file.size; from += said.piece) {
        if (stopped) throw new No("已取消上传，没有留下任何文件。");
        const piece = file.slice(from, from + said.piece);
        await patiently(() => post(`/batches/uploads/${token}/pieces/${number}/${from}/`, piece, "application/octet-stream"));
        sent += piece.size;
        tell(sent, total, number + 1);
      }
    }
    const end = await patiently(() => post(`/batches/uploads/${token}/received/`, "", "application/octet-stream"));
    window.location.assign(end.next);
  }

  function tell(sent, total, number) {
    part("bar").value = total ? sent / total : 1;
    part("words").textContent = `已上传 ${words(sent)}，共 ${words(total)}；第 ${number} 个文件，共 ${chosen.length} 个`;
  }

  function refuse(sentence) {
    part("no").textContent = sentence;
    part("no").hidden = false;
  }

  async function forget() {
    if (!token) return;
    const gone = token;
    token = "";
    await fetch(`/batches/uploads/${gone}/discard/`, { method: "POST", headers: { "X-CSRFToken": csrf() } }).catch(() => null);
  }

  part("go").addEventListener("click", async () => {
    stopped = false;
    part("go").hidden = true;
    part("no").hidden = true;
    part("into").disabled = true;
    part("moving").hidden = false;
    tell(0, sum(chosen), 1);
    try {
      await sendAll();
    } catch (error) {
      await forget();
      refuse(error instanceof No ? error.message : "网络中断，多次重试仍未成功。请检查网络后重新上传，未传完的部分没有保留。");
      part("go").hidden = stopped;
    } finally {
      part("into").disabled = false;
    }
  });
  part("cancel").addEventListener("click", () => {
    stopped = true;
    dialog.close();
  });
  dialog.addEventListener("cancel", () => {
    stopped = true;
  });
})();
