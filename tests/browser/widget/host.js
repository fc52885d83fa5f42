// Part of every page of a partner's here, before anything of ours: what is told to that page.
// Its names are those of `window`: a driver sees no others in every browser.
var told = [];
var heard = [];
var met = [];
var listening = 0;
// How many stand-ins can be told what to run.
var here = 0;
// What went wrong in this page's scripts, the tag's among them; of promises, what this page's own broke: browsers tell
// of no other origin's.
var wrong = [];
addEventListener("error", (event) => event instanceof ErrorEvent && wrong.push(event.message));
addEventListener("unhandledrejection", ({ reason }) => wrong.push(String(reason)));
for (const name of ["ready", "open", "error"])
  addEventListener("nashra:" + name, (event) => told.push([name, event.detail?.id ?? event.detail?.reason ?? ""]));
addEventListener("message", ({ data, source, origin }) => {
  if (data?.hello && data.nonce) met.push({ source, origin, nonce: data.nonce });
  if (data?.ports) heard.push(data);
  if (data?.here) here++;
});
// Frames of animation, which a test can hold back.
var held;
var asked = 0;
var draw = requestAnimationFrame;
window.requestAnimationFrame = (step) => {
  asked++;
  return held ? held.push(step) : draw(step);
};
// The closed roots of tags, which a page that was prepared for it can see.
var roots = [];
var attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) {
  const root = attach.call(this, options);
  if (this.localName === "nashra-widget") roots.push(root);
  return root;
};
var frame = (at = 0) => roots.at(at).querySelector("iframe");
// The frame of the last tag runs `script`.
var inside = (script) => frame(-1).contentWindow.postMessage({ run: script }, "*");
var nonceOf = (at = 0) => frame(at).src.split("#n=")[1];
// Other frames of the page, by name, and how many of their messages have come.
var siblings = {};
var tally = [];
var marks = 0;
addEventListener("message", ({ data, source }) => {
  if (data?.sibling) siblings[data.sibling] = source;
  if (data === "mark") marks++;
  if (typeof data?.got === "number") tally.push(data.got);
});
var released = () => {
  const steps = held;
  held = undefined;
  for (const step of steps) step();
};
// Who listens to this page, besides what stands above.
for (const target of [window, document])
  for (const [name, step] of [["addEventListener", 1], ["removeEventListener", -1]]) {
    const own = target[name];
    target[name] = function (kind, ...rest) {
      if (kind === "message" || kind === "securitypolicyviolation") listening += step;
      return own.call(this, kind, ...rest);
    };
  }
