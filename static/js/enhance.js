// Small comforts. Every page works without this file.
"use strict";

// An error summary is the first thing to hear.
document.querySelector("[data-focus]")?.focus();

// A menu closes on Escape, on a click elsewhere, and when another one opens.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A second click within three seconds sends nothing more.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 3000);
});

// Choosing "all" in a list of cases.
document.addEventListener("change", (event) => {
  const all = event.target.dataset.selectAll;
  if (!all) return;
  for (const box of document.querySelectorAll(`input[name="${CSS.escape(all)}"]`)) {
    box.checked = event.target.checked;
  }
});
