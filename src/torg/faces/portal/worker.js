// Keeps the page that is shown without a network, and the files it is made of. No other page is ever kept.
const NAME = `torg-${KEPT.version}`;
const FILES = new Set(KEPT.files);
const OTHERS = ["desk", "files", "language"]; // first words of addresses that we leave to the browser

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.addAll([...Object.values(KEPT.pages), ...KEPT.files]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// The network first; without it the page in the language of the address, and the files of that page.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const [first, second] = address.pathname.split("/").filter(Boolean);
  if (OTHERS.includes(first) || OTHERS.includes(second)) return;
  if (request.mode === "navigate") {
    const page = KEPT.pages[first] ?? Object.values(KEPT.pages)[0];
    event.respondWith(fetch(request).catch(() => caches.match(page)));
  } else if (FILES.has(address.pathname + address.search)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});
