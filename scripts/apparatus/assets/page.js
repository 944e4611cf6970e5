/* What an abbreviation means and how the menu opens, for those too who have no mouse; tables that are set
   as blocks on a phone keep their rows and cells for those who hear them. */
(function () {
  "use strict";

  /* An abbreviation's title is shown on hover, focus and tap. The pointer may enter it, Escape closes it,
     and nothing on the page moves. */
  var tip = document.createElement("div"), shown = null, leaving = 0;
  tip.id = "abbreviation";
  tip.className = "meaning";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  (document.querySelector("main") || document.body).appendChild(tip);

  function hide() {
    clearTimeout(leaving);
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  }

  function show(mark) {
    clearTimeout(leaving);
    if (shown === mark) return;
    hide();
    shown = mark;
    tip.textContent = mark.dataset.meaning;
    tip.hidden = false;
    mark.setAttribute("aria-describedby", tip.id);
    var place = mark.getClientRects()[0], edge = 8;
    var width = document.documentElement.clientWidth;
    var left = Math.max(edge, Math.min(place.left, width - tip.offsetWidth - edge));
    var above = place.top - tip.offsetHeight - 4;
    tip.style.left = left + window.scrollX + "px";
    tip.style.top = (above < 60 ? place.bottom + 4 : above) + window.scrollY + "px";
  }

  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 250);
  }

  document.querySelectorAll("abbr[title]").forEach(function (mark) {
    mark.dataset.meaning = mark.title;
    mark.removeAttribute("title");
    mark.tabIndex = 0; /* a title that only a mouse brings up explains nothing to others */
    mark.addEventListener("pointerenter", function () { show(mark); });
    mark.addEventListener("focus", function () { show(mark); });
    mark.addEventListener("click", function () { show(mark); });
    mark.addEventListener("pointerleave", leave);
    mark.addEventListener("blur", hide);
  });
  tip.addEventListener("pointerenter", function () { clearTimeout(leaving); });
  tip.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && shown) hide();
  });

  /* The theme's labels open menu, search and contents by mouse alone: buttons in their places do it for all. */
  var labels = ".md-header label.md-header__button[for^=__], .md-nav label:is(.md-nav__link, .md-nav__title)[for=__toc]";
  document.querySelectorAll(labels).forEach(function (label) {
    var toggle = document.getElementById(label.htmlFor);
    if (!toggle || toggle.type !== "checkbox") return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.setAttribute("for", label.htmlFor);
    if (label.htmlFor !== "__toc") button.setAttribute("aria-label", label.htmlFor === "__drawer" ? "Menu" : "Search");
    button.append.apply(button, label.childNodes);
    function tell() { button.setAttribute("aria-expanded", String(toggle.checked)); }
    button.addEventListener("click", function () { toggle.click(); });
    toggle.addEventListener("change", tell);
    tell();
    label.replaceWith(button);
  });

  var roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TH: "columnheader", TD: "cell" };
  document.querySelectorAll(".stacked, .stacked :is(thead, tbody, tr, th, td)").forEach(function (part) {
    part.setAttribute("role", part.closest("tbody") && part.tagName === "TH" ? "rowheader" : roles[part.tagName]);
  });
})();
