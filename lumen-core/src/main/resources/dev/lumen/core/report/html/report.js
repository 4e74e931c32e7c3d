"use strict";
// Shows what is pointed at without the delay of a browser's own tooltips, and on touch screens, which have none.
(function () {
  var tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.appendChild(tip);
  var pointed = null;
  document.querySelectorAll("svg title, td[title]").forEach(function (source) {
    var element = source.tagName === "title" ? source.parentNode : source;
    if (element.tagName === "svg") { return; }
    element.tipText = source.tagName === "title" ? source.textContent : source.getAttribute("title");
    if (source.tagName === "title") { source.remove(); } else { source.removeAttribute("title"); }
    element.setAttribute("data-tip", "");
  });
  function point(event) {
    var found = event.target.closest ? event.target.closest("[data-tip]") : null;
    if (pointed !== found) {
      if (pointed) { pointed.classList.remove("pointed"); }
      if (found) { found.classList.add("pointed"); tip.textContent = found.tipText; }
      pointed = found;
      tip.hidden = found === null;
    }
    if (found) {
      var x = Math.min(event.clientX + 14, document.documentElement.clientWidth - tip.offsetWidth - 8);
      var y = event.clientY - tip.offsetHeight - 12;
      tip.style.left = Math.max(8, x) + "px";
      tip.style.top = (y > 8 ? y : event.clientY + 20) + "px";
    }
  }
  document.addEventListener("pointermove", point);
  document.addEventListener("pointerdown", point);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (folded) { folded.open = true; });
  });
})();
