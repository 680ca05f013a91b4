// The desk's comforts: keys, choosing many, and what is live. Every page works without this file.
const frame = document.querySelector(".desk-frame");
const mine = (name) => `torg-${name}-${frame.dataset.staff}`; // several people may share a machine
const remembered = (name) => {
  try {
    return localStorage.getItem(mine(name));
  } catch {
    return null; // storage is switched off: then nothing is remembered
  }
};
const remember = (name, value) => {
  try {
    localStorage.setItem(mine(name), value);
  } catch {
    /* as above */
  }
};

// -- the menu on a narrow screen: a strip, or all of it -----------------------------------------------------------------

const menu = document.querySelector("[data-menu]");
if (menu) {
  menu.hidden = false;
  menu.addEventListener("click", () => {
    const open = menu.closest(".desk-nav").toggleAttribute("data-open");
    menu.setAttribute("aria-expanded", String(open));
  });
}

// -- choosing ---------------------------------------------------------------------------------------------------------

const picks = () => [...document.querySelectorAll("input[name=pick]")];

function showChosen() {
  const all = picks();
  const chosen = all.filter((pick) => pick.checked).length;
  const count = document.querySelector("[data-chosen]");
  if (count) count.textContent = chosen ? `${chosen}` : "";
  const every = document.querySelector("[data-pick-all]");
  if (!every) return;
  every.closest("label").hidden = all.length === 0;
  every.checked = chosen > 0 && chosen === all.length;
  every.indeterminate = chosen > 0 && chosen < all.length;
}

function pickAll(value) {
  for (const pick of picks()) pick.checked = value;
  showChosen();
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pick-all]")) pickAll(event.target.checked);
  else if (event.target.matches("input[name=pick]")) showChosen();
});

// -- keys -------------------------------------------------------------------------------------------------------------

const dialog = document.querySelector("#keys");
const letters = document.querySelector("#letters");
letters.checked = remembered("letters") !== "off";
letters.addEventListener("change", () => remember("letters", letters.checked ? "on" : "off"));
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

const lines = () => [...document.querySelectorAll(".line")].filter((line) => line.querySelector("a.row-link"));
const here = () => document.activeElement?.closest(".line");

function step(by) {
  const all = lines();
  if (!all.length) return;
  const at = all.indexOf(here());
  const to = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  const link = all[to].querySelector("a.row-link");
  link.focus();
  all[to].scrollIntoView({ block: "nearest" });
}

function pickHere() {
  const pick = here()?.querySelector("input[name=pick]");
  if (!pick) return;
  pick.checked = !pick.checked;
  showChosen();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: pickHere,
  "/": () => document.querySelector("#find").focus(),
  "?": () => dialog.showModal(),
  ".": () => document.querySelector("[data-news]:not([hidden]) a")?.click(),
};
const isWriting = (target) =>
  target.closest("textarea, select, [contenteditable], dialog[open], input:not([type=checkbox], [type=radio])");
let afterG = 0;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isWriting(event.target)) return;
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && here()) {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
    return;
  }
  if (event.key === "Escape") {
    pickAll(false);
    return;
  }
  if (!letters.checked || event.key.length !== 1) return;
  if (Date.now() - afterG < 1500) {
    afterG = 0;
    const place = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (place) {
      event.preventDefault();
      place.click();
      return;
    }
  }
  if (event.key === "g") {
    afterG = Date.now();
    return;
  }
  // A page gives a key to a button or field of its own with data-key.
  const own = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (own || KEYS[event.key]) {
    event.preventDefault();
    if (own) own.matches("input, textarea, select") ? own.focus() : own.click();
    else KEYS[event.key]();
  }
});

// -- live -------------------------------------------------------------------------------------------------------------

const EVERY = 25_000; // milliseconds
let timer = 0;
let tag = "";
let asked = "";
const isPaused = () => remembered("live") === "off";

function question() {
  const list = document.querySelector("[data-since]");
  const query = new URLSearchParams(list?.dataset.query ?? "");
  if (list) {
    query.set("since", list.dataset.since);
    const rows = [...document.querySelectorAll("tr.line[data-id]")].map((row) => row.dataset.id);
    if (rows.length) query.set("rows", rows.join(","));
  }
  return `${frame.dataset.live}?${query}`;
}

function showCounts(counts) {
  for (const [name, said] of Object.entries(counts)) {
    for (const badge of document.querySelectorAll(`[data-badge="${name}"]`)) {
      badge.dataset.count = said;
      badge.setAttribute("aria-label", [said, badge.dataset.says].filter(Boolean).join(" "));
      badge.hidden = !said;
    }
    for (const tally of document.querySelectorAll(`[data-tally="${name}"]`)) tally.textContent = said || "0";
  }
}

function showNews(said) {
  const bar = document.querySelector("[data-news]");
  if (!bar) return;
  const link = bar.querySelector("a");
  if (link.textContent !== said) link.textContent = said;
  bar.hidden = !said;
}

function showLooks(looks) {
  for (const row of document.querySelectorAll("tr.line[data-id]")) {
    const said = looks[row.dataset.id] ?? "";
    let place = row.querySelector(".looks");
    if (!place && said) {
      place = document.createElement("span");
      place.className = "looks";
      row.querySelector(".c-who").append(place);
    }
    if (place && place.textContent !== said) place.textContent = said;
  }
}

// A part of a page that is drawn anew; where somebody stands in it with the keyboard, the next time.
async function freshen() {
  for (const place of document.querySelectorAll("[data-fresh]")) {
    const answer = await fetch(place.dataset.fresh, { cache: "no-store", redirect: "error" });
    if (answer.ok && !place.contains(document.activeElement)) place.innerHTML = await answer.text();
  }
}

async function look() {
  clearTimeout(timer);
  if (document.hidden || isPaused()) return;
  try {
    const address = question();
    if (address !== asked) tag = ""; // another list: what is known says nothing
    asked = address;
    const answer = await fetch(address, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store", redirect: "error" });
    if (answer.ok && address === question()) {
      tag = answer.headers.get("ETag") ?? "";
      const found = await answer.json();
      showCounts(found.counts);
      showNews(found.news ?? "");
      showLooks(found.looks ?? {});
    }
    await freshen();
  } catch {
    /* the server can not be reached, or the session has ended: asked again in a while */
  }
  clearTimeout(timer);
  timer = setTimeout(look, EVERY);
}

function showPaused() {
  for (const button of document.querySelectorAll("[data-pause]")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isPaused()));
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-pause]")) return;
  remember("live", isPaused() ? "on" : "off");
  showPaused();
  look();
});
document.addEventListener("visibilitychange", look);
document.addEventListener("htmx:afterSwap", () => {
  showChosen();
  showPaused();
  clearTimeout(timer);
  timer = setTimeout(look, EVERY);
});
showChosen();
showPaused();
timer = setTimeout(look, EVERY);
