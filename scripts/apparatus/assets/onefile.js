
"use strict";
(() => {
  const box = document.createElement("div");
  box.className = "preview";
  box.id = "preview";
  box.setAttribute("role", "note");
  box.hidden = true;
  document.body.append(box);
  let call = null;
  let leaving = 0;

  const show = (link) => {
    const note = document.getElementById(link.hash.slice(1));
    if (!note) return;
    clearTimeout(leaving);
    if (call === link && !box.hidden) return;
    hide();
    call = link;
    const text = note.querySelector(".note-text").cloneNode(true);
    for (const element of text.querySelectorAll("[id]")) element.removeAttribute("id");
    const more = document.createElement("p");
    const way = document.createElement("a");
    way.href = link.hash;
    way.textContent = `To note ${link.textContent}`;
    more.append(way);
    box.replaceChildren(text, more);
    box.setAttribute("aria-label", `Note ${link.textContent}`);
    box.hidden = false;
    place(link);
    link.setAttribute("aria-describedby", box.id);
  };

  const place = (link) => {
    const at = link.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const left = Math.max(16, Math.min(at.left - 24, wide - box.offsetWidth - 16));
    const below = at.bottom + 6 + box.offsetHeight < innerHeight || at.top < box.offsetHeight + 12;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(below ? at.bottom + 6 : at.top - box.offsetHeight - 6) + scrollY}px`;
  };

  const hide = () => {
    box.hidden = true;
    if (call) call.removeAttribute("aria-describedby");
    call = null;
  };

  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 250);
  };

  for (const link of document.querySelectorAll(".call a")) {
    link.addEventListener("mouseenter", () => show(link));
    link.addEventListener("mouseleave", leave);
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) show(link); });
    link.addEventListener("blur", leave);
    link.addEventListener("click", (event) => {
      if (!matchMedia("(hover: none)").matches) { hide(); return; }
      event.preventDefault();
      show(link);
    });
  }
  box.addEventListener("mouseenter", () => clearTimeout(leaving));
  box.addEventListener("mouseleave", leave);
  box.addEventListener("focusin", () => clearTimeout(leaving));
  box.addEventListener("focusout", leave);
  box.addEventListener("click", (event) => { if (event.target.closest("a")) hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("pointerdown", (event) => {
    if (!box.contains(event.target) && !event.target.closest(".call")) hide();
  });
  if (innerWidth < 1152) document.querySelector("#contents details").open = false;
})();
