/* What an abbreviation means and how the menu opens, for those too who have no mouse; tables that are set
   as blocks on a phone keep their rows and cells for those who hear them. */
(() => {
  "use strict";

  /* An abbreviation's title is shown on hover, focus and tap. The pointer may enter it, Escape closes it,
     and nothing on the page moves. */
  const tip = document.createElement("div");
  let shown = null, leaving = 0;
  tip.id = "abbreviation";
  tip.className = "meaning";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.querySelector("main").append(tip);

  function hide() {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
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
    const place = mark.getClientRects()[0], edge = 8;
    const left = Math.max(edge, Math.min(place.left, document.documentElement.clientWidth - tip.offsetWidth - edge));
    const above = place.top - tip.offsetHeight - 4;
    tip.style.left = left + scrollX + "px";
    tip.style.top = (above < 60 ? place.bottom + 4 : above) + scrollY + "px";
  }

  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 250);
  }

  document.querySelectorAll("abbr[title]").forEach((mark) => {
    mark.dataset.meaning = mark.title;
    mark.removeAttribute("title");
    mark.tabIndex = 0; /* a title that only a mouse brings up explains nothing to others */
    for (const name of ["pointerenter", "focus", "click"]) mark.addEventListener(name, () => show(mark));
    mark.addEventListener("pointerleave", leave);
    mark.addEventListener("blur", hide);
  });
  tip.addEventListener("pointerenter", () => clearTimeout(leaving));
  tip.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  /* The theme's labels open menu, search and contents by mouse alone: buttons in their places do it for all. */
  const labels = ".md-header label.md-header__button[for^=__], .md-nav label:is(.md-nav__link, .md-nav__title)[for=__toc]";
  document.querySelectorAll(labels).forEach((label) => {
    const toggle = document.getElementById(label.htmlFor);
    if (!toggle || toggle.type !== "checkbox") return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.setAttribute("for", label.htmlFor);
    if (label.htmlFor !== "__toc") button.setAttribute("aria-label", label.htmlFor === "__drawer" ? "Menu" : "Search");
    button.append(...label.childNodes);
    const tell = () => button.setAttribute("aria-expanded", toggle.checked);
    button.addEventListener("click", () => toggle.click());
    toggle.addEventListener("change", tell);
    tell();
    label.replaceWith(button);
  });

  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TH: "columnheader", TD: "cell" };
  document.querySelectorAll(".stacked, .stacked :is(thead, tbody, tr, th, td)").forEach((part) => {
    part.setAttribute("role", part.closest("tbody") && part.tagName === "TH" ? "rowheader" : roles[part.tagName]);
  });
})();
