// How far a page has come, for the report on a failure: its root's attributes, whether it is shown and loaded, how many
// frames are drawn in half a second, and what it fetched, with when that ended, in milliseconds.
const done = arguments[arguments.length - 1];
let frames = 0;
const count = () => {
  frames += 1;
  requestAnimationFrame(count);
};
requestAnimationFrame(count);
setTimeout(() => {
  const attributes = [...document.documentElement.attributes].map(({ name, value }) => `${name}=${value}`);
  const fetched = performance.getEntriesByType("resource");
  const ended = fetched.map(({ name, responseEnd }) => `${name.split("/").pop()} ${Math.round(responseEnd)}`);
  done(
    `<html ${attributes.join(" ")}>, ${document.visibilityState}, ${document.readyState}, ${frames} frames, ` +
      `${Math.round(performance.now())} ms; fetched: ${ended.join(", ")}`,
  );
}, 500);
