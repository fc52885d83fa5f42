// Stands in every page for frames and runs before its first paint: puts into force what the address asks for, so that
// nothing flashes. Nothing is read from storage and nothing is kept.
(() => {
  "use strict";
  const root = document.documentElement;
  const { dataset, style } = root;
  const asked = new URLSearchParams(location.search);
  const rule = (text) => document.styleSheets[0].insertRule(text, document.styleSheets[0].cssRules.length);

  // light, dark, auto; or the colours of the ground, the text and, where it has one, what stands out.
  const theme = asked.get("theme") || "auto";
  const colours = theme.split(/,(?![^(]*\))/);
  if (/^(light|dark|sepia)$/.test(theme)) dataset.theme = theme;
  else if (colours[1] && colours.every((colour) => CSS.supports("color", colour))) {
    const [ground, text, accent] = colours;
    const set = (names, value) => value && names.forEach((name) => style.setProperty("--nashra-" + name, value));
    set(["background", "surface"], ground);
    set(["text", "rule-strong"], text);
    set(["text-quiet"], text && `color-mix(in srgb, ${text} 78%, ${ground})`);
    set(["rule"], text && `color-mix(in srgb, ${text} 25%, ${ground})`);
    set(["accent", "link"], accent || text);
  }

  const layout = asked.get("layout");
  dataset.layout = /^(cards|ticker|article)$/.test(layout) ? layout : "list";
  // What is not in this page is on its way, or the script says that it cannot come.
  if (asked.get("section") || layout === "article") dataset.waits = "";
  // Until something is pressed a list fills the room that its host has kept for it: nothing moves there. Where nobody
  // hears how high it is, the room is what it is.
  dataset[/[#&?](n|secret)=/.test(location.hash) ? "first" : "bare"] = "";
  const count = Math.trunc(+asked.get("count"));
  dataset.count = count > 0 && count < 30 ? count : count >= 30 ? 30 : 5;
  rule(`[data-part=headlines] li:nth-child(n + ${+dataset.count + 1}) { display: none }`);
  addEventListener(
    "error",
    ({ target }) => {
      if (target.id !== "embed") return;
      delete dataset.waits;
      // Nothing turns a ticker.
      dataset.layout = "list";
    },
    true,
  );
})();
