// The page of an enquiry: drafts are kept while one writes, others are seen, colleagues are found by @. All of it works
// without this file too: there are buttons.

const later = (wait, run) => {
  let timer;
  const call = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(run, wait, ...given);
  };
  call.stop = () => clearTimeout(timer);
  return call;
};

// What is written is kept: a moment after the last key, and when the page is left.
const dirty = new Set();
let wroteAt = 0;

async function keep(form) {
  if (!dirty.delete(form)) return;
  const data = new FormData(form);
  data.append("by_script", "1");
  const said = form.querySelector("[data-draft-said]");
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: data, keepalive: true, redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    if (said) said.textContent = (await answer.text()).trim();
  } catch {
    dirty.add(form);
  }
}
const keepSoon = later(1500, () => [...dirty].forEach(keep));

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (!form) return;
  wroteAt = Date.now();
  dirty.add(form);
  keepSoon();
});
const keepNow = () => {
  keepSoon.stop();
  for (const form of [...dirty]) {
    const data = new FormData(form);
    data.append("by_script", "1");
    if (navigator.sendBeacon(form.dataset.draft, data)) dirty.delete(form);
  }
};
// Whatever is sent takes the page away: what stands in the other forms is kept before.
document.addEventListener("submit", (event) => {
  dirty.delete(event.target);
  keepNow();
});
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepNow());
// Another form takes this one's place: what is in it is kept first.
document.addEventListener("htmx:beforeRequest", (event) => event.target.matches("[data-turn]") && keepNow());
document.addEventListener("htmx:afterSettle", (event) => {
  const named = document.querySelector("#work-name");
  if (event.detail.requestConfig?.triggeringEvent?.type === "click" && event.detail.elt?.id === "work") named?.focus();
});

// Who else is here, and what is new: asked for while the page is seen.
const asking = document.querySelector("form[data-here]");
const place = document.querySelector("#here");

async function askWhoIsHere() {
  if (document.visibilityState !== "visible") return;
  const data = new FormData(asking);
  if (Date.now() - wroteAt < 40_000) data.append("writing", "1");
  try {
    const answer = await fetch(asking.action, { method: "POST", body: data });
    if (!answer.ok || answer.redirected) return;
    const said = await answer.text();
    // Told again only when it has changed, or a screen reader would say it every time.
    if (said.trim() !== place.dataset.said) {
      place.dataset.said = said.trim();
      place.innerHTML = said;
    }
  } catch {
    // No line just now: the next time tells.
  }
}
if (asking && place) {
  setInterval(askWhoIsHere, 20_000);
  document.addEventListener("visibilitychange", askWhoIsHere);
  document.addEventListener("torg:look", askWhoIsHere);
  window.addEventListener("pagehide", () => {
    const data = new FormData(asking);
    data.append("leaving", "1");
    navigator.sendBeacon(asking.action, data);
  });
}

// @ and some letters: the colleagues of that name, to press.
document.addEventListener("input", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLTextAreaElement)) return;
  const people = box.form?.querySelector("select[name=mentions]");
  if (!people) return;
  const typed = /(?:^|\s)@([^\s@][^@\n]{0,30}|)$/u.exec(box.value.slice(0, box.selectionStart));
  let list = box.parentElement.querySelector(".named");
  if (!typed || !typed[1]) {
    list?.remove();
    return;
  }
  const sought = typed[1].toLowerCase();
  const found = [...people.options].filter((one) => one.text.toLowerCase().split(/[ ·]+/u).some((word) => word.startsWith(sought)) || one.text.toLowerCase().startsWith(sought));
  if (!list) {
    list = document.createElement("ul");
    list.className = "named";
    list.setAttribute("role", "status");
    box.after(list);
  }
  list.replaceChildren(
    ...found.slice(0, 6).map((one) => {
      const line = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ds-chip";
      button.textContent = one.text;
      button.addEventListener("click", () => {
        const at = box.selectionStart;
        const name = one.text.split(" · ")[0];
        box.setRangeText(`${name} `, at - typed[1].length, at, "end");
        one.selected = true;
        list.remove();
        box.focus();
        box.dispatchEvent(new Event("input", { bubbles: true }));
      });
      line.append(button);
      return line;
    }),
  );
});

// A suggestion is put in place of the words it is about, where they still stand.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-apply]");
  if (!button) return;
  const box = document.querySelector("#id_text");
  const { from, to } = button.dataset;
  const start = box ? box.value.indexOf(from, Math.max(0, Number(button.dataset.near) - 40)) : -1;
  if (start < 0) return;
  box.setRangeText(to, start, start + from.length, "end");
  button.closest("li")?.remove();
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.dispatchEvent(new Event("torg:applied"));
});
