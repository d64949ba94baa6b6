"use strict";
// The sheet of keys on "?", off while an input method composes or somebody types.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.isComposing || typing || event.key !== "?") return;
  document.getElementById("keys").showModal();
});
