/* Before the first paint: the look that this machine's officer chose. */
(function () {
  try {
    var theme = localStorage.getItem("moiso.theme");
    if (theme === "dark" || theme === "contrast") document.documentElement.dataset.theme = theme;
    if (localStorage.getItem("moiso.type") === "large") document.documentElement.dataset.type = "large";
  } catch (refused) {
    /* Storage may be forbidden; the light theme is right for everybody. */
  }
})();
