// Runs axe-core, which stands before this, and gives a line for each rule that is broken.
const done = arguments[arguments.length - 1];
// Of itself axe judges no contrast in a font whose letters change their width beside each other: it
// takes that for a font of icons. Arabic is such a font, so which text is judged is said here.
const isJudged = (node) => {
  if (["SELECT", "TEXTAREA"].includes(node.nodeName)) return true;
  const box = node.getBoundingClientRect();
  return [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()) && box.width > 1 && box.height > 1;
};
axe.configure({ rules: [{ id: "color-contrast", matches: isJudged }] });
const line = ({ id, nodes }) =>
  id + ": " + nodes.slice(0, 3).map((n) => n.target.join(" ") + " " + (n.any[0]?.message ?? n.all[0]?.message ?? "")).join(" | ");
axe.run(document).then(({ violations, incomplete, passes }) => {
  const isContrast = ({ id }) => id === "color-contrast";
  const found = violations.map(line).concat(incomplete.filter(isContrast).map((rule) => "not judged: " + line(rule)));
  if (!passes.some(isContrast)) found.push("no contrast was judged");
  done(found);
}, (error) => done(["axe failed: " + error]));
