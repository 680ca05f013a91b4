// Small comforts; every page works without this file.
window.dsWarnings = false;

const words = (bytes) =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} MB`;

function listChosenFiles(field) {
  const input = field.querySelector("input[type=file]");
  if (!input) return;
  const list = document.createElement("ul");
  list.className = "files__list";
  list.setAttribute("aria-live", "polite");
  field.querySelector(".files__choose").after(list);
  input.addEventListener("change", () => {
    list.replaceChildren(
      ...Array.from(input.files, (file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name} (${words(file.size)})`;
        return line;
      }),
    );
  });
}

document.querySelectorAll("[data-files]").forEach(listChosenFiles);

// One press is enough: the button rests while the form is on its way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.defaultPrevented) return;
  const button = event.submitter ?? form.querySelector("button[type=submit], button:not([type])");
  if (!button || form.querySelector("[aria-busy]")) {
    event.preventDefault();
    return;
  }
  button.setAttribute("aria-disabled", "true");
  button.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("[data-once] [aria-busy]").forEach((button) => {
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
  });
});

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.querySelector("[data-label]").textContent = button.dataset.done;
  });
});

// What went wrong takes the focus, also where the address leads to another place on the page (then once it has).
const focusErrors = () => document.querySelector("#errors")?.focus();
focusErrors();
if (location.hash) window.addEventListener("load", () => requestAnimationFrame(() => setTimeout(focusErrors)));
