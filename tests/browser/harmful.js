// What no text of others may become on a page of ours.
const harmful = "script, iframe, object, embed, form, svg, math, link, meta, base, frame, applet, template, audio, video, source, track, [srcdoc], [style], [formaction], [autofocus]";
const check = (path, report) => {
  const body = document.body;
  for (const element of body.querySelectorAll(harmful)) report.wrong.push(path + ": " + element.outerHTML.slice(0, 200));
  for (const element of body.querySelectorAll("*")) {
    for (const { name } of element.attributes) if (name.startsWith("on")) report.wrong.push(path + ": " + name);
  }
  for (const link of body.querySelectorAll("a, area")) {
    if (link.hasAttribute("href") && !["http:", "https:", "mailto:"].includes(link.protocol)) report.wrong.push(path + ": " + link.href);
  }
  for (const image of body.querySelectorAll("img")) report.images.push(image.src);
};
