// Dark at night: follows the phone, before anything is drawn.
(function () {
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function follow() {
    document.documentElement.setAttribute("data-theme", dark.matches ? "dark" : "light");
  }
  dark.addListener(follow);
  follow();
})();
