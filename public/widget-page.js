// On /widget/: what is chosen changes the preview and what is to be pasted; buttons copy it.
(() => {
  "use strict";
  const base = new URL(".", document.currentScript.src).href;
  const story = document.querySelector(".partner");
  const form = document.getElementById("options");
  const fields = form.elements;
  const preview = document.querySelector(".preview nashra-widget");
  const told = document.getElementById("told");
  const buttons = document.querySelectorAll("[data-copy]");
  const { title, copied, byHand, unknown, unreachable } = story.dataset;
  // Without an address that the operator gave, the one under which this page is read.
  const site = story.dataset.site || base;
  const usual = { section: "", count: "", layout: "list", theme: "auto", lang: fields.lang.value, title: "" };
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const put = (id, text) => {
    document.getElementById(id).textContent = text;
  };

  // What the articles are called that were asked for, by id; null where there is none.
  const headlines = new Map();
  const headlineOf = async (id) => {
    const answer = await fetch(`${base}edition/articles/${id}.json`);
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(answer.url + ": " + answer.status);
    return (await answer.json()).title?.text || title;
  };

  // The article whose address was given: its id and headline, or why there is none to show, which may be nothing.
  const article = () => {
    const given = fields.article.value.trim();
    const [, id] = /(?:\/article\/|^)([0-9a-z]{10,24})(?:[/?#].*)?$/.exec(given) || [];
    if (!id) return { why: given && unknown };
    if (!headlines.has(id)) {
      headlineOf(id).then(
        (headline) => {
          headlines.set(id, headline);
          update();
        },
        () => fields.article.value.trim() === given && refuse(unreachable),
      );
      return { why: "" };
    }
    const headline = headlines.get(id);
    return headline === null ? { why: unknown } : { id, headline };
  };
  // What stood there stays until something can be shown, and is not to be copied meanwhile.
  const refuse = (why) => {
    const isWaiting = why !== undefined;
    put("article-trouble", why || "");
    fields.article.setAttribute("aria-invalid", !!why);
    story.toggleAttribute("data-waits", isWaiting);
    for (const button of buttons) button.disabled = isWaiting;
  };

  const show = (name, isShown) => {
    fields[name].closest("label").hidden = !isShown;
  };
  const update = () => {
    const isOne = fields.layout.value === "article";
    const isOwn = fields.theme.value === "own";
    show("section", !isOne);
    show("count", !isOne);
    show("article", isOne);
    for (const name of ["ground", "text", "accent"]) show(name, isOwn);
    const { id, headline, why } = isOne ? article() : {};
    refuse(why);
    if (why !== undefined) return;

    const chosen = {};
    for (const name in usual) {
      const value = fields[name].value.trim();
      if (value !== usual[name]) chosen[name] = value;
    }
    const count = Math.min(Math.max(parseInt(fields.count.value) || 5, 1), 30);
    chosen.count = String(count);
    if (isOwn) chosen.theme = [fields.ground, fields.text, fields.accent].map(({ value }) => value).join();
    if (isOne) {
      chosen.layout = "article=" + id;
      delete chosen.section;
      delete chosen.count;
    }
    let attributes = "";
    const query = new URLSearchParams();
    for (const name in usual) {
      if (!chosen[name]) {
        preview.removeAttribute(name);
        continue;
      }
      attributes += ` ${name}="${escaped(chosen[name])}"`;
      query.set(name, chosen[name]);
      preview.setAttribute(name, chosen[name]);
    }
    // A frame's name is its own tag's, and an address names an article beside its layout.
    query.delete("title");
    if (isOne) {
      query.set("layout", "article");
      query.set("article", id);
    }
    const page = isOne ? `${site}article/${id}/` : chosen.section ? `${site}section/${chosen.section}/` : site;
    const called = headline ?? (chosen.section ? `${fields.section.selectedOptions[0].textContent} – ${title}` : title);
    const link = `<a href="${escaped(page)}">${escaped(called)}</a>`;
    // What a frame takes in one column as wide as a phone; it does not grow by itself.
    const height = isOne ? 640 : chosen.layout === "ticker" ? 250 : 172 + 144 * count;
    put(
      "tag",
      `<script async src="${escaped(site)}widget.js"></script>\n<nashra-widget${attributes}><blockquote>${link}</blockquote></nashra-widget>`,
    );
    put(
      "frame",
      `<iframe src="${escaped(`${site}embed/?${query}`)}" title="${escaped(chosen.title || called)}" width="100%" height="${height}" frameborder="0" loading="lazy" referrerpolicy="strict-origin" sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>`,
    );
    put("link", link);
    const { origin } = new URL(site);
    put("policy", `script-src ${origin}; frame-src ${origin}`);
  };

  const select = (code) => {
    getSelection().selectAllChildren(code);
    told.textContent = byHand;
  };
  const copy = async (code) => {
    told.textContent = "";
    try {
      await navigator.clipboard.writeText(code.textContent);
      told.textContent = copied;
    } catch {
      select(code);
    }
  };

  form.hidden = false;
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy)));
  }
  update();
})();
