// Stands in every page and runs before its first paint.
//
// 1. Puts the reader's theme, text size and language into force, so that nothing flashes.
// 2. Is the one maker of script elements and of addresses of scripts: of this origin only, for pages that ask for
//    trusted types.
// 3. Fetches boot.js once more if it does not come whole, and marks pictures that do not come: their captions stay.
//
// On a still page no viewer runs: what needs one is not offered there, and its words stay in their language.
(() => {
  "use strict";
  const root = document.documentElement;
  const still = root.hasAttribute("data-still");
  root.toggleAttribute("data-script", !still);
  // A reload is put where it was before the viewer is there, which leaves that to itself while it runs.
  history.scrollRestoration = "auto";

  try {
    const settings = new URLSearchParams(localStorage.getItem("nashra:settings") || "");
    const language = settings.get("language");
    if (!still && /^(ar|fa|ur|he|en)$/.test(language)) {
      root.lang = language;
      root.dir = language === "en" ? "ltr" : "rtl";
    }
    for (const name of ["theme", "text-size"]) {
      const value = settings.get(name);
      if (value && /^[a-z]+$/.test(value)) root.setAttribute("data-" + name, value);
    }
  } catch {
    // Storage is blocked: the page keeps its own.
  }

  const rules = {
    createScriptURL: (address) => {
      const { href, origin } = new URL(address, location.href);
      if (origin !== location.origin) throw new TypeError("a script of another origin: " + href);
      return href;
    },
  };
  const policy = globalThis.trustedTypes?.createPolicy("nashra", rules) ?? rules;
  globalThis.nashraScriptAddress = (address) => policy.createScriptURL(address);
  globalThis.nashraScript = (address, attributes, data) => {
    const script = Object.assign(document.createElement("script"), attributes);
    Object.assign(script.dataset, data);
    script.src = policy.createScriptURL(address);
    document.head.append(script);
    return script;
  };

  // Loading errors do not bubble: they are heard on their way down.
  let tried = false;
  addEventListener(
    "error",
    ({ target }) => {
      if (target.localName === "img") target.setAttribute("data-broken", "");
      if (!target.dataset?.build) return;
      // Twice is for good: what needs the viewer is not offered.
      if (tried) return root.toggleAttribute("data-script", false);
      tried = true;
      setTimeout(() => nashraScript(target.src + "?" + Date.now(), { integrity: target.integrity }, target.dataset), 1500);
    },
    true,
  );
})();
