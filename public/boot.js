// Starts the viewer. Runs in <head>, before the first paint.
//
// 1. Puts the reader's theme, text size and language into force, so that nothing flashes.
// 2. Fetches the WebAssembly with its integrity checked before it is compiled.
// 3. Tries once more if that fails, then says so in the reader's language, with what to do.
//    The page that was there stays; only a page with nothing on it is replaced.
// 4. Does the same if the running viewer dies.
(() => {
  "use strict";
  const script = document.currentScript;
  const root = document.documentElement;
  const rightToLeft = (language) => language !== "en";

  try {
    const settings = new URLSearchParams(localStorage.getItem("nashra:settings") || "");
    const language = settings.get("language");
    if (/^(ar|fa|ur|he|en)$/.test(language)) {
      root.lang = language;
      root.dir = rightToLeft(language) ? "rtl" : "ltr";
    }
    for (const name of ["theme", "text-size"]) {
      const value = settings.get(name);
      if (value && /^[a-z]+$/.test(value)) root.setAttribute("data-" + name, value);
    }
  } catch {
    // Storage is blocked: the page keeps its own.
  }

  const words = {
    ar: ["تعذّر تشغيل الصفحة", "لم يصل ما تحتاج إليه الصفحة كاملًا، أو توقّف عن العمل. تحقّق من اتصالك ثم أعد المحاولة.", "أعد المحاولة", "الصفحة الأولى"],
    fa: ["صفحه اجرا نشد", "آنچه صفحه نیاز دارد کامل نرسید یا از کار افتاد. اتصال خود را بررسی کنید و دوباره بکوشید.", "تلاش دوباره", "صفحهٔ نخست"],
    ur: ["صفحہ نہیں چل سکا", "صفحے کو جو درکار ہے وہ پورا نہیں پہنچا یا رک گیا۔ اپنا رابطہ جانچیں اور دوبارہ کوشش کریں۔", "دوبارہ کوشش کریں", "صفحۂ اول"],
    he: ["לא ניתן להפעיל את הדף", "מה שהדף צריך לא הגיע בשלמותו או הפסיק לפעול. בדקו את החיבור ונסו שוב.", "נסו שוב", "לעמוד הראשון"],
    en: ["This page could not start", "What the page needs did not arrive whole, or it stopped working. Check your connection and try again.", "Try again", "Front page"],
  };

  let failed = false;
  const fail = (why) => {
    if (failed) return;
    failed = true;
    console.warn("The viewer did not start:", why);
    const show = () => {
      const language = words[root.lang.slice(0, 2)] ? root.lang.slice(0, 2) : "ar";
      const [title, explanation, again, front] = words[language];
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

  const { wasm, js, integrity, feedWasm, feedJs, feedIntegrity } = script.dataset;
  const load = async (js, wasm, integrity, ready) => {
    const bytes = fetch(wasm, integrity ? { integrity } : undefined).then((answer) => {
      if (!answer.ok) throw new Error(wasm + ": " + answer.status);
      return answer;
    });
    const [module, answer] = await Promise.all([import(js), bytes, ready]);
    await module.default({ module_or_path: answer });
    return module;
  };
  const start = () =>
    load(js, wasm, integrity, document.readyState !== "loading" || new Promise((ready) => document.addEventListener("DOMContentLoaded", ready)));

  // The feed reader, for pages that read a feed without a build; loaded once, when it is first needed.
  let feedReader;
  const beside = (name) => new URL(name, script.src).href;
  globalThis.nashraFeedReader = () =>
    (feedReader ??= load(feedJs || beside("direct.js"), feedWasm || beside("direct_bg.wasm"), feedIntegrity).catch((error) => {
      feedReader = undefined;
      throw error;
    }));

  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  if (js) start().catch(() => pause(1500).then(start)).catch(fail);

  // A panic of the viewer is a trap: what is on screen may be wrong from then on.
  const died = (error) => error instanceof WebAssembly.RuntimeError && fail(error);
  addEventListener("error", (event) => died(event.error));
  addEventListener("unhandledrejection", (event) => died(event.reason));
})();
