// Starts the viewer. early.js has run before.
//
// 1. Fetches the viewer's script and its WebAssembly, each with its integrity checked before it is run, and the
//    words of the reader's language.
// 2. Tries once more if that fails. A page that was prerendered then stays as it is, without what needs the
//    viewer; one with nothing on it says so in the reader's language, with what to do.
// 3. Does the same if the running viewer dies.
// 4. Registers the service worker once the viewer runs, tells the viewer of a newer one that waits, and moves to it
//    when the reader says so. Offers to install the site where the browser does.
// 5. On a fast connection tells the viewer which headlines stay in view, which then fetches their articles ahead.
(() => {
  "use strict";
  const script = document.currentScript;
  const root = document.documentElement;
  const rightToLeft = (language) => language !== "en";

  const failures = {
    ar: ["تعذّر تشغيل الصفحة", "لم يصل ما تحتاج إليه الصفحة كاملًا، أو توقّف عن العمل. تحقّق من اتصالك ثم أعد المحاولة.", "أعد المحاولة", "الصفحة الأولى"],
    fa: ["صفحه اجرا نشد", "آنچه صفحه نیاز دارد کامل نرسید یا از کار افتاد. اتصال خود را بررسی کنید و دوباره بکوشید.", "تلاش دوباره", "صفحهٔ نخست"],
    ur: ["صفحہ نہیں چل سکا", "صفحے کو جو درکار ہے وہ پورا نہیں پہنچا یا رک گیا۔ اپنا رابطہ جانچیں اور دوبارہ کوشش کریں۔", "دوبارہ کوشش کریں", "صفحۂ اول"],
    he: ["לא ניתן להפעיל את הדף", "מה שהדף צריך לא הגיע בשלמותו או הפסיק לפעול. בדקו את החיבור ונסו שוב.", "נסו שוב", "לעמוד הראשון"],
    en: ["This page could not start", "What the page needs did not arrive whole, or it stopped working. Check your connection and try again.", "Try again", "Front page"],
  };

  // early.js has made it the reader's own.
  const languageOfPage = () => (root.lang.slice(0, 2) in failures ? root.lang.slice(0, 2) : "ar");

  let failed = false;
  const fail = (why) => {
    if (failed) return;
    failed = true;
    console.warn("The viewer did not start:", why);
    // What only the viewer does is not offered without it.
    root.removeAttribute("data-script");
    if (document.querySelector("body[data-page]") && !root.hasAttribute("data-ready")) return;
    const show = () => {
      const language = languageOfPage();
      const [title, explanation, again, front] = failures[language];
      const element = (name, text, attributes) => {
        const made = document.createElement(name);
        made.textContent = text;
        for (const key in attributes) made.setAttribute(key, attributes[key]);
        return made;
      };
      const notice = element("div", "", { class: "boot-failure state", role: "alert", lang: language, dir: rightToLeft(language) ? "rtl" : "ltr" });
      const button = element("button", again, { type: "button", class: "button" });
      button.addEventListener("click", () => location.reload());
      const home = document.querySelector("meta[name='nashra:base']")?.content || "/";
      notice.append(element("h1", title), element("p", explanation), button, " ", element("a", front, { href: home }));
      const main = element("main", "", { class: "page" });
      main.append(notice);
      document.body.replaceChildren(main, ...document.body.querySelectorAll("noscript"));
    };
    if (document.body) show();
    else document.addEventListener("DOMContentLoaded", show);
  };

  const data = script.dataset;
  const { worker, words, wasm, wasmIntegrity, js, jsIntegrity } = data;
  // An import checks no integrity; a script element does, and an import then finds what it fetched.
  const checked = (js, integrity) =>
    integrity &&
    new Promise((done, failed) => {
      const element = nashraScript(js, { type: "module", fetchPriority: "low", integrity });
      element.onload = done;
      element.onerror = () => failed(new Error(js + " did not come whole"));
    });
  // What failed is asked for again past the cache, which may hold it as it came; a script under another address, since
  // Firefox does not fetch one again under one that failed.
  const again = {};
  const noted = (address) => (error) => {
    again[address] = "?" + Date.now();
    throw error;
  };
  const get = (address, integrity) =>
    fetch(address, { priority: "low", cache: again[address] ? "reload" : "default", ...(integrity && { integrity }) }).then((answer) => {
      if (!answer.ok) throw new Error(address + ": " + answer.status);
      return answer;
    });
  const load = async (js, jsIntegrity, wasm, wasmIntegrity, ready) => {
    const address = js + (again[js] || "");
    const script = Promise.resolve(checked(address, jsIntegrity)).catch(noted(js));
    const parts = [get(wasm, wasmIntegrity).catch(noted(wasm)), script, ready];
    // Both are known to be whole or not before either is asked for again.
    await Promise.allSettled(parts);
    const [answer] = await Promise.all(parts);
    const module = await import(address).catch(noted(js));
    await module.default({ module_or_path: answer }).catch(noted(wasm));
    return module;
  };
  const beside = (name) => new URL(name, script.src).href;

  // The words of the interface, a list a language; `words` is the address of its file, with * for the language.
  const lists = {};
  globalThis.nashraWords = (language) => {
    const address = words ? words.replace("*", language) : beside(`words-${language}.json`);
    return (lists[language] ??= get(address)
      .then((answer) => answer.json())
      .catch((error) => {
        delete lists[language];
        return noted(address)(error);
      }));
  };

  const start = () =>
    load(
      js,
      jsIntegrity,
      wasm,
      wasmIntegrity,
      Promise.all([
        document.readyState !== "loading" || new Promise((ready) => document.addEventListener("DOMContentLoaded", ready)),
        nashraWords(languageOfPage()),
      ]),
    );

  // Modules that few readers need; each loaded once, when it is first wanted: the feed reader, for pages that read a
  // feed without a build, and what keeps articles, for readers who keep some.
  const whenWanted = (name, prefix) => {
    let module;
    const of = (part, otherwise) => data[prefix + part] || otherwise;
    return () =>
      (module ??= load(of("Js", beside(name + ".js")), of("JsIntegrity"), of("Wasm", beside(name + "_bg.wasm")), of("WasmIntegrity")).catch((error) => {
        module = undefined;
        throw error;
      }));
  };
  globalThis.nashraFeedReader = whenWanted("direct", "feed");
  const savedArticles = whenWanted("saved_module", "saved");
  globalThis.nashraSaved = (request) => savedArticles().then((module) => module.act(request));

  // Who keeps articles is to open them without a network: what keeps them is there before it is asked for.
  const wake = () => {
    try {
      if (localStorage.getItem("nashra:saved")) pause(200).then(() => nashraSaved("wake  language=" + languageOfPage())).catch(() => {});
    } catch {
      // Storage is blocked: nothing is kept.
    }
  };

  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  if (js)
    start()
      .catch(() => pause(1500).then(start))
      .then(() => {
        wake();
        rest();
        for (const name of ["scroll", "click", "popstate"]) addEventListener(name, rest, { passive: true });
        return register();
      }, fail)
      // Without a worker everything works but reading without a network.
      .catch(() => {});

  // The worker of this site, where the browser has workers and this is no frame in another page.
  const workers = self === top && navigator.serviceWorker;
  let registration;
  const register = async () => {
    if (!workers || !worker) return;
    if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded));
    // Reading comes first.
    await pause(500);
    registration = await workers.register(nashraScriptAddress(worker));
    const waits = () => registration.waiting && registration.active && dispatchEvent(new Event("nashra:update"));
    waits();
    registration.onupdatefound = () => (registration.installing.onstatechange = waits);
    document.addEventListener("visibilitychange", () => document.hidden || registration.update().catch(() => {}));
    registration.periodicSync?.register("edition", { minInterval: 432e5 }).catch(() => {});
    if (workers.controller) return;
    // What was read before the worker was there.
    const read = [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)];
    (await workers.ready).active.postMessage({ read });
  };

  // A few of the headlines that have stayed in view for two seconds, each once.
  const AHEAD = 8;
  const seen = new Set();
  const lookAhead = () => {
    const { effectiveType, downlink, saveData } = navigator.connection || {};
    if (effectiveType !== "4g" || downlink < 5 || saveData || document.hidden || !navigator.onLine) return;
    const isInView = (link) => {
      const { top, bottom } = link.getBoundingClientRect();
      return !seen.has(link.href) && top >= 0 && bottom > top && bottom <= innerHeight;
    };
    for (const link of [...document.querySelectorAll("main .story-link")].filter(isInView).slice(0, AHEAD)) {
      seen.add(link.href);
      link.dispatchEvent(new Event("nashra:seen", { bubbles: true }));
    }
  };
  let resting;
  const rest = () => {
    clearTimeout(resting);
    resting = setTimeout(lookAhead, 2000);
  };

  // The articles that can be read without a network: their ids, one a line.
  globalThis.nashraKept = async () => {
    const urls = async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url);
    const all = await Promise.all(["nashra-read", "nashra-kept"].map(urls));
    return (all.join().match(/articles\/\w+/g) || []).map((found) => found.slice(9)).join("\n");
  };

  let offer;
  const { dataset } = root;
  const isInstalled = navigator.standalone || matchMedia("(display-mode: standalone)").matches;
  if (!("onbeforeinstallprompt" in self || isInstalled)) {
    dataset.install = navigator.standalone === false && navigator.maxTouchPoints > 1 ? "share" : "menu";
  }
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event;
    dataset.install = "offer";
  });
  addEventListener("appinstalled", () => delete dataset.install);

  addEventListener("click", ({ target }) => {
    const action = target.closest?.("[data-action]")?.dataset.action;
    if (action === "install") offer?.prompt();
    if (action === "update" && registration?.waiting) {
      workers.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting.postMessage("move");
    }
  });

  // A panic of the viewer is a trap: what is on screen may be wrong from then on.
  const died = (error) => error instanceof WebAssembly.RuntimeError && fail(error);
  addEventListener("error", (event) => died(event.error));
  addEventListener("unhandledrejection", (event) => died(event.reason));
})();
