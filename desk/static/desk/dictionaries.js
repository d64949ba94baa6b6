/* A list that is too long is said before it is sent, so that nothing typed is lost on the way. */
"use strict";
(() => {
  const TEXT = 2 * 1024 * 1024;
  const FILE = 10 * 1024 * 1024;
  const form = document.getElementById("update");
  if (!form) return;
  const said = document.getElementById("too-large");
  const lines = form.elements.namedItem("lines");
  const book = form.elements.namedItem("book");

  function trouble() {
    const text = lines.value;
    if (text.length > TEXT || new Blob([text]).size > TEXT) return "粘贴的内容超过 2 MB，不像一份名单，没有发送；请删去多余的部分，或改为上传文件。";
    if (text.split("\n").length > Number(form.dataset.most) + 20) return `超过 ${form.dataset.most} 行，没有发送；请分次录入，第二次起选“补充进去”。`;
    if (book.files.length && book.files[0].size > FILE) return "文件超过 10 MB，不像一份名单，没有发送；请只留名单所在的工作表。";
    return "";
  }

  // The button that one sees is a label: which file was taken stands beside it.
  const named = document.getElementById("book-name");
  const kinds = named.textContent;
  function name() {
    named.textContent = book.files.length ? book.files[0].name : kinds;
  }
  book.addEventListener("change", name);
  name();

  form.addEventListener("submit", (event) => {
    const sentence = trouble();
    said.textContent = sentence;
    said.hidden = !sentence;
    if (sentence) {
      event.preventDefault();
      lines.focus();
    }
  });
})();
