// The kill switch: put in the place of sw.js, it ends every service worker of the site at a reader's next visit, with
// all that those kept. What the reader asked to keep (nashra-kept) stays. Open pages go on, without a worker.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const end = async () => {
    for (const name of await caches.keys()) {
      if (/^nashra-(shell-|read$|media$)/.test(name)) await caches.delete(name);
    }
    await registration.unregister();
  };
  event.waitUntil(end());
});
