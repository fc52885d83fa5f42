// A page in a frame of another site: sections filter and articles open in place, from the pages that the site has of
// them anyway. No storage, no cookies; the host is told how high the page is and which article is open.
//
// An article is 8 KB of HTML that is there; the viewer would be 89 KB before the first.
(() => {
  "use strict";
  const root = document.documentElement;
  const { dataset } = root;
  const main = document.querySelector("main");
  const { base, style, styleIntegrity } = document.getElementById("embed").dataset;
  const asked = new URLSearchParams(location.search);

  // ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────

  const WORDS = {
    ar: ["العودة إلى القائمة", "اقرأ عند {}", "افتح في {}", "لا يُعرض هذا الآن: لا اتصال بالشبكة.", "تعذّر عرض هذا الآن.", "لم يعد هذا موجودًا.", "أعد المحاولة", "التالي", "السابق", "أوقف التتابع", "تابع", "الرئيسية", "المزيد"],
    fa: ["بازگشت به فهرست", "در {} بخوانید", "در {} باز کنید", "اکنون نمی‌توان نشان داد: اتصال شبکه برقرار نیست.", "اکنون نمی‌توان این را نشان داد.", "این دیگر وجود ندارد.", "تلاش دوباره", "بعدی", "قبلی", "توقف گردش", "ادامهٔ گردش", "صفحهٔ نخست", "بیشتر"],
    ur: ["فہرست پر واپس", "{} پر پڑھیں", "{} میں کھولیں", "یہ ابھی نہیں دکھایا جا سکتا: نیٹ ورک دستیاب نہیں۔", "یہ ابھی نہیں دکھایا جا سکا۔", "یہ اب موجود نہیں۔", "دوبارہ کوشش کریں", "اگلی", "پچھلی", "روکیں", "جاری رکھیں", "صفحۂ اول", "مزید"],
    he: ["חזרה לרשימה", "לקריאה אצל {}", "לפתיחה ב־{}", "לא ניתן להציג עכשיו: אין חיבור לרשת.", "לא ניתן להציג עכשיו.", "הדף כבר אינו קיים.", "נסו שוב", "הבא", "הקודם", "עצירה", "המשך", "עמוד השער", "עוד"],
    en: ["Back to the list", "Read at {}", "Open in {}", "This cannot be shown now: there is no network.", "This cannot be shown now.", "This is no longer there.", "Try again", "Next", "Previous", "Pause", "Play", "Front page", "More"],
  };
  const language = [(asked.get("lang") || "").slice(0, 2), root.lang.slice(0, 2), "ar"].find((language) => Object.hasOwn(WORDS, language));
  const [BACK, READ_AT, OPEN_IN, OFFLINE, BROKEN, MISSING, AGAIN, NEXT, PREVIOUS, PAUSE, PLAY, FRONT, MORE] = WORDS[language];
  // Words of this frame in the language that it was asked for; what the site says is in its own.
  const own = (element) => {
    element.lang = language;
    element.dir = language === "en" ? "ltr" : "rtl";
    return element;
  };

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
  };
  const button = (text, act, attributes) => {
    const made = own(make("button", { type: "button", class: "link", ...attributes }, text));
    made.addEventListener("click", act);
    return made;
  };
  const link = (href, words, name) => {
    const [before, after] = words.split("{}");
    return own(make("a", { href, rel: "noopener", target: "_blank", class: "button" }, before, make("bdi", {}, name), after));
  };
  const site = document.querySelector(".name");
  const said = make("p", { class: "visually-hidden", role: "status" });
  // First: at the end it would make the page a pixel higher.
  document.body.prepend(said);

  // ── The host ─────────────────────────────────────────────────────────────────────────────────────────────────────

  const isFramed = parent !== self;
  const [, nonce] = /[#&]n=([0-9a-f]{32})$/.exec(location.hash) || [];
  let secret;
  const waiting = [];
  let port;
  let answered = false;
  const tell = (message) => (port ? port.postMessage(message) : nonce && waiting.push(message));

  let lastHeight;
  // The room in which what is shown had to scroll, in pixels.
  let room = 0;
  let limit;
  const measure = () => {
    // Of the content: the frame itself is as high as it was made.
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    // As high as its host makes it, it has no scroll bar, which would take of its width; where it may not grow, it
    // keeps one: without, it might just fit, and have none, and not fit.
    clearTimeout(limit);
    const fits = () => height <= innerHeight + 1;
    if (port && fits() && innerHeight > room) dataset.hosted = "";
    else
      limit = setTimeout(() => {
        if (!port || fits()) return;
        dataset.hosted = "scrolls";
        room = innerHeight;
      }, 500);
    if (!(port || secret) || !height || height === lastHeight) return;
    lastHeight = height;
    tell({ height });
    // What WordPress hears of a page that it embeds.
    if (secret) parent.postMessage({ message: "height", value: height, secret }, "*");
  };
  new ResizeObserver(measure).observe(document.body);
  // In a frame that is not on screen nothing is observed.
  addEventListener("load", measure, true);
  let lastWidth = innerWidth;
  addEventListener("resize", () => {
    // In another width a list takes other room, of which it does not keep what it does not need.
    if (innerWidth !== lastWidth && "first" in dataset) fill();
    lastWidth = innerWidth;
    measure();
  });

  // WordPress may give its secret late, and asks again when it has not heard.
  const listen = () => {
    [, secret] = /[#&?]secret=(\w+)$/.exec(location.hash) || [];
    if (secret) delete dataset.bare;
    lastHeight = 0;
    measure();
  };
  listen();
  addEventListener("hashchange", listen);
  addEventListener("message", ({ source, data }) => source === parent && data?.message === "ready" && data.secret === secret && listen());

  const hello = () => answered || parent.postMessage({ nashra: 1, nonce, hello: true }, "*");
  if (isFramed && nonce) {
    addEventListener("message", ({ source, data, ports }) => {
      if (answered || source !== parent || data?.nashra !== 1 || data.nonce !== nonce || data.port !== true || ports.length !== 1) return;
      answered = true;
      [port] = ports;
      if (!asked.get("height")) dataset.hosted = "";
      waiting.splice(0).forEach(tell);
      measure();
    });
    hello();
    for (const pause of [250, 1000, 3000]) setTimeout(hello, pause);
  }

  // ── What is shown ────────────────────────────────────────────────────────────────────────────────────────────────

  // A page of the site as a document in which nothing runs.
  const pages = {};
  const fetchPage = (path) =>
    (pages[path] ??= new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open("GET", path);
      request.responseType = "document";
      request.timeout = 20000;
      request.onload = () => {
        const { status, response } = request;
        // Of an article that has another address now there is a page that leads to it.
        const [, moved] = /url=(.+)/.exec(response?.querySelector("[http-equiv=refresh]")?.content) || [];
        if (moved?.startsWith(base + "article/")) return done(fetchPage(moved));
        const found = status === 200 && response?.querySelector("#embed, #boot") && response.querySelector("main");
        found ? done(found) : failed(status === 404 || status === 410 ? "missing" : "broken");
      };
      request.onerror = request.ontimeout = () => failed(navigator.onLine ? "broken" : "offline");
      request.send();
    }).catch((why) => {
      delete pages[path];
      throw why;
    }));

  const list = { children: [...main.childNodes], title: document.title };
  // What was pressed to leave the list; null on the list.
  let opener = null;
  let turn = 0;

  // Whether what comes first fills the room that its host has kept for it, so that nothing moves there; it is not
  // stretched beyond what can be looked at.
  const fill = () => {
    delete dataset.first;
    const { height } = document.body.getBoundingClientRect();
    if (!("bare" in dataset) && height <= innerHeight && height > 0.7 * innerHeight) dataset.first = "";
  };

  const show = (...children) => {
    const isFirst = "waits" in dataset || !("ready" in dataset);
    const hadFocus = main.contains(document.activeElement);
    room = 0;
    main.replaceChildren(...children);
    if (hadFocus) focus(main);
    delete dataset.waits;
    if (isFirst) fill();
    else delete dataset.first;
    measure();
  };

  const fail = (why, address, again) => {
    const text = { offline: OFFLINE, missing: MISSING }[why] || BROKEN;
    const choices = own(make("p", { class: "choices" }, link(why === "missing" ? base : address, OPEN_IN, site.textContent)));
    if (why !== "missing") choices.prepend(button(AGAIN, again, { class: "button" }));
    if (dataset.layout !== "article") choices.prepend(button(BACK, back));
    dataset.view = "failure";
    show(make("div", { role: "alert", class: "state" }, own(make("p", {}, text)), choices));
    tell({ error: why });
  };

  // Whole style sheets are for articles; lists have theirs in the page.
  let styled;
  const styles = () =>
    (styled ??= new Promise((done) => {
      const sheet = make("link", { rel: "stylesheet", href: style, integrity: styleIntegrity, crossorigin: "" });
      sheet.onload = sheet.onerror = done;
      document.head.append(sheet);
    }));

  // Shows what `load` brings, unless something else was asked for meanwhile. Where nobody `acted`, nothing takes the
  // focus out of the host's page; else that is what was pressed.
  const change = async (path, address, load, acted) => {
    const mine = ++turn;
    main.setAttribute("aria-busy", "true");
    try {
      const found = await load();
      if (mine === turn) found();
    } catch (why) {
      if (mine !== turn) return;
      if (typeof why !== "string") throw why;
      opener ||= acted;
      fail(why, address, () => change(path, address, load, acted));
      if (acted) focus(main);
    } finally {
      if (mine === turn) main.removeAttribute("aria-busy");
    }
  };

  const focus = (element) => {
    if (!element.hasAttribute("tabindex") && !element.matches("a, button")) element.tabIndex = -1;
    element.focus();
  };

  const article = (id, pressed) => {
    const address = `${base}article/${id}/`;
    change(id, address, async () => {
      const [found] = await Promise.all([fetchPage(address), styles()]);
      // The page of one that was removed says so in the site's words.
      if (!found.querySelector("[data-part=article]")) throw "missing";
      return () => {
        const story = document.importNode(found, true);
        story.querySelectorAll("[data-action], .actions, .neighbours").forEach((element) => element.remove());
        const original = story.querySelector("[data-part=attribution] a.address");
        const publisher = story.querySelector(".credit-line .source");
        const leave = make("p", { class: "choices" }, link(address, OPEN_IN, site.textContent));
        if (original && publisher) leave.prepend(link(original.href, READ_AT, publisher.textContent));
        if (pressed) opener = pressed;
        dataset.view = "article";
        const children = [...story.childNodes, leave];
        if (opener) children.unshift(make("p", { class: "back" }, button(BACK, back)));
        show(...children);
        const heading = main.querySelector("h1");
        document.title = heading?.textContent || list.title;
        if (opener) {
          focus(heading || main);
          tell({ open: id });
        }
      };
    }, pressed);
  };

  const back = () => {
    turn++;
    main.removeAttribute("aria-busy");
    const from = opener;
    opener = null;
    delete dataset.view;
    show(...list.children);
    main.querySelector(".turns") || begin();
    document.title = list.title;
    focus(from?.isConnected ? from : main.querySelector(".story-link") || main);
    said.textContent = document.title;
  };

  const section = (slug, isFirst) => {
    const path = slug ? `${base}embed/section/${slug}/` : `${base}embed/`;
    const address = slug ? `${base}section/${slug}/` : base;
    change(path, address, async () => {
      const found = await fetchPage(path);
      return () => {
        opener = null;
        delete dataset.view;
        list.children = [...document.importNode(found, true).childNodes];
        list.title = found.ownerDocument.title;
        show(...list.children);
        document.title = list.title;
        for (const tab of document.querySelectorAll("[data-part=sections] a")) {
          if (tab.pathname === path) {
            tab.setAttribute("aria-current", "page");
            // The bar alone: what scrolls an element into view may scroll the host's page.
            const bar = tab.closest("nav");
            const [at, room] = [tab, bar].map((element) => element.getBoundingClientRect());
            bar.scrollLeft += at.left + at.width / 2 - room.left - room.width / 2;
          } else tab.removeAttribute("aria-current");
        }
        const more = document.querySelector(".foot a");
        if (more) more.href = address;
        begin();
        if (!isFirst) said.textContent = list.title;
      };
    }, !isFirst);
  };

  // ── What is pressed ──────────────────────────────────────────────────────────────────────────────────────────────

  // What a link leads to, where it is shown in place: an article's id, or a section. One article is all that its frame
  // was asked for: what it links leaves.
  const inner = (link) => {
    if (!link || dataset.layout === "article" || link.origin !== new URL(base, location).origin || !link.pathname.startsWith(base)) return;
    const [, kind, name] = /^(?:embed\/)?(?:(article|section)\/([\w-]+)\/)?$/.exec(link.pathname.slice(base.length)) || [];
    if (kind === "article") return { id: name };
    if (kind === "section" || /embed\/$/.test(link.pathname)) return { slug: name || "" };
  };

  addEventListener("click", (event) => {
    const pressed = event.target.closest?.("a[href]");
    if (!pressed || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (pressed.hash && pressed.pathname === location.pathname && pressed.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      const place = document.getElementById(decodeURIComponent(pressed.hash.slice(1)));
      place?.scrollIntoView();
      return;
    }
    const what = pressed.matches(".choices a, .name, .foot a") ? undefined : inner(pressed);
    if (!what) {
      if (secret && pressed.target !== "_self") {
        // WordPress follows links to the site that it embeds alone: of others the article's page there has them all.
        const { href } = pressed.origin === location.origin ? pressed : main.querySelector(".choices a:last-child") || pressed;
        parent.postMessage({ message: "link", value: href, secret }, "*");
      }
      return;
    }
    event.preventDefault();
    if (what.id) article(what.id, opener || pressed);
    else section(what.slug);
  });

  // A press follows in a tenth of a second or two.
  for (const name of ["pointerover", "touchstart", "focusin"]) {
    addEventListener(
      name,
      ({ target }) => {
        const what = !navigator.connection?.saveData && inner(target.closest?.(".story-link"));
        if (what?.id) Promise.all([fetchPage(`${base}article/${what.id}/`), styles()]).catch(() => {});
      },
      { passive: true },
    );
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (opener || dataset.view === "failure") && dataset.layout !== "article") back();
  });

  // ── One after another ────────────────────────────────────────────────────────────────────────────────────────────

  const PACE_MS = 6000;
  let timer;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)");
  let isPaused = isStill.matches;
  const begin = () => {
    if (dataset.layout !== "ticker") return;
    clearInterval(timer);
    const items = [...main.querySelectorAll("[data-part=headlines] li")].slice(0, +dataset.count);
    if (!items.length) return;
    let at = 0;
    const go = (step) => {
      items[at].removeAttribute("data-current");
      at = (at + step + items.length) % items.length;
      items[at].setAttribute("data-current", "");
    };
    go(0);
    const isBusy = () => isPaused || document.hidden || main.matches(":hover, :focus-within");
    timer = setInterval(() => isBusy() || !items[at].isConnected || go(1), PACE_MS);
    const hold = button(isPaused ? PLAY : PAUSE, () => {
      isPaused = !isPaused;
      hold.textContent = isPaused ? PLAY : PAUSE;
    });
    const turns = make("p", { class: "turns" }, button(PREVIOUS, () => go(-1)), button(NEXT, () => go(1)), hold);
    list.children = [...list.children.filter((child) => !child.classList?.contains("turns")), turns];
    show(...list.children);
  };

  // ── First ────────────────────────────────────────────────────────────────────────────────────────────────────────

  if (language !== root.lang.slice(0, 2)) {
    const translate = (selector, words) => document.querySelectorAll(selector).forEach((element) => (own(element).textContent = words));
    translate("[data-part=sections] li:first-child bdi", FRONT);
    translate(".foot a", MORE);
  }
  const slug = asked.get("section");
  const id = asked.get("article");
  if (dataset.layout === "article" && /^[0-9a-z]{10,24}$/.test(id)) article(id);
  else if (dataset.layout === "article") fail("missing", base);
  else if (slug && /^[\w-]{1,100}$/.test(slug)) section(slug, true);
  else if (slug) fail("missing", base);
  else begin();
  if (!("waits" in dataset)) fill();
  dataset.ready = "";
  tell({ ready: true });
  measure();
})();
