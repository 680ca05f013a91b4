// A clock that goes on when its page is in the background, where a page's own clock is slowed down.
setInterval(() => postMessage(""), 20_000);
