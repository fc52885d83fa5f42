// Opens each of `paths` in the running app and gives account of what is drawn there.
const [paths, done] = arguments;
const frame = () => new Promise((next) => requestAnimationFrame(next));
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
    let frames = 0;
    do await frame(); while ((frames++ < 2 || document.querySelector("[aria-busy=true]")) && frames < 600);
    if (location.pathname !== path) report.wrong.push(path + " was left for " + location.href);
    if (document.querySelector("h1")) report.opened++;
    check(path);
  }
  report.images = [...new Set(report.images)];
  done(report);
})().catch((error) => done({ opened: 0, images: [], wrong: [String(error)] }));
