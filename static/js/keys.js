// Keys for the board, for triage and for mail. Every page works without this file.
"use strict";

const OFF = "keys-off";
const WRITES = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
const OWN_ENTER = "a, button, summary, input, textarea, select";

const help = document.querySelector("dialog.keys");
const rows = [...document.querySelectorAll(".case-row__subject, .task-row__subject")];

function current() {
  const row = document.activeElement?.closest(".case-row, .task-row");
  return row ? rows.findIndex((link) => row.contains(link)) : -1;
}

function move(step) {
  if (!rows.length) return;
  const at = current();
  const next = at < 0 && step < 0 ? rows.length - 1 : at + step;
  // The focus itself moves: whoever listens hears the row, and Enter opens it as any link.
  rows[Math.min(Math.max(next, 0), rows.length - 1)].focus();
}

function pick() {
  const row = rows[Math.max(current(), 0)]?.closest(".case-row");
  row?.querySelector(".case-row__pick input")?.click();
}

function goTo(field) {
  if (!field) return;
  const fold = field.closest("details");
  if (fold) fold.open = true;
  field.focus();
}

function give() {
  // Without a picked row the bar is hidden, and a hidden field takes no focus.
  if (!document.querySelector(".case-row__pick input:checked")) pick();
  goTo(document.querySelector(".bulk select"));
}

function showHelp() {
  if (help && !help.open) help.showModal();
}

const TABS = document.querySelectorAll(".tabs__link");
const INBOX = document.querySelector('.services__link[href="/inbox/"]');

const ACTS = {
  j: () => move(1),
  k: () => move(-1),
  x: pick,
  a: give,
  "/": () => goTo(document.querySelector("#search")),
  "?": showHelp,
  i: () => INBOX?.click(),
};

// A page names its own keys: on what they press, or in its form as "f:route=foi".
function named(key) {
  const pressed = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (pressed) return pressed;
  const pairs = document.querySelector("[data-keys]")?.dataset.keys.split(" ") ?? [];
  const pair = pairs.find((each) => each.startsWith(`${key}:`));
  if (!pair) return null;
  const [name, value] = pair.slice(2).split("=");
  return document.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
}

function isOff() {
  return localStorage.getItem(OFF) === "yes";
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.isComposing || isOff() || document.querySelector("dialog[open]")) return;
  if (event.target.closest(WRITES)) return;
  if (event.key === "Enter") {
    if (!event.target.closest(OWN_ENTER)) rows[0]?.click();
    return;
  }
  const tab = /^[1-9]$/.test(event.key) && TABS[Number(event.key) - 1];
  const act = tab ? () => tab.click() : ACTS[event.key];
  const place = act ? null : named(event.key);
  if (!act && !place) return;
  event.preventDefault();
  if (act) act();
  else if (place.matches("button, a")) place.click();
  else if (place.matches("[type=radio], [type=checkbox]")) {
    place.focus();
    if (!place.checked) place.click();
  } else goTo(place);
});

// One letter is too little for people who speak to their computer: the keys can be put away.
const off = document.querySelector("[data-keys-off]");
if (off) {
  off.closest("[hidden]")?.removeAttribute("hidden");
  off.checked = isOff();
  off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "yes" : "no"));
}
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-shows-keys]") || !help) return;
  event.preventDefault();
  showHelp();
});

// Who else has this open is asked again every minute while the page is looked at.
const also = document.querySelector("[data-also-open]");
async function askWhoElse() {
  if (document.hidden) return;
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const answer = await fetch(also.dataset.alsoOpen, {
    method: "POST",
    headers: { "X-CSRFToken": token },
  }).catch(() => null);
  if (!answer?.ok) return;
  const { said } = await answer.json();
  if (also.textContent !== said) also.textContent = said;
  also.hidden = !said;
}
if (also) setInterval(askWhoElse, 60_000);
