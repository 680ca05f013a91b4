// Opens the assistant in a panel beside the page. Without this file, and on small screens, the link leads to its page.
{
  const link = document.querySelector("[data-launch]");
  const wide = matchMedia("(min-width: 48rem)");
  const kept = (name) => {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return null; // a browser that keeps nothing
    }
  };
  const open = async (url, opener) => {
    try {
      (await import(link.dataset.script)).openPanel(link, url, opener);
    } catch {
      location.assign(url);
    }
  };

  if (link) {
    const token = kept("torg-talk");
    if (token) {
      link.href = `${link.dataset.talks}${token}/`;
      link.querySelector("span").textContent = link.dataset.on;
    }
    document.addEventListener("click", (event) => {
      const pressed = event.target.closest("[data-launch], [data-launch-too]");
      if (!pressed || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !wide.matches) return;
      event.preventDefault();
      open(pressed.href, pressed);
    });
    if (wide.matches && kept("torg-talk-open")) open(link.href, null);
  }
}
