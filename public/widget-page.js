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
  // The form may have been filled in again by the browser: what is usual stands in the page.
  const language = [...fields.lang.options].find(({ defaultSelected }) => defaultSelected).value;
  // A tag without a language has its frame named in Arabic.
  const usual = { section: "", count: "", layout: "list", theme: "auto", lang: language === "ar" ? language : "", title: "" };
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const put = (id, text) => {
    const element = document.getElementById(id);
    // What is said again is heard again.
    if (element.textContent !== text) element.textContent = text;
  };

  // What an id stands for: an article with its own id and headline; nothing where there is none.
  const find = async (id) => {
    const answer = await fetch(`${base}edition/articles/${id}.json`, { signal: AbortSignal.timeout?.(20000) });
    if (answer.status === 404 || answer.status === 410) return null;
    if (!answer.ok) throw new Error(answer.url + ": " + answer.status);
    const { format, title: headline, to } = await answer.json();
    if (/^nashra-redirect\//.test(format)) return find(to);
    return /^nashra-article\//.test(format) ? { id, headline: headline?.text || title } : null;
  };
  // What was found, by the id that was asked for, or why nothing can be shown: in words, or none where it is on its way.
  const articles = new Map();
  const idIn = (address) => /(?:\/article\/|^)([0-9a-z]{10,24})(?:[/?#].*)?$/.exec(address.trim())?.[1];
  // Whether the address is as its reader means it, and not half of it.
  let isWhole = true;
  const article = () => {
    const given = fields.article.value;
    const id = idIn(given);
    if (!id) return { why: isWhole && given.trim() ? unknown : "" };
    if (!articles.has(id)) {
      articles.set(id, { why: "" });
      find(id)
        .then(
          (found) => found || { why: unknown },
          () => ({ why: unreachable }),
        )
        .then((found) => {
          articles.set(id, found);
          update();
        });
    }
    return articles.get(id);
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
  let drawing;
  const update = () => {
    const isOne = fields.layout.value === "article";
    const isOwn = fields.theme.value === "own";
    show("section", !isOne);
    show("count", !isOne);
    show("article", isOne);
    form.querySelector(".colours").hidden = !isOwn;
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
      if (!chosen[name]) continue;
      attributes += ` ${name}="${escaped(chosen[name])}"`;
      query.set(name, chosen[name]);
    }
    // Each change makes the frame anew: not one for each shade on the way to another.
    clearTimeout(drawing);
    drawing = setTimeout(() => {
      for (const name in usual) chosen[name] ? preview.setAttribute(name, chosen[name]) : preview.removeAttribute(name);
    }, 200);
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
  let typing;
  const settle = () => {
    clearTimeout(typing);
    isWhole = true;
    update();
  };
  // What could not be reached is asked for again.
  const tryAgain = () => {
    const id = idIn(fields.article.value);
    if (articles.get(id)?.why === unreachable) articles.delete(id);
  };
  form.addEventListener("input", ({ target }) => {
    if (target === fields.article) {
      tryAgain();
      isWhole = false;
      clearTimeout(typing);
      typing = setTimeout(settle, 800);
    }
    update();
  });
  form.addEventListener("change", settle);
  addEventListener("online", () => {
    tryAgain();
    update();
  });
  // A browser that fills the form in again does so without a word.
  addEventListener("pageshow", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy)));
  }
  update();
})();
