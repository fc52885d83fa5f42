// Finds elements as people do: by role and name, among those that are not hidden.
const [wanted] = arguments;
const implicit = {
  A: (e) => (e.hasAttribute("href") ? "link" : ""), BUTTON: () => "button", SUMMARY: () => "button",
  H1: () => "heading", H2: () => "heading", H3: () => "heading", H4: () => "heading", H5: () => "heading", H6: () => "heading",
  NAV: () => "navigation", MAIN: () => "main", ARTICLE: () => "article", FIGURE: () => "figure", IMG: (e) => (e.alt === "" ? "presentation" : "img"),
  FOOTER: () => "contentinfo", HEADER: () => "banner", ASIDE: () => "complementary", UL: () => "list", OL: () => "list", LI: () => "listitem",
  SELECT: () => "combobox", OPTION: () => "option", TABLE: () => "table", FIELDSET: () => "group", DIALOG: () => "dialog", TIME: () => "time",
  SECTION: (e) => (e.hasAttribute("aria-label") || e.hasAttribute("aria-labelledby") ? "region" : ""),
  INPUT: (e) => ({ radio: "radio", checkbox: "checkbox", search: "searchbox", range: "slider", button: "button", submit: "button" })[e.type] || "textbox",
};
const squeeze = (text) => (text || "").replace(/\s+/g, " ").trim();
const role = (e) => e.getAttribute("role") || (implicit[e.tagName] ? implicit[e.tagName](e) : "");
const hidden = (e) => {
  if (e.closest("[aria-hidden=true], [inert]")) return true;
  if (e.checkVisibility && !e.checkVisibility({ visibilityProperty: true })) return true;
  return e.getClientRects().length === 0 && getComputedStyle(e).display !== "contents";
};
const words = (e) => {
  let text = "";
  for (const node of e.childNodes) {
    if (node.nodeType === 3) text += node.data;
    else if (node.nodeType === 1 && node.getAttribute("aria-hidden") !== "true")
      text += (getComputedStyle(node).display === "inline" ? "" : " ") + (node.tagName === "IMG" ? node.alt : words(node));
  }
  return text;
};
const name = (e) => {
  const by = e.getAttribute("aria-labelledby");
  if (by) return squeeze(by.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map((l) => l.textContent).join(" "));
  if (e.hasAttribute("aria-label")) return squeeze(e.getAttribute("aria-label"));
  if (e.labels && e.labels.length) return squeeze([...e.labels].map(words).join(" "));
  if (e.tagName === "IMG") return squeeze(e.alt);
  if (e.tagName === "FIELDSET") return squeeze(e.querySelector("legend")?.textContent);
  return squeeze(words(e)) || squeeze(e.getAttribute("title"));
};
const root = wanted.inside ? [...document.querySelectorAll(wanted.inside)] : [document];
const found = root.flatMap((r) => [...r.querySelectorAll(wanted.css || "*")])
  .filter((e) => !wanted.role || role(e) === wanted.role)
  .filter((e) => wanted.hidden || !hidden(e))
  .filter((e) => wanted.exactly === null || name(e) === wanted.exactly)
  .filter((e) => wanted.containing === null || name(e).includes(wanted.containing));
return [...new Set(found)];
