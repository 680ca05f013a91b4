// A conversation that goes on without the page being loaded anew. What is shown is always the server's own fragment:
// the same one that stands on the page for whoever has no scripts.
const PART = { "X-Torg-Part": "1" };
const ASK_EVERY = 4000; // milliseconds, while no stream of events is open; more where answers take long
const ASK_ANYWAY = 120000;
const ANSWERS_WITHIN = 20000;
const OPENS_WITHIN = 6000; // so long a stream may take to open, again too, before the page asks by itself
const SILENT = 60000; // a beat comes every 25 seconds: a stream that was silent for so long is dead, and only looks open
const OPEN_AGAIN = 30000; // one that was refused
const TYPING_EVERY = 3000;

const kept = {
  get(name) {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return null;
    }
  },
  put(name, value) {
    try {
      if (value) sessionStorage.setItem(name, value);
      else sessionStorage.removeItem(name);
    } catch {
      // a browser that keeps nothing: the conversation works all the same
    }
  },
};

function newName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
}

/** Shows what was said last from its beginning, as it is read. */
function toNewest(log) {
  const last = [...log.querySelectorAll(".said:not(.said--citizen)")].at(-1);
  if (last) log.scrollTop += last.getBoundingClientRect().top - log.getBoundingClientRect().top;
}

const place = (form) => form.querySelector("textarea");

class Talk {
  constructor(home, { inPanel = false, shown = () => {} } = {}) {
    Object.assign(this, { home, inPanel, shown, busy: false, tries: 0, asked: 0, took: 0, typed: 0, seen: 0 });
    home.addEventListener("submit", (event) => this.submitted(event));
    home.addEventListener("click", (event) => this.pressed(event));
    home.addEventListener("input", (event) => this.written(event));
    home.addEventListener("keydown", (event) => this.key(event));
    this.again = () => this.retry?.();
    this.back = () => {
      if (this.stream) this.open(); // by the network that went, it would hear no more, and look open
      this.again();
    };
    this.looked = () => this.lookAgain();
    window.addEventListener("online", this.back);
    document.addEventListener("visibilitychange", this.looked);
    if (this.root) this.settle();
  }

  get root() {
    return this.home.querySelector("[data-talk]");
  }
  get box() {
    return this.home.querySelector("[data-say]");
  }
  get draftName() {
    return `torg-draft-${this.root.dataset.token ?? "new"}`;
  }

  stop() {
    this.quiet();
    window.removeEventListener("online", this.back);
    document.removeEventListener("visibilitychange", this.looked);
  }

  say(words) {
    const state = this.home.querySelector(".talk__state");
    if (state && state.textContent !== words) state.textContent = words;
  }

  // -- showing --------------------------------------------------------------------------------------------------------
  async load(url) {
    const answer = await fetch(url, { headers: PART, cache: "no-store", signal: AbortSignal.timeout?.(ANSWERS_WITHIN) });
    if (!answer.ok) throw new Error(String(answer.status));
    this.show(await answer.text());
  }

  show(text) {
    const next = new DOMParser().parseFromString(text, "text/html").querySelector("[data-talk]");
    if (!next) throw new Error("no conversation in it");
    next.querySelector("[autofocus]")?.removeAttribute("autofocus"); // that is for pages; here the focus is moved below
    const old = this.root;
    const same = old?.dataset.talk === "talk" && next.dataset.talk === "talk" && old.dataset.token === next.dataset.token;
    if (same && Number(next.dataset.upto) < Number(old.dataset.upto)) return; // it was overtaken on its way
    if (same) this.merge(old, next);
    else if (old) old.replaceWith(next);
    else this.home.append(next);
    this.settle(!same);
    this.home.querySelector("#errors")?.focus();
  }

  merge(old, next) {
    const list = old.querySelector(".talk__said");
    const last = Number(old.dataset.upto);
    const goesOn = old.dataset.stage === next.dataset.stage;
    const fresh = [...next.querySelectorAll(".said")].filter((one) => Number(one.dataset.id) > last);
    if (fresh.length || !goesOn) {
      const held = list.contains(document.activeElement);
      list.querySelectorAll("form.said__choices").forEach((one) => one.remove());
      list.append(...fresh);
      if (held) this.focusBox();
    }
    for (const bit of next.querySelectorAll("[data-bit]")) {
      const before = old.querySelector(`[data-bit="${bit.dataset.bit}"]`);
      if (bit.dataset.bit === "write" && before.dataset.of === bit.dataset.of && !bit.querySelector("#errors")) continue;
      if (bit.dataset.bit === "ways" && goesOn && before.contains(document.activeElement) && !bit.querySelector("[aria-invalid]")) continue;
      if (before.innerHTML === bit.innerHTML) continue;
      const [was, now] = [place(before), place(bit)];
      const held = before.contains(document.activeElement);
      const words = was?.value;
      before.replaceChildren(...bit.childNodes);
      if (bit.dataset.of) before.dataset.of = bit.dataset.of;
      if (now && words && !now.value) now.value = words;
      if (held) this.focusBox();
    }
    const coming = fresh.find((one) => !one.matches(".said--citizen")) ?? fresh[0];
    Object.assign(old.dataset, next.dataset);
    if (fresh.some((one) => one.matches(".said--handler"))) this.wrote();
    if (coming) {
      const fromItsStart = this.inPanel || coming.offsetHeight > innerHeight * 0.7;
      (fromItsStart ? coming : fresh.at(-1)).scrollIntoView({ block: fromItsStart ? "start" : "nearest" });
      if (document.hidden) this.mark();
    }
  }

  settle(isNew = true) {
    const { root } = this;
    root.dataset.scripted = "";
    const { token, url, stage, talk } = root.dataset;
    if (token) kept.put("torg-talk", token);
    const keys = this.home.querySelector(".talk__keys");
    if (keys && matchMedia("(hover: hover)").matches) keys.textContent = root.dataset.keys;
    if (isNew) {
      if (!this.inPanel && location.pathname !== url) history.replaceState(null, "", url);
      this.restore();
      const log = root.querySelector(".talk__log");
      if (log) log.tabIndex = this.inPanel ? 0 : -1; // in the panel it scrolls by itself
      if (this.inPanel && log) toNewest(log);
    }
    if (talk === "talk" && (stage === "waiting" || stage === "talking")) this.listen();
    else this.quiet();
    this.tellSeen();
    this.shown(root);
  }

  focusBox() {
    const box = this.box && place(this.box);
    if (box && matchMedia("(hover: hover)").matches) box.focus({ preventScroll: true });
    else this.home.querySelector(".talk__log")?.focus({ preventScroll: true });
  }

  mark() {
    if (!document.title.startsWith("● ")) document.title = `● ${document.title}`;
  }

  // -- sending --------------------------------------------------------------------------------------------------------
  submitted(event) {
    event.preventDefault();
    this.send(event.target, event.submitter);
  }

  async send(form, submitter) {
    if (this.busy) return;
    const says = form.matches("[data-say]");
    const box = says ? place(form) : null;
    const { root } = this;
    const name = form.elements.sent_as;
    if (name && (!name.value || (!says && this.retry === undefined))) name.value = newName();
    const body = new FormData(form);
    if (submitter?.name) body.append(submitter.name, submitter.value);
    const url = form.action;
    this.busy = true;
    clearTimeout(this.timer);
    submitter?.setAttribute("aria-busy", "true");
    form.querySelector("#errors")?.remove();
    const words = says ? box.value : (submitter?.name === "text" && submitter.textContent) || "";
    const pending = words.trim() && this.showPending(form, words);
    if (says) {
      this.keep(words, name.value, true);
      box.value = "";
    }
    if (root.dataset.stage === "assistant" || root.dataset.talk === "begin") this.say(root.dataset.sending);
    this.home.querySelector(".talk__log, .talk")?.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { method: "POST", body, headers: PART });
      if ([502, 503, 504].includes(answer.status)) throw new TypeError("away");
      const text = await answer.text();
      if (!answer.ok && ![413, 422].includes(answer.status)) throw new Error(String(answer.status));
      this.retry = undefined;
      this.tries = 0;
      const [refused, begun] = says ? [answer.ok ? "" : words, box.value] : ["", ""];
      if (says) {
        this.keep("");
        box.value = "";
      }
      if (says && answer.ok) {
        if (form.elements.attachments) form.elements.attachments.value = "";
        if (name) name.value = newName();
      }
      const start = root.dataset.talk;
      this.calm(pending, submitter);
      this.show(text);
      if (says) this.goOnWith(refused, begun);
      this.say("");
      if (start !== this.root.dataset.talk || (says && answer.ok)) this.focusBox();
    } catch (trouble) {
      this.calm(pending, submitter);
      if (says) {
        box.value = [words, box.value].filter(Boolean).join("\n");
        this.keepDraft(trouble instanceof TypeError);
      }
      if (!(trouble instanceof TypeError)) {
        this.retry = undefined;
        this.say(root.dataset.refused);
        return;
      }
      this.say(root.dataset.unsent);
      this.retry = () => this.send(form, submitter);
      this.timer = setTimeout(this.again, Math.min(30000, 2000 * 2 ** this.tries++));
    }
  }

  /** What was refused stands in the box again, and what was written meanwhile stays in it. */
  goOnWith(refused, begun) {
    const box = this.box && place(this.box);
    if (!box) return;
    box.value = [box.value || refused, begun].filter(Boolean).join("\n");
    this.keepDraft(false);
  }

  /** Shows at once what is on its way; for a screen reader it is said when it has arrived. */
  showPending(form, words) {
    const said = made("li", { className: "said said--pending", ariaHidden: "true" }, made("div", { className: "said__body", textContent: words }));
    const list = this.home.querySelector(".talk__said");
    const shown = list ? said : made("ol", { className: "talk__said" }, said);
    if (list) list.append(said);
    else form.before(shown);
    said.scrollIntoView({ block: "nearest" });
    return shown;
  }

  calm(pending, submitter) {
    this.busy = false;
    submitter?.removeAttribute("aria-busy");
    if (pending) pending.remove();
    this.home.querySelectorAll(".talk__log, .talk").forEach((one) => one.removeAttribute("aria-busy"));
    if (this.missed) this.refresh();
  }

  // -- what is not sent yet -------------------------------------------------------------------------------------------
  keepDraft(isUnsent) {
    const { box } = this;
    if (box) this.keep(place(box).value, box.elements.sent_as.value, isUnsent);
  }

  keep(text, name, isUnsent) {
    kept.put(this.draftName, text && JSON.stringify({ text, name, isUnsent }));
  }

  restore() {
    const { box } = this;
    const draft = box && JSON.parse(kept.get(this.draftName) || "null");
    if (!draft || place(box).value) return;
    place(box).value = draft.text;
    if (!draft.isUnsent) return;
    box.elements.sent_as.value = draft.name;
    this.say(this.root.dataset.unsent);
    this.retry = () => this.send(box, null);
    this.timer = setTimeout(this.again, 500);
  }

  written(event) {
    if (event.target !== (this.box && place(this.box))) return;
    if (this.busy) return;
    if (this.retry) {
      // It is another message now; whether the first one arrived nobody knows.
      clearTimeout(this.timer);
      this.retry = undefined;
      this.box.elements.sent_as.value = newName();
      this.say("");
    }
    this.keepDraft(false);
    if (this.root.dataset.stage === "talking" && Date.now() - this.typed > TYPING_EVERY) {
      this.typed = Date.now();
      fetch(this.root.dataset.typing, { method: "POST" }).catch(() => {});
    }
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.closest("[data-say]")) return;
    if (event.target.localName !== "textarea") return;
    event.preventDefault();
    this.box.requestSubmit();
  }

  // -- links that stay in the panel -----------------------------------------------------------------------------------
  pressed(event) {
    const link = event.target.closest("a[data-part]");
    if (!link) return;
    if (link.matches("[data-new]")) {
      kept.put("torg-talk", "");
      kept.put("torg-draft-new", "");
    }
    if (!this.inPanel || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.load(link.href).then(
      () => (this.home.querySelector("h2[tabindex]") ?? place(this.home))?.focus(),
      () => location.assign(link.href),
    );
  }

  // -- news from the other side ---------------------------------------------------------------------------------------
  listen() {
    if (this.asking) return;
    this.asked = Date.now();
    this.open();
    this.asking = setInterval(() => this.tick(), 1000);
  }

  tick() {
    const now = Date.now();
    const state = this.stream.readyState;
    if ((state === 1 && now - this.heard > SILENT) || (state === 2 && now - this.opened > OPEN_AGAIN)) this.open();
    const isOpen = this.stream.readyState === 1;
    const pause = isOpen ? ASK_ANYWAY : Math.max(ASK_EVERY, 10 * this.took);
    if (now - this.asked > pause && (isOpen || now - this.heard > OPENS_WITHIN)) this.refresh();
  }

  open() {
    this.opened = this.heard = Date.now();
    this.stream?.close();
    this.stream = new EventSource(this.root.dataset.live);
    // Opened anew, it tells in its turn to look at everything: then nothing is missed, and not all pages come at once.
    const heard = (event) => {
      this.heard = Date.now();
      const said = event.data ? JSON.parse(event.data) : {};
      if (event.type === "typing") this.writes(said);
      else if (event.type === "changed" || said.upto > Number(this.root.dataset.upto)) this.refresh();
    };
    for (const kind of ["open", "beat", "message", "changed", "typing"]) this.stream.addEventListener(kind, heard);
  }

  quiet() {
    this.stream?.close();
    clearInterval(this.asking);
    this.stream = this.asking = undefined;
  }

  async refresh() {
    this.missed = this.busy || this.looking; // then it looks again right after
    if (this.missed) return;
    this.looking = true;
    this.asked = Date.now();
    try {
      await this.load(this.root.dataset.url);
      this.took = Date.now() - this.asked;
      if (this.isLost && !this.retry) this.say("");
      this.isLost = false;
    } catch {
      this.isLost = true;
      if (!this.retry) this.say(this.root.dataset.lost);
    }
    this.looking = false;
    if (this.missed) this.refresh();
  }

  writes(said) {
    if (said.who && said.who !== "handler") return;
    const { writes, handler } = this.root.dataset;
    this.say(writes.replace("{name}", handler));
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.wrote(), 6000);
  }

  wrote() {
    if (this.writing && !this.retry) this.say("");
    clearTimeout(this.writing);
    this.writing = undefined;
  }

  /** What was said in another window, or on another device, is there when one comes back to this one. */
  lookAgain() {
    this.tellSeen();
    const { talk, stage } = this.root?.dataset ?? {};
    if (!document.hidden && talk === "talk" && stage !== "ended" && !this.retry) this.refresh();
  }

  tellSeen() {
    if (document.hidden || !this.root) return;
    document.title = document.title.replace(/^● /, "");
    const { stage, upto, seen } = this.root.dataset;
    if (stage !== "talking" || Number(upto) <= this.seen) return;
    this.seen = Number(upto);
    fetch(seen, { method: "POST", body: new URLSearchParams({ upto }) }).catch(() => {});
  }
}

// -- the panel ----------------------------------------------------------------------------------------------------------
let panel;

function made(name, more, ...children) {
  const element = Object.assign(document.createElement(name), more);
  element.append(...children);
  return element;
}

async function build(link) {
  const { styles, close, whole, name } = link.dataset;
  const sheet = made("link", { rel: "stylesheet", href: styles });
  const loaded = new Promise((done) => ["load", "error"].forEach((how) => sheet.addEventListener(how, done)));
  document.head.append(sheet);
  const title = made("h2", { className: "ds-heading", id: "talk-panel-title", textContent: name });
  title.dataset.size = "2xs";
  const page = made("a", { className: "ds-link", textContent: whole });
  const shut = made("button", { className: "ds-button", type: "button", textContent: close });
  Object.assign(shut.dataset, { variant: "tertiary", size: "sm" });
  const home = made("div", { className: "talk-panel__home" });
  const dialog = made("dialog", { className: "talk-panel no-print" }, made("div", { className: "talk-panel__top" }, title, page, shut), home);
  dialog.setAttribute("aria-labelledby", title.id);
  link.parentElement.after(dialog);
  await loaded;
  const talk = new Talk(home, { inPanel: true, shown: (root) => (page.href = root.dataset.url) });
  const end = () => {
    dialog.close();
    talk.quiet();
    kept.put("torg-talk-open", "");
    link.parentElement.hidden = false;
    const token = kept.get("torg-talk");
    if (token) {
      link.href = `${link.dataset.talks}${token}/`;
      link.querySelector("span").textContent = link.dataset.on;
    }
    (panel.opener?.isConnected ? panel.opener : link).focus();
  };
  shut.addEventListener("click", end);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) end();
  });
  return { dialog, home, talk, opener: link };
}

/** Opens the panel on a page of the assistant's; `opener` gets the focus back, null when nobody pressed anything. */
export async function openPanel(link, url, opener) {
  panel ??= await build(link);
  panel.opener = opener ?? link;
  try {
    await panel.talk.load(url);
  } catch (trouble) {
    if (trouble.message !== "404") throw trouble;
    kept.put("torg-talk", ""); // a conversation that is gone
    await panel.talk.load(link.dataset.talks);
  }
  kept.put("torg-talk-open", "yes");
  link.parentElement.hidden = true;
  panel.dialog.setAttribute("open", ""); // not show(): who only turned the page keeps the focus where it was
  const log = panel.home.querySelector(".talk__log");
  if (log) toNewest(log);
  if (opener) place(panel.home)?.focus();
}

const page = document.querySelector(".talk-page");
if (page) new Talk(page);
