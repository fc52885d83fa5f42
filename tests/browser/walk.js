// Opens each of `paths` in the running app and gives account of what is drawn there.
const [paths, done] = arguments;
// Pages are drawn as soon as what they need has come: no need to wait for the screen to show each.
const turn = () => new Promise((next) => setTimeout(next, 0));
const report = { opened: 0, images: [], wrong: [] };
(async () => {
  for (const path of paths) {
    const link = document.createElement("a");
    link.href = path;
    document.body.append(link);
    link.click();
    link.remove();
    const deadline = performance.now() + 60_000;
    // What a click changes is drawn before the next turn.
    do await turn(); while (document.querySelector("[aria-busy=true]") && performance.now() < deadline);
    if (location.pathname !== path) report.wrong.push(path + " was left for " + location.href);
    if (document.querySelector("h1")) report.opened++;
    check(path, report);
  }
  report.images = [...new Set(report.images)];
  done(report);
})().catch((error) => done({ opened: 0, images: [], wrong: [String(error)] }));
