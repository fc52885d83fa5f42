// Opens each of `paths` in the running app and gives account of what is drawn there.
const [paths, done] = arguments;
// Pages are drawn as soon as what they need has come: no need to wait for the screen to show each.
const turn = () => new Promise((next) => setTimeout(next, 0));
const report = { opened: 0, images: [], wrong: [] };
const harmful = "script, iframe, object, embed, form, svg, math, link, meta, base, frame, applet, template, audio, video, source, track, [srcdoc], [style], [formaction], [autofocus]";
const check = (path) => {
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
(async () => {
  for (const path of paths) {
    const link = document.createElement("a");
    link.href = path;
    document.body.append(link);
    link.click();
    link.remove();
    const deadline = performance.now() + 20_000;
    // What a click changes is drawn before the next turn.
    do await turn(); while (document.querySelector("[aria-busy=true]") && performance.now() < deadline);
    if (location.pathname !== path) report.wrong.push(path + " was left for " + location.href);
    if (document.querySelector("h1")) report.opened++;
    check(path);
  }
  report.images = [...new Set(report.images)];
  done(report);
})().catch((error) => done({ opened: 0, images: [], wrong: [String(error)] }));
