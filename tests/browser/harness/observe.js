// Runs before a page's own scripts and tells the tests what happens that no one should see.
(tell) => {
  const where = () => ` (at ${location.href})`;
  addEventListener("securitypolicyviolation", (event) =>
    tell(`policy: ${event.effectiveDirective} refused ${event.blockedURI || "inline"} ${event.sample || ""}` + where()));
  addEventListener("unhandledrejection", (event) => tell(`rejection: ${event.reason}` + where()));
  addEventListener("error", (event) => {
    if (event instanceof ErrorEvent) tell(`error: ${event.message}` + where());
  }, true);
  // What hostile content calls first. A page of ours never does.
  for (const name of ["alert", "confirm", "prompt"]) {
    window[name] = () => { tell(`ran: ${name}` + where()); return null; };
  }
  window.__ran = (what) => tell(`ran: ${what}` + where());
}
