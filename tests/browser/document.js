// What the document that is open became, as it was sent: its body, and what its head may hold.
const report = { images: [], wrong: [], inline: 0 };
const path = location.pathname;
check(path, report);
// The page for partners has one form, by which nothing is sent.
report.wrong = report.wrong.filter((line) => !line.startsWith('/widget/: <form id="options"'));
for (const script of document.scripts) {
  const own = script.src.startsWith(location.origin + "/");
  if (script.type === "application/ld+json") {
    try { JSON.parse(script.text); } catch (error) { report.wrong.push(path + ": JSON-LD: " + error); }
  } else if (!script.src) report.inline++;
  else if (!own) report.wrong.push(path + ": " + script.outerHTML);
}
for (const meta of document.querySelectorAll("meta[http-equiv]")) {
  if (meta.httpEquiv.toLowerCase() !== "content-security-policy") report.wrong.push(path + ": " + meta.outerHTML);
}
for (const link of document.querySelectorAll("link")) {
  // A frame's page has no icon, so that none is asked for.
  const fetched = !["canonical", "alternate"].includes(link.rel) && link.outerHTML !== '<link rel="icon" href="data:,">';
  if (link.rel === "preload" && link.as === "image") report.images.push(link.href);
  else if (fetched && !link.href.startsWith(location.origin + "/")) report.wrong.push(path + ": " + link.outerHTML);
}
for (const base of document.querySelectorAll("base[href]")) report.wrong.push(path + ": " + base.outerHTML);
return report;
