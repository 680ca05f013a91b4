// The chat page, live: what is new comes by itself, and sending does not load the page. All of it works without this
// file too, by loading the page again.
const chat = document.querySelector("[data-chat]");
const talks = chat.querySelector("[data-talks]");
const trouble = chat.querySelector("[data-trouble]");
const told = chat.querySelector("[data-told]");
const title = document.title.replace(/^\(\d+\) /u, "");
const token = () => chat.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
const panels = () => [...talks.querySelectorAll("[data-talk]:not([data-gone])")];
const panelOf = (id) => talks.querySelector(`[data-talk="${CSS.escape(String(id))}"]`);
const boxOf = (panel) => panel.querySelector("[data-box]");
const post = (address, values = {}) => {
  const data = values instanceof FormData ? values : new FormData();
  if (data !== values) for (const [name, value] of Object.entries(values)) data.append(name, value);
  if (!data.has("csrfmiddlewaretoken")) data.append("csrfmiddlewaretoken", token());
  return ask(address, { method: "POST", body: data, headers: { "X-By-Script": "1" } });
};

// A log-in that has ended sends whoever asks to the door: that is told, and nothing is thrown away.
class LoggedOut extends Error {}
const out = chat.querySelector("[data-out]");

async function ask(address, how) {
  const answer = await fetch(address, { ...how, redirect: "manual" });
  if (answer.type === "opaqueredirect") {
    out.hidden = false;
    tag = ""; // the next answer brings all anew, and what forms are posted with
    throw new LoggedOut();
  }
  return answer;
}

// -- one of them is the current one -----------------------------------------------------------------------------------

function choose(id, { focus = true } = {}) {
  const panel = panelOf(id);
  if (!panel) return;
  for (const one of talks.querySelectorAll("[data-talk]")) one.toggleAttribute("data-current", one === panel);
  showTabs();
  history.replaceState(null, "", `?talk=${id}`);
  if (focus) {
    boxOf(panel).focus();
    panel.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  see(panel);
}

function showTabs() {
  const current = talks.querySelector("[data-current]")?.dataset.talk;
  for (const link of chat.querySelectorAll("[data-to]")) {
    if (link.dataset.to === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

// What is in the current conversation is seen when somebody is at the page.
function see(panel) {
  if (!panel || document.hidden || !document.hasFocus() || !panel.hasAttribute("data-current")) return;
  if (panel.dataset.looked === panel.dataset.upto) return;
  panel.dataset.looked = panel.dataset.upto;
  post(panel.dataset.seen, { upto: panel.dataset.upto }).then(look, () => delete panel.dataset.looked);
}
const seeCurrent = () => see(talks.querySelector("[data-current]"));

talks.addEventListener("focusin", (event) => {
  const panel = event.target.closest("[data-talk]");
  if (panel && !panel.hasAttribute("data-current")) choose(panel.dataset.talk, { focus: false });
});
chat.addEventListener("click", (event) => {
  const link = event.target.closest("[data-to]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose(link.dataset.to);
});
document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.altKey && !event.ctrlKey && !event.metaKey && /^Digit\d$/u.test(event.code)) {
    const number = Number(event.code.slice(5));
    if (number === 0) chat.querySelector("[data-next]")?.click();
    else if (panels()[number - 1]) choose(panels()[number - 1].dataset.talk);
    else return;
    event.preventDefault();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("[data-box]")) {
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector(".talk-send button"));
  }
});
window.addEventListener("focus", seeCurrent);

// -- what is new ------------------------------------------------------------------------------------------------------

const toEnd = (panel) => {
  const log = panel.querySelector("[data-log]");
  log.scrollTop = log.scrollHeight;
};
const isAtEnd = (log) => log.scrollHeight - log.scrollTop - log.clientHeight < 80;

// What forms are posted with is drawn anew each time, and is no news.
const plain = (html) => html.replace(/(csrfmiddlewaretoken" value=")[^"]*/gu, "$1");
const REACHED = "a[href], button, summary";
const named = (one) => [one.localName, ...["href", "formaction", "value"].map((name) => one.getAttribute(name)), one.form?.getAttribute("action")].join(" ");
const shownIn = new WeakMap();

function put(place, html) {
  if (!place || html === undefined || shownIn.get(place) === plain(html)) return;
  const at = place.contains(document.activeElement) ? document.activeElement : null;
  if (at?.matches("input, select, textarea")) return; // somebody fills it in: the next time
  shownIn.set(place, plain(html));
  const [held, open] = [at && named(at), [...place.querySelectorAll("details")].map((one) => one.open)];
  place.innerHTML = html;
  for (const [nth, one] of [...place.querySelectorAll("details")].entries()) one.open = open[nth] ?? one.open;
  if (!at) return;
  place.tabIndex = -1; // whoever stood at something that is gone stays near it
  ([...place.querySelectorAll(REACHED)].find((one) => named(one) === held) ?? place).focus({ preventScroll: true });
}

function showTalk(found) {
  const panel = panelOf(found.id);
  if (found.panel) {
    panel?.remove();
    talks.insertAdjacentHTML("beforeend", found.panel);
    toEnd(panelOf(found.id));
    return;
  }
  const log = panel.querySelector("[data-log]");
  const stays = isAtEnd(log);
  const list = panel.querySelector("[data-saids]");
  const known = new Set([...list.children].map((one) => one.dataset.id));
  const come = document.createElement("ol");
  come.innerHTML = found.lines;
  const isOurs = [...come.children].some((line) => line.matches(".uttered--handler"));
  for (const line of [...come.children]) if (!known.has(line.dataset.id)) list.append(line);
  panel.dataset.upto = found.upto;
  for (const name of ["head", "seen", "aids"]) put(panel.querySelector(`[data-part="${name}"]`), found[name]);
  if (found.says) {
    stopWriting(panel);
    const words = `${chat.dataset.more} ${panel.dataset.name}: ${found.says}`;
    if (told.textContent !== words) told.textContent = words;
  }
  if (stays || isOurs) toEnd(panel);
}

function leave(panel) {
  if (!boxOf(panel).value.trim()) return panel.remove();
  panel.setAttribute("data-gone", "");
  boxOf(panel).readOnly = true;
  for (const one of panel.querySelectorAll("button:not([data-close-talk]), input, select")) one.disabled = true;
  panel.querySelector("[data-left]").hidden = false;
}
talks.addEventListener("click", (event) => {
  const panel = event.target.closest("[data-close-talk]")?.closest("[data-talk]");
  if (!panel) return;
  panel.remove();
  showCount();
  (panels()[0] ? boxOf(panels()[0]) : chat.querySelector("[data-part=seat]")).focus();
});

function showCount() {
  const shown = talks.querySelectorAll("[data-talk]").length;
  talks.dataset.count = String(shown);
  chat.querySelector("[data-nothing]").hidden = shown > 0;
  if (!talks.querySelector("[data-current]")) panels()[0]?.setAttribute("data-current", "");
  showTabs();
}

let asking = false;
let again = false;
let tag = "";

async function look() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  try {
    const have = panels().map((one) => `${one.dataset.talk}:${one.dataset.upto}`).join(",");
    const current = talks.querySelector("[data-current]")?.dataset.talk ?? "";
    const answer = await ask(`${chat.dataset.news}?${new URLSearchParams({ have, talk: current })}`, {
      cache: "no-store", headers: tag ? { "If-None-Match": tag } : {},
    });
    if (!answer.ok && answer.status !== 304) throw new Error(answer.status);
    trouble.hidden = true;
    out.hidden = true;
    if (answer.ok) {
      tag = answer.headers.get("ETag") ?? "";
      const found = await answer.json();
      chat.dataset.stream = found.stream;
      if (stream === null) listen();
      for (const one of found.talks) showTalk(one);
      for (const id of found.gone) if (panelOf(id)) leave(panelOf(id));
      for (const name of ["seat", "queue", "tabs"]) put(chat.querySelector(`[data-part="${name}"]`), found[name]);
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = found.token;
      document.title = found.unread ? `(${found.unread}) ${title}` : title;
      showCount();
      seeCurrent();
    }
  } catch (why) {
    showTrouble(why);
  }
  asking = false;
  if (again) look();
}

function showTrouble(why) {
  trouble.hidden = why instanceof LoggedOut;
  trouble.textContent = trouble.hidden ? "" : chat.dataset.lost;
}

// -- live, or by asking -----------------------------------------------------------------------------------------------

const SILENT = 60000; // a beat comes every 25 seconds: a stream that was silent for so long is dead, and only looks open
let stream = null;
let heard = 0;
let soon = 0;
const lookSoon = () => {
  clearTimeout(soon);
  soon = setTimeout(look, 120);
};

function stopWriting(panel) {
  clearTimeout(panel.writes);
  panel.querySelector("[data-writes]").hidden = true;
}

function hear(event) {
  heard = Date.now();
  if (event.type === "open" || event.type === "beat") return;
  let said = {};
  try {
    said = JSON.parse(event.data || "{}");
  } catch {
    /* something has changed: that is all there is to know */
  }
  if (said.typing === undefined) return lookSoon();
  const panel = panelOf(said.typing === true ? said.talk : said.typing);
  if (!panel) return;
  const stays = isAtEnd(panel.querySelector("[data-log]"));
  panel.querySelector("[data-writes]").hidden = false;
  if (stays) toEnd(panel);
  clearTimeout(panel.writes);
  panel.writes = setTimeout(stopWriting, 6000, panel);
}

function listen() {
  if (!chat.dataset.stream || !window.EventSource) return;
  heard = Date.now();
  stream?.close();
  stream = new EventSource(chat.dataset.stream);
  // Opened anew, it tells in its turn to look at everything: then nothing is missed, and not all pages come at once.
  for (const name of ["open", "beat", "message", "changed", "typing"]) stream.addEventListener(name, hear);
}
const isSilent = () => Date.now() - heard > SILENT;
const isLive = () => stream?.readyState === EventSource.OPEN && !isSilent();
let waited = 0;

// The clock of a worker goes on in the background, so that a seat is kept while one reads elsewhere.
const clock = new Worker(chat.dataset.beat);
clock.addEventListener("message", () => {
  if (chat.querySelector("[data-ready]").dataset.ready) post(chat.dataset.stay).catch(() => {});
  if (stream && (stream.readyState === EventSource.CLOSED || isSilent())) {
    stream.close();
    stream = null; // dead, or its address is too old, or the server has no room: the next answer brings a new one
    tag = "";
  }
});
setInterval(() => {
  waited += 1;
  if (!isLive() || !out.hidden || !trouble.hidden || waited % 6 === 0) look();
}, 5000);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) look();
});
window.addEventListener("online", listen); // by the network that went, the stream would hear no more, and look open
listen();

// -- writing ----------------------------------------------------------------------------------------------------------

const lastTyped = new WeakMap();
talks.addEventListener("input", (event) => {
  if (!event.target.matches("[data-box]")) return;
  const panel = event.target.closest("[data-talk]");
  const { form } = event.target;
  if (form.hasAttribute("data-unsent")) {
    // It is another message now; whether the first one arrived nobody knows.
    form.removeAttribute("data-unsent");
    form.elements.sent_as.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
  }
  if (Date.now() - (lastTyped.get(panel) ?? 0) < 3000) return;
  lastTyped.set(panel, Date.now());
  post(panel.dataset.typing).catch(() => {});
});

function tell(place, words, isFault) {
  place.textContent = words;
  place.hidden = !words;
  place.classList.toggle("talk-unsent", isFault);
}

async function send(form) {
  const panel = form.closest("[data-talk]");
  const said = panel.querySelector("[data-said]");
  const files = form.querySelector("[data-files]");
  if (!boxOf(panel).value.trim() && !files.files.length) return boxOf(panel).focus();
  const data = new FormData(form);
  const text = boxOf(panel).value;
  said.hidden = true;
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await post(form.action.split("#")[0], data);
    const found = await answer.json();
    if (!answer.ok) {
      tell(said, found.faults.join(" "), true);
    } else {
      const box = boxOf(panel); // what is written while the last is on its way stays in it
      box.value = box.value.startsWith(text) ? box.value.slice(text.length).trimStart() : box.value;
      files.value = "";
      form.elements.sent_as.value = found.sent_as;
      form.removeAttribute("data-unsent");
      panel.querySelector("[data-clarity]").replaceChildren();
      panel.querySelector("[data-draft-said]").textContent = "";
      await look();
    }
  } catch (why) {
    // Sent again under the same name it is stored once, whether it arrived or not.
    form.setAttribute("data-unsent", "");
    tell(said, why instanceof LoggedOut ? "" : chat.dataset.unsent, true);
    tag = "";
    look(); // tells what is wrong, and brings what is sent with after a new log-in
  }
  form.removeAttribute("aria-busy");
  boxOf(panel).focus();
}

// What is put into the box, or looked at, without loading the page.
async function fetchInto(form, button) {
  const panel = form.closest("[data-talk]");
  const data = new FormData(form);
  const text = boxOf(panel).value.trim();
  data.delete("files");
  if (button.name) data.append(button.name, button.value);
  const answer = await post(button.formAction.split("#")[0], data);
  if (!answer.ok) return tell(panel.querySelector("[data-said]"), (await answer.json()).faults.join(" "), true);
  if (button.matches("[data-look]")) {
    panel.querySelector("[data-clarity]").innerHTML = await answer.text();
    return;
  }
  const found = await answer.json();
  const box = boxOf(panel);
  const words = found.text.slice(text.length).trim(); // what was written meanwhile stands before it
  if (words) {
    box.value = [box.value.trim(), words].filter(Boolean).join("\n\n");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  box.focus();
  tell(panel.querySelector("[data-said]"), found.says, false);
}

talks.addEventListener("submit", (event) => {
  const form = event.target;
  const panel = form.closest("[data-talk]");
  if (form.matches("[data-leaves]") && boxOf(panel).value.trim()) {
    event.preventDefault();
    tell(panel.querySelector("[data-said]"), chat.dataset.first, true);
    return boxOf(panel).focus();
  }
  if (!form.matches("[data-reply]")) return;
  const button = event.submitter;
  event.preventDefault();
  if (button?.matches("[data-put], [data-look]")) {
    fetchInto(form, button).catch((why) => {
      showTrouble(why);
      look();
    });
  } else if (!form.hasAttribute("aria-busy")) send(form);
});

// A suggestion of the clear-language check is put in place of the words it is about.
talks.addEventListener("click", (event) => {
  const button = event.target.closest("[data-apply]");
  if (!button) return;
  const box = boxOf(button.closest("[data-talk]"));
  const { from, to } = button.dataset;
  const start = box.value.indexOf(from, Math.max(0, Number(button.dataset.near) - 40));
  if (start < 0) return;
  box.setRangeText(to, start, start + from.length, "end");
  button.closest("li")?.remove();
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
});

for (const panel of panels()) toEnd(panel);
seeCurrent();
