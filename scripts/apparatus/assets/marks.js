/* Marks the words for which a page was opened from the search, `?h=word`, where its address leads: in
   that section or entry, else on the whole page. */
"use strict";
(function () {
  const forms = new URLSearchParams(location.search).getAll("h").filter(Boolean);
  const page = document.querySelector("article") || document.querySelector("main");
  if (!forms.length || !page) return;

  const HEADING = "h1, h2, h3, h4, h5, h6";
  const source = forms.map((form) => form.replace(/[^\p{L}\p{N}]+/gu, "[^\\p{L}\\p{N}]+")).join("|");
  const pattern = new RegExp("(^|[^\\p{L}\\p{N}])(" + source + ")(?![\\p{L}\\p{N}])", "giu");
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));

  /* each text with the heading that it stands under */
  const texts = [];
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let section, own;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data === undefined) {
      if (node.matches(HEADING)) section = node;
      if (node === target) own = section;
    } else if (!node.parentElement.closest(".call, .headerlink, .note-links, script, style")) {
      texts.push({ node, section });
    }
  }

  /* from the end to the beginning, so that what is still to be marked keeps its place */
  function mark(nodes) {
    const starts = [];
    const text = nodes.reduce((whole, { node }) => whole + (starts.push(whole.length), node.data), "");
    for (const match of [...text.matchAll(pattern)].reverse()) {
      const from = match.index + match[1].length, to = from + match[2].length;
      nodes.forEach(({ node }, at) => {
        const start = Math.max(from - starts[at], 0), end = Math.min(to - starts[at], node.data.length);
        if (start >= end) return;
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, end);
        const sign = document.createElement("mark");
        sign.dataset.mdHighlight = "";
        range.surroundContents(sign);
      });
    }
    return page.querySelector("mark[data-md-highlight]");
  }

  /* for a heading and a paragraph the section, for an entry itself */
  const whole = target && target.matches(HEADING + ", [data-paragraph]");
  const near = texts.filter(({ node, section }) => !target || target.contains(node) || (whole && section === own));
  const first = mark(near) || mark(texts);
  if (first && !target) first.scrollIntoView({ block: "center" });
})();
