// Suggestions while one writes in the search field (a combobox with a listbox, ARIA 1.2); the form works without.
const REST = 140;

function suggests(form) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const heard = document.createElement("p");
  Object.assign(list, { id: `${input.id}-list`, className: "find__list", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  heard.className = "off-screen";
  heard.setAttribute("role", "status");
  input.parentElement.append(list, heard);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }
  let timer, asking, chosen = -1;

  const options = () => [...list.children];
  const choose = (place) => {
    const all = options();
    chosen = all.length ? (place + all.length + 1) % (all.length + 1) : -1;
    if (chosen === all.length) chosen = -1;
    all.forEach((one, index) => one.setAttribute("aria-selected", String(index === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    }
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
    chosen = -1;
  };
  const show = (pages) => {
    list.replaceChildren(
      ...pages.map((page, index) => {
        const option = document.createElement("li");
        Object.assign(option, { id: `${list.id}-${index}`, className: "find__option" });
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.url = page.url;
        const title = document.createElement("span");
        title.textContent = page.title;
        title.lang = page.lang;
        const kind = document.createElement("small");
        kind.textContent = page.kind;
        option.append(title, kind);
        return option;
      }),
    );
    chosen = -1;
    list.hidden = !pages.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    const { one, many, none } = form.dataset;
    heard.textContent = !pages.length ? none : pages.length === 1 ? one : many.replace("{count}", pages.length);
  };
  const ask = async () => {
    asking?.abort();
    const words = input.value.trim();
    if (words.length < 2) return close();
    asking = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.find}?q=${encodeURIComponent(words)}`, { signal: asking.signal });
      if (answer.ok && document.activeElement === input) show((await answer.json()).pages);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, REST);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      const last = options().length;
      if (event.key === "ArrowDown") choose(chosen + 1);
      else choose(chosen < 0 ? last - 1 : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(options()[chosen].dataset.url);
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    close();
  });
}

document.querySelectorAll("form[data-find]").forEach(suggests);
