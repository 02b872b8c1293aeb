// Only browsers without modules run this: say so instead of showing nothing.
document.getElementById("screen").hidden = true;
document.getElementById("old").hidden = false;
