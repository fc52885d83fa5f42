// Where words are on the screen: the box of the first place where `text` stands within `selector`.
const [selector, text, which] = arguments;
for (const root of document.querySelectorAll(selector)) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let whole = "";
  const places = [];
  while (walker.nextNode()) {
    for (let at = 0; at < walker.currentNode.data.length; at++) places.push([walker.currentNode, at]);
    whole += walker.currentNode.data;
  }
  const at = which === "last" ? whole.lastIndexOf(text) : whole.indexOf(text);
  if (at < 0) continue;
  const range = document.createRange();
  const [from, to] = [places[at], places[at + text.length - 1]];
  range.setStart(from[0], from[1]);
  range.setEnd(to[0], to[1] + 1);
  const box = range.getBoundingClientRect();
  return { left: box.left, right: box.right, top: box.top, bottom: box.bottom, width: box.width };
}
return null;
