// The tag <nashra-widget>: news of this site in a partner's page, in a frame of its own.
//
// What the frame may say to the page is agreed in ARCHITECTURE.md, "On a partner's page". Neither side trusts the
// other: the frame is found by a secret in its address, is heard over a port that nobody else has, and says nothing
// but its height, what was opened, and what failed.
(() => {
  "use strict";
  const tag = "nashra-widget";
  // Twice on one page, or a browser without custom elements: what stands inside the tag stays.
  if (!self.customElements || customElements.get(tag)) return;
  const xhtml = "http://www.w3.org/1999/xhtml";
  const titles = { ar: "أخبار", fa: "خبرها", ur: "خبریں", he: "חדשות", en: "News" };
  const failures = ["offline", "missing", "broken", "down"];
  const lowest = 64;
  const highest = 10000;
  // A page that shows what its readers write may have a picture of theirs by the name `currentScript`.
  let script = document.currentScript;
  if (!(script instanceof HTMLScriptElement && script.src))
    script = document.querySelector("script[data-nashra],script[src*='/widget.js']");
  const home = script?.src;
  const act = Symbol();

  customElements.define(
    tag,
    class extends HTMLElement {
      static get observedAttributes() {
        return ["site", "section", "count", "theme", "lang", "layout", "height", "title"];
      }

      constructor() {
        super();
        // Closed: the page's rules and scripts do not reach the frame.
        const root = this.attachShadow({ mode: "closed" });
        try {
          const sheet = new CSSStyleSheet();
          // An important rule of a shadow tree wins over every rule of the page. Whether the tag is shown, and where,
          // is the page's to say.
          sheet.replaceSync(
            ":host{display:block;height:auto!important;min-height:0!important;max-height:none!important;overflow:visible!important}:host([hidden]){display:none}",
          );
          root.adoptedStyleSheets = [sheet];
        } catch {
          // An older browser: the tag is inline then, which shows the same frame.
        }

        const said = (name) => this.getAttribute(name) || "";
        const tell = (name, detail) =>
          this.dispatchEvent(new CustomEvent("nashra:" + name, { bubbles: true, composed: true, detail }));
        let live;
        let queued;
        let frame;
        let height;
        let place;
        let end = () => {};

        const resize = () => {
          frame.style.height = Math.max(lowest, Math.min(height, parseInt(said("height")) || highest, highest)) + "px";
        };
        const title = () => said("title") || titles[said("lang").slice(0, 2)] || titles.ar;
        const retitle = () => {
          frame.title = title();
        };
        const make = (name) => document.createElementNS(xhtml, name);
        const fail = (reason) => {
          end();
          // What the tag holds; where it holds nothing, a link.
          root.replaceChildren(make("slot"));
          if (place && !this.childElementCount) {
            const link = make("a");
            link.href = place;
            link.textContent = title();
            root.append(link);
          }
          tell("error", { reason });
        };

        const start = () => {
          end();
          place = null;
          const [layout, article] = said("layout").split("=");
          let url;
          try {
            url = new URL("embed/", said("site") ? new URL(said("site").replace(/\/*$/, "/"), document.baseURI) : home);
          } catch {
            return fail("missing");
          }
          place = new URL("../", url);
          const wanted = { layout, article };
          for (const name of ["section", "count", "theme", "lang", "height", "title"]) wanted[name] = said(name);
          for (const name in wanted) if (wanted[name]) url.searchParams.set(name, wanted[name]);
          let nonce = "";
          for (const byte of crypto.getRandomValues(new Uint8Array(16))) nonce += (byte + 256).toString(16).slice(1);
          url.hash = "n=" + nonce;

          // A frame of the page's own origin could take off its sandbox: it gets no origin at all.
          const opaque = url.origin === self.origin;
          let port;
          let timer;
          let drawing;
          let again;
          let loads = 0;
          const shown = () => {
            drawing = 0;
            resize();
          };
          const read = ({ data }) => {
            if (!data) return;
            if (Number.isFinite(data.height)) {
              height = Math.ceil(data.height);
              drawing ||= requestAnimationFrame(shown);
            }
            if (typeof data.open === "string" && /^[0-9a-hjkmnp-tv-z]{10,24}$/.test(data.open)) tell("open", { id: data.open });
            if (data.ready === true) tell("ready");
            if (failures.includes(data.error)) tell("error", { reason: data.error });
          };
          const hear = (event) => {
            const { source, origin, data } = event;
            if (source !== frame.contentWindow || !data || data.nashra !== 1 || data.nonce !== nonce || data.hello !== true) return;
            // Without an origin: as we made it, or as a page that has none itself makes all its frames.
            const none = origin === "null" && (opaque || self.origin === "null");
            if (!none && origin !== url.origin) return;
            if (port) {
              again = event;
              return;
            }
            clearTimeout(timer);
            const channel = new MessageChannel();
            port = channel.port1;
            port.onmessage = read;
            source.postMessage({ nashra: 1, nonce, port: true }, none ? "*" : origin, [channel.port2]);
          };
          const refused = ({ disposition, effectiveDirective, blockedURI }) => {
            if (disposition !== "report" && /^frame|^child/.test(effectiveDirective) && url.href.startsWith(blockedURI)) fail("down");
          };
          // Firefox tells of no load where nothing answers: then it is counted from when the frame was to be seen.
          const seen = new IntersectionObserver((changes) => {
            if (!port && changes.some(({ isIntersecting }) => isIntersecting)) timer ||= setTimeout(fail, 30000, "down");
          });
          end = () => {
            end = () => {};
            seen.disconnect();
            removeEventListener("message", hear);
            document.removeEventListener("securitypolicyviolation", refused);
            clearTimeout(timer);
            cancelAnimationFrame(drawing);
            port?.close();
            frame = null;
            root.replaceChildren();
          };
          addEventListener("message", hear);
          document.addEventListener("securitypolicyviolation", refused);

          frame = make("iframe");
          frame.loading = "lazy";
          frame.referrerPolicy = "strict-origin";
          frame.sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox" + (opaque ? "" : " allow-same-origin");
          frame.style.cssText = "display:block;width:100%;border:0;color-scheme:normal";
          frame.onload = () => {
            const hello = again;
            again = null;
            // Loaded again from inside: it has forgotten its port, and has asked for another or will.
            if (loads++) {
              port = port?.close();
              if (hello) hear(hello);
            } else if (!port) {
              clearTimeout(timer);
              timer = setTimeout(fail, 10000, "down");
            }
          };
          const count = Math.min(Math.max(parseInt(said("count")) || 5, 1), 30);
          // So much room as a list will take at this width, which then fills it: nothing below it moves when it comes.
          const width = this.clientWidth - 34;
          const [least, gap] = layout === "cards" ? [234, 22] : [306, 36];
          const columns = layout === "ticker" ? 1 : Math.max(1, Math.floor((width + gap) / (least + gap)));
          const lines = width / columns > 800 ? 1 : width / columns > 320 ? 2 : 3;
          // The page may have kept some before this script came.
          const kept = /^(\d+)px$/.exec(this.style.minHeight);
          height =
            kept ? +kept[1]
            : layout === "article" ? 480
            : layout === "ticker" ? 164 + 28 * lines
            : 142 + Math.ceil(count / columns) * (88 + 28 * lines);
          resize();
          retitle();
          frame.src = url;
          root.replaceChildren(frame);
          seen.observe(frame);
        };

        this[act] = (what) => {
          if (what === "off") {
            live = false;
            end();
            root.replaceChildren();
          } else if (what === "on") live = true;
          if (!live) return;
          if (frame && what === "height") resize();
          else if (frame && what === "title") retitle();
          else if (!queued) {
            queued = true;
            // Once, however many attributes change.
            queueMicrotask(() => {
              queued = false;
              if (live) start();
            });
          }
        };
      }

      connectedCallback() {
        this[act]("on");
      }

      disconnectedCallback() {
        this[act]("off");
      }

      attributeChangedCallback(name, before, now) {
        if (before !== now) this[act](name);
      }
    },
  );
})();
