// On /widget/: what is chosen changes the preview and what is to be pasted; buttons copy it.
(() => {
  "use strict";
  const base = new URL(".", document.currentScript.src).href;
  const story = document.querySelector(".partner");
  const form = document.getElementById("options");
  const preview = document.querySelector(".preview nashra-widget");
  const told = document.getElementById("told");
  const { title, copied, byHand } = story.dataset;
  // Without an address that the operator gave, the one under which this page is read.
  const site = story.dataset.site || base;
  const usual = { section: "", count: "5", layout: "list", theme: "auto", lang: form.elements.lang.value };
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const put = (id, text) => {
    document.getElementById(id).textContent = text;
  };

  const update = () => {
    const chosen = {};
    for (const name in usual) if (form.elements[name].value !== usual[name]) chosen[name] = form.elements[name].value;
    const count = Math.min(Math.max(parseInt(form.elements.count.value) || 5, 1), 30);
    chosen.count = String(count);
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
    const section = form.elements.section;
    const page = chosen.section ? `${site}section/${chosen.section}/` : site;
    const called = chosen.section ? `${section.selectedOptions[0].textContent} – ${title}` : title;
    const link = `<a href="${escaped(page)}">${escaped(called)}</a>`;
    // What a frame takes in one column as wide as a phone; it does not grow by itself.
    const height = chosen.layout === "ticker" ? 250 : 172 + 144 * count;
    put(
      "tag",
      `<script async src="${escaped(site)}widget.js"></script>\n<nashra-widget${attributes}><blockquote>${link}</blockquote></nashra-widget>`,
    );
    put(
      "frame",
      `<iframe src="${escaped(`${site}embed/?${query}`)}" title="${escaped(called)}" width="100%" height="${height}" frameborder="0" loading="lazy" referrerpolicy="strict-origin" sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe>`,
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
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy)));
  }
  update();
})();
