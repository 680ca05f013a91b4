// What is there without a network; every page works without this file.
if ("serviceWorker" in navigator) {
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "all" }).catch(() => {});
  });
}

// A form that cannot be sent stays as it is, and says so: nothing that was written is lost.
document.addEventListener(
  "submit",
  (event) => {
    const said = document.querySelector("#no-network");
    if (!said || navigator.onLine || event.target.method !== "post") return;
    if (event.target.closest("[data-scripted]")) return; // a conversation keeps its words itself, and tries again
    event.preventDefault();
    event.stopImmediatePropagation();
    event.submitter?.before(said);
    said.hidden = false;
    said.focus();
  },
  true,
);
window.addEventListener("online", () => {
  const said = document.querySelector("#no-network");
  if (said) said.hidden = true;
});
