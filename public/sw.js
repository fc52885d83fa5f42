// Keeps the site readable without a network. `nashra build` writes three constants before it: BUILD names the build,
// FILES are its shell ([name, integrity], null where only some readers have that file), OFFLINE the words of the page of last resort.
//
// What is kept, by cache:
//   nashra-shell-<build>  all that starts the viewer, whole or not at all; each build has its own
//   nashra-read           pages and documents, as they are read; least recently used out first
//   nashra-media          mirrored pictures, the same way
//   nashra-kept           what the reader asked to keep: written by the page, only read here
//
// What holds:
//   Nothing is stored that was not checked: a captive portal's page or half a file never enters.
//   Whatever fails here, the browser asks the network as if this did not exist.
//   Pictures of other sites are not touched: what they answer cannot be checked.
//   No clock is asked: what is older is what was used earlier.
(() => {
  "use strict";
  const SHELLS = "nashra-shell-";
  const SHELL = SHELLS + BUILD;
  const [READ, MEDIA, KEPT] = ["nashra-read", "nashra-media", "nashra-kept"];
  const BASE = new URL("./", location).pathname;
  const EDITION = "edition/edition.json";

  // How long a reader waits for the network where something older could be shown, in milliseconds.
  const PATIENCE = 3000;

  // Bytes of pages and documents (some 1,500 articles), and of pictures.
  const ROOM = { [READ]: 24e6, [MEDIA]: 48e6 };

  // ── Storing ──────────────────────────────────────────────────────────────────────────────────────────────────────

  // What `answer` is to be stored as, read to its end, and its value where it is JSON. Rejects what is not whole, and
  // what is not what `path` promises.
  const whole = async (answer, path) => {
    const { headers } = answer;
    const type = headers.get("content-type") || "";
    const length = headers.get("content-length");
    const must = (holds) => {
      if (!holds) throw new TypeError(path + " did not come as it should");
    };
    must(answer.status === 200 && answer.type === "basic" && !answer.redirected);
    const bytes = await answer.arrayBuffer();
    must(bytes.byteLength && (!length || headers.has("content-encoding") || +length === bytes.byteLength));
    const text = /\.json$|\/$|^$|\.html$/.test(path) ? new TextDecoder().decode(bytes) : "";
    const more = { "content-length": bytes.byteLength };
    let value;
    if (path.startsWith("media/")) {
      must(length && type.startsWith("image/"));
    } else if (path.endsWith(".json")) {
      value = JSON.parse(text);
      const format = path === EDITION ? "nashra-edition/" : path.startsWith("edition/") ? "nashra-" : "";
      must(format ? String(value.format).startsWith(format) : Array.isArray(value));
    } else if (path.endsWith(".wasm")) {
      must(new DataView(bytes).getUint32(0) === 0x0061736d);
    } else if (/\.\w+$/.test(path) && !path.endsWith(".html")) {
      must(!type.includes("html"));
    } else {
      const build = /\sdata-build="(\w+)"/.exec(text);
      must(type.includes("html") && build && text.trimEnd().endsWith("</html>"));
      more["x-nashra-build"] = build[1];
    }
    const kept = headed(bytes, answer, more);
    for (const name of ["content-encoding", "vary"]) kept.headers.delete(name);
    return [kept, value];
  };

  const headed = (body, { headers, status }, more) => {
    const answer = new Response(body, { status, headers });
    for (const name in more) answer.headers.set(name, more[name]);
    return answer;
  };

  // Checks `answer`, puts it where it belongs and does what it tells.
  const store = async (url, path, answer) => {
    const [kept, value] = await whole(answer, path);
    const name = kindOf(path)[1];
    const cache = await caches.open(name);
    // One list a section: that of the edition before is no longer asked for.
    if (path.startsWith("edition/latest/")) await cache.delete(url, { ignoreSearch: true });
    await put(cache, name, url, kept);
    if (path === EDITION) await forget(cache, new Set(value.removed));
  };

  let stored = 0;
  const put = async (cache, name, url, answer) => {
    const again = answer.clone();
    try {
      await cache.put(url, answer);
    } catch {
      // The quota is full: half of what is here makes room, or it stays as it is.
      await trim(cache);
      await cache.put(url, again);
    }
    if (ROOM[name] && stored++ % 16 === 0) await trim(cache, ROOM[name]);
  };

  // Deletes what was used least recently until `most` bytes are left; half of them where it is not said.
  const trim = async (cache, most) => {
    const [keys, answers] = await Promise.all([cache.keys(), cache.matchAll()]);
    const sizes = answers.map((answer) => +answer.headers.get("content-length"));
    let total = sizes.reduce((sum, size) => sum + size, 0);
    most ??= total / 2;
    for (let at = 0; total > most; at++) {
      total -= sizes[at];
      await cache.delete(keys[at]);
    }
  };

  // Deletes articles that left the edition, with their pages and pictures. A tombstone may stay.
  const forget = async (cache, removed) => {
    if (!removed.size) return;
    for (const key of await cache.keys()) {
      const [, id, end] = /\/articles?\/(\w+)(\.json|\/)$/.exec(key.url) || [];
      if (!removed.has(id)) continue;
      if (end === ".json") {
        const text = await (await cache.match(key)).text();
        if (text.includes("nashra-tombstone")) continue;
        const media = await caches.open(MEDIA);
        // A picture is there in several widths, of which the document names one.
        const pictures = text.match(/media\/[0-9a-f]+-/g) || [];
        for (const picture of await media.keys()) {
          if (pictures.some((begins) => picture.url.includes(begins))) await media.delete(picture);
        }
      }
      await cache.delete(key);
    }
  };

  // ── Finding ──────────────────────────────────────────────────────────────────────────────────────────────────────

  // Each address has one answer here, whatever its headers vary by.
  const ANY = { ignoreVary: true };

  const find = async (names, url, how) => {
    for (const cacheName of names) {
      const kept = await caches.match(url, { cacheName, ...ANY, ...how });
      if (kept) return kept;
    }
  };

  // What is used moves to the end of its cache, once in this worker's life.
  const used = new Set();
  const use = async (name, url, kept) => {
    if (used.has(url)) return;
    used.add(url);
    const cache = await caches.open(name);
    // Not what only the reader's own cache holds.
    if (await cache.match(url)) await cache.put(url, kept).catch(() => {});
  };

  const inTime = (answer) => Promise.race([answer, new Promise((_, late) => setTimeout(late, PATIENCE, LATE))]);
  const LATE = "late";

  // An edition does not go: where it is not found, the server ails.
  const isGone = ({ status }, path) => (status === 404 || status === 410) && path !== EDITION;

  // Asks the network, and stores what is sound, also when it comes too late for this event. Rejects without a network.
  const ask = (event, url, path, request = event.request) => {
    const asked = fetch(request).then(async (answer) => {
      const copy = answer.clone();
      let sound = true;
      if (isGone(answer, path)) {
        await (await caches.open(READ)).delete(url);
      } else {
        // Storing may fail where the answer is sound: the quota is full.
        sound = answer.type === "opaqueredirect" || answer.ok;
        event.waitUntil(store(url, path, copy).catch(() => {}));
      }
      return { answer, sound };
    });
    event.waitUntil(asked.catch(() => {}));
    return asked;
  };

  // ── Answering ────────────────────────────────────────────────────────────────────────────────────────────────────

  // A document: one whose address says of which edition it is, as it is kept; any other from the network, else as it
  // was kept, and marked so: "offline", or "late" where the network is slow or its server ails.
  const document = async (event, path, url) => {
    const exact = await find([READ, KEPT], url.href);
    if (exact && (url.search || /^edition\/(chains|headlines)\//.test(path))) {
      event.waitUntil(use(READ, url.href, exact.clone()));
      return exact;
    }
    const kept = exact || (await find([READ, KEPT], url.href, { ignoreSearch: true }));
    const asked = ask(event, url.href, path);
    let why = "offline";
    try {
      const { answer, sound } = await (kept ? inTime(asked) : asked);
      if (!kept || isGone(answer, path)) return answer;
      // What stands for the document may be a page to log in at.
      if (sound && (await whole(answer.clone(), path).catch(() => false))) return answer;
      if (!sound) why = LATE;
    } catch (error) {
      if (!kept) return Response.error();
      if (error === LATE) why = LATE;
    }
    return headed(kept.body, kept, { "x-nashra": why });
  };

  // A page: one seen before and of this build at once, and looked up behind; else the network's; else the shell, which
  // draws it from its document; else what there is of it, of whatever build. The shell draws no still page.
  const page = async (event, path, { origin }) => {
    const url = origin + BASE + path;
    event.waitUntil(sweep());
    const kept = await find([READ, KEPT], url);
    if (kept?.headers.get("x-nashra-build") === BUILD) {
      ask(event, url, path, new Request(url, { cache: "no-cache" })).catch(() => {});
      return kept;
    }
    const { answer, sound } = await inTime(ask(event, url, path)).catch(() => ({}));
    if (sound || (answer && answer.status < 500)) return answer;
    const shell = await find([SHELL], origin + BASE + "shell.html");
    const [, folder, name] = /^(?:(article|section)\/([\w-]+)\/)?$/.exec(path) || [0, 1];
    const of = { article: `edition/articles/${name}.json`, section: `edition/latest/${name}.json` }[folder] || EDITION;
    if (shell && !/^(tag|widget|embed)\//.test(path) && (!kept || (folder !== 1 && (await find([READ, KEPT], BASE + of, { ignoreSearch: true }))))) return shell;
    return kept || answer || lastResort();
  };

  // It opens by itself when the site answers again, whatever it answers.
  const lastResort = () => {
    const [lang, dir, title, heading, text, again] = OFFLINE;
    return new Response(
      `<!DOCTYPE html><html lang="${lang}" dir="${dir}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<meta name="color-scheme" content="light dark"><style>body{font:1.125rem/1.75 Noto Naskh Arabic,Geeza Pro,Noto Serif,serif;background:light-dark(#fdfcf8,#15140f);max-width:30rem;margin:2rem auto;padding:0 1rem}h1{line-height:1.4}</style>` +
        `<title>${title}</title><main><h1>${heading}</h1><p>${text}</p><p><a href="">${again}</a></p></main>` +
        `<script>let next;const ask=()=>{clearTimeout(next);fetch("",{method:"HEAD",cache:"no-store"}).then(()=>location.reload(),()=>next=setTimeout(ask,9e3))};ononline=ask;next=setTimeout(ask,9e3)</script></html>`,
      { status: 503, headers: { "content-type": "text/html; charset=utf-8" } },
    );
  };

  // A mirrored picture: its address says what it holds.
  const picture = async (event, path, { href }) => {
    const { request } = event;
    const range = request.headers.get("range");
    const kept = await find([KEPT, MEDIA], href);
    if (kept) {
      event.waitUntil(use(MEDIA, href, kept.clone()));
      return range ? part(kept, range) : kept;
    }
    const answer = await fetch(request).catch(async () => (await otherWidth(href)) || Response.error());
    if (answer.status === 200) event.waitUntil(store(href, path, answer.clone()).catch(() => {}));
    return answer;
  };

  // The same picture in another width: media/<digest>-<width>.<format>.
  const otherWidth = async (href) => {
    const [stem] = /^.*media\/\w+-/.exec(href) || [];
    for (const cacheName of [KEPT, MEDIA]) {
      const cache = await caches.open(cacheName);
      const other = stem && (await cache.keys()).find(({ url }) => url.startsWith(stem));
      if (other) return cache.match(other, ANY);
    }
  };

  // The bytes of `kept` that `range` asks for (RFC 9110, section 14.2): one run of them.
  const part = async (kept, range) => {
    const asked = /^bytes=(\d*)-(\d*)$/.exec(range);
    if (!asked || asked[0] === "bytes=-") return kept;
    const bytes = await kept.blob();
    const [, from, to] = asked;
    const start = from ? +from : Math.max(0, bytes.size - to);
    const end = from && to ? Math.min(+to, bytes.size - 1) : bytes.size - 1;
    const is = start <= end;
    const span = is ? `${start}-${end}` : "*";
    return headed(is ? bytes.slice(start, end + 1) : null, { headers: kept.headers, status: is ? 206 : 416 }, {
      "content-range": `bytes ${span}/${bytes.size}`,
      "content-length": is ? end + 1 - start : 0,
    });
  };

  const shells = async () => (await caches.keys()).filter((name) => name.startsWith(SHELLS));

  // A file of a shell, of this build or of that which an open page belongs to: their names say what they hold.
  const asset = async (event, path, { href }) => {
    const kept = await find([SHELL, ...(await shells())], href);
    // Who asks past the cache was given something broken.
    if (kept && event.request.cache !== "reload") return kept;
    const answer = await fetch(event.request).catch(() => kept || Response.error());
    if (answer.ok) event.waitUntil(store(href, path, answer.clone()).catch(() => {}));
    return answer;
  };

  const isInShell = (path) => FILES.some(([name]) => name === path) || /^\w+-[\w-]*[0-9a-f]{12}\w*\.\w+$/.test(path);

  // What answers for `path`, and where it is stored; nothing for what is left to the browser.
  const kindOf = (path, isNavigation = true) =>
    /^edition\/[\w./-]+\.json$/.test(path) ? [document, READ]
    : /^media\/[\w.-]+$/.test(path) ? [picture, MEDIA]
    : isInShell(path) ? [asset, SHELL]
    : isNavigation && /^([\w-]+\/)*$/.test(path) ? [page, READ]
    : [];

  const answer = (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(BASE)) return;
    const path = url.pathname.slice(BASE.length);
    const [handle] = kindOf(path, request.mode === "navigate");
    return handle?.(event, path, url);
  };

  addEventListener("fetch", (event) => {
    const answered = answer(event);
    if (answered) event.respondWith(answered.catch(() => fetch(event.request)));
  });

  // ── Living ───────────────────────────────────────────────────────────────────────────────────────────────────────

  // What a file is called in every build: its name before the digest.
  const stemOf = (name) => name.split(/[0-9a-f]{12}/)[0];

  const install = async () => {
    const isNew = !(await caches.has(SHELL));
    const cache = await caches.open(SHELL);
    try {
      const keys = await Promise.all((await shells()).map(async (name) => (await caches.open(name)).keys()));
      const had = new Set(keys.flat().map(({ url }) => stemOf(url.slice(url.lastIndexOf("/") + 1))));
      for (const [name, integrity] of FILES) {
        if (integrity === null && !had.has(stemOf(name))) continue;
        const get = (how) => fetch(BASE + name, { cache: how, integrity: integrity || "" }).then((answer) => whole(answer, name));
        // A second time past the browser's cache: what it holds may be what was cut off.
        const [kept] = await get(/-[0-9a-f]{12}/.test(name) ? "default" : "no-cache").catch(() => get("reload"));
        await cache.put(BASE + name, kept);
      }
      // One that cannot answer does not take over. What it is asked for is what the front page needs.
      await visit(BASE, BASE + EDITION);
    } catch (error) {
      if (isNew) await caches.delete(SHELL);
      throw error;
    }
  };

  // Answers for addresses as if a page had asked for them.
  const visit = (...urls) => {
    const waited = [];
    const answers = urls.map(async (href) => {
      const url = new URL(href, location);
      const request = new Request(url, { cache: "no-cache" });
      const path = url.pathname.slice(BASE.length);
      const answer = await kindOf(path)[0]({ request, waitUntil: (work) => waited.push(work) }, path, url);
      if (!(answer instanceof Response)) throw new TypeError("no answer for " + path);
    });
    return Promise.all(answers).then(() => Promise.all(waited));
  };

  // Files of older builds go when no page is open that may belong to one; not while there is a newer one.
  const sweep = async () => {
    const { installing, waiting } = registration;
    if (installing || waiting || (await clients.matchAll({ includeUncontrolled: true })).length) return;
    for (const name of await shells()) {
      if (name !== SHELL) await caches.delete(name);
    }
  };

  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(sweep().then(() => clients.claim())));
  addEventListener("periodicsync", (event) => event.waitUntil(visit(BASE, BASE + EDITION)));
  addEventListener("message", (event) => {
    const { data } = event;
    // The reader moves to this build.
    if (data === "move") skipWaiting();
    // What a page had read before this worker was there: the browser's own cache has it.
    for (const href of data?.read || []) {
      const url = new URL(href);
      const path = url.pathname.slice(BASE.length);
      if (url.origin !== location.origin || !url.pathname.startsWith(BASE) || !kindOf(path)[0]) continue;
      const key = kindOf(path)[0] === page ? url.origin + url.pathname : url.origin + url.pathname + url.search;
      const known = fetch(key, { cache: "force-cache" }).then((answer) => store(key, path, answer));
      event.waitUntil(known.catch(() => {}));
    }
  });
})();
