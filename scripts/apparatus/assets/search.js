/* The search of an edition: a worker that answers the theme's search dialog in place of the theme's own.
   It reads search/documents.js when something is first asked for, compares without capitals and accents,
   and says of each result where it stands, which of its words were meant, and how the text goes there.
   The messages are Material's: 0 begin, 1 ready, 2 query, 3 result. */
"use strict";
(function () {
  const IN = "[\\p{L}\\p{N}]";
  const NO_GAP = "[^\\p{L}\\p{N}]*", GAP = "[^\\p{L}\\p{N}]+";
  const LEVELS = "(?:\\p{L}+" + NO_GAP + "\\d" + IN + "*" + GAP + ")*?"; // a mark names its level, and those before it may be left out
  const LETTER = new RegExp(IN, "u"), WORDS = new RegExp(IN + "+", "gu");
  const QUOTED = /["“”„«»]([^"“”„«»]*)(["“”„«»]?)/g;
  const LETTERS = { đ: "d", ø: "o", ł: "l", ħ: "h", ŧ: "t", ı: "i" };
  const NOTE = /^\s*(?:nn?|fn|footnote)[.\s]*(?=\d+\s*$)/, JOINED = /(\d)([a-z]+)(?=\d)/g; // n. 56; 079op11
  const GROUPS = 200; // results that are written out; the rest is counted in none of them
  const EXCERPT = 260, BEFORE = 70; // characters

  /* from a file a worker is a frame in the page, and an address needs a file's name */
  const here = typeof document === "object" ? document.currentScript.src : self.location.href;
  const local = here.startsWith("file:");
  let library = null;

  /* as long as the text itself, so that a place in one is the same place in the other */
  function fold(text) {
    return text.replace(/[^\x00-\x7f]/g, (letter) => {
      const small = letter.toLowerCase()[0];
      return LETTERS[small] || small.normalize("NFD")[0];
    }).toLowerCase();
  }

  function open(data) {
    for (const found of data.docs) {
      found.text = found.text || "";
      found.titleFolded = fold(found.title);
      found.textFolded = fold(found.text);
      found.page = found.location.split("#")[0];
    }
    data.pages = new Map(data.docs.map((found) => [found.location, found]));
    data.length = data.docs.reduce((sum, found) => sum + found.text.length, 1) / data.docs.length;
    data.before = "(?:(?:" + Object.keys(data.marks).join("|") + ")" + NO_GAP + ")?";
    return data;
  }

  async function load() {
    if (!library) await importScripts(new URL("../search/documents.js", here).href);
    return library ||= open(self.editionDocuments);
  }

  /* ---- what is asked for: a list of clauses, each with a pattern; all of them must be found ---- */

  const spelt = (word) => word.replace(/ae/g, "(?:ae|æ)").replace(/oe/g, "(?:oe|œ)").replace(/ss/g, "(?:ss|ß)");
  const pattern = (source) => new RegExp("(?:" + source + ")(?!" + IN + ")", "gu"); // `hits` looks before it
  const wordsOf = (text) => text.match(WORDS) || [];

  /* a word finds those that it begins; a number or a very short word only itself, unless it is being typed */
  function ofWord(word, last, data) {
    const begins = last || (word.length > 2 && !/^\d/.test(word));
    const forms = [spelt(word) + (begins ? IN + "*" : "")];
    for (const printed of Object.keys(data.variants)) {
      if (printed === word || (begins && word.length > 3 && printed.startsWith(word))) {
        forms.push(...data.variants[printed].map((form) => wordsOf(form).map(spelt).join(GAP)));
      }
    }
    return { words: [word], pattern: pattern(forms.join("|")) };
  }

  const ofPhrase = (words, open) => ({ words, pattern: pattern(words.map(spelt).join(GAP) + (open ? IN + "*" : "")) });

  /* `079 op. 11`, `fond 079 opis 9`, `079 9 6 8`: values in their order, each with its mark or without */
  function ofShelfmark(words, data) {
    const parts = [];
    let marked = 0, at = 0;
    for (; at < words.length; at++) {
      const [, letters, value] = /^(\p{L}*)(\d\w*)?$/u.exec(words[at]) || [];
      const mark = Object.hasOwn(data.marks, letters) ? data.marks[letters] + NO_GAP : "";
      const next = value || (mark && /^\d/.test(words[at + 1]) ? words[++at] : "");
      if (mark && next) parts.push((parts.length ? GAP + LEVELS : "") + mark + next);
      else if (value && !letters) parts.push((parts.length ? GAP : "") + data.before + value);
      else break;
      if (mark) marked++;
    }
    return parts.length > 1 || marked ? { words: words.slice(0, at), pattern: pattern(parts.join("")) } : null;
  }

  /* ways to read a query, the strictest first */
  function readings(query, data) {
    const quoted = [];
    const rest = fold(query.normalize("NFC")).replace(QUOTED, (_, inside, end) => {
      const words = wordsOf(inside);
      if (words.length) quoted.push(ofPhrase(words, !end));
      return " ";
    });
    const words = wordsOf(rest.replace(NOTE, "note ").replace(JOINED, "$1 $2"));
    const plain = words.map((word, at) => ofWord(word, at === words.length - 1 && !/\s$/.test(rest), data));
    const whole = words.length > 1 ? ofPhrase(words, true) : null;
    const at = words.findIndex((_, at) => ofShelfmark(words.slice(at), data));
    const shelfmark = ofShelfmark(words.slice(at), data);
    const strict = at < 0 ? [] : [[...quoted, ...plain.slice(0, at), shelfmark, ...plain.slice(at + shelfmark.words.length)]];
    return { ways: [...strict, [...quoted, ...plain]], whole };
  }

  /* ---- what is found ---- */

  /* each place where a clause is met; a word that only begins with what was asked for weighs less */
  function hits(clause, text, field) {
    const [word] = clause.words;
    const longer = (found) => clause.words.length === 1 && found !== word && found.startsWith(word);
    return [...text.matchAll(clause.pattern)]
      .filter(({ index }) => !LETTER.test(text.charAt(index - 1)))
      .map(({ 0: found, index }) => ({ clause, field, start: index, end: index + found.length, weight: longer(found) ? 0.4 : 1 }));
  }

  function inOne(clause, found) {
    const all = [...hits(clause, found.titleFolded, "title"), ...hits(clause, found.textFolded, "text")];
    for (const [printed, ours] of all.length ? [] : found.also || []) {
      /* the print has it here; what the edition has is marked */
      if (hits(clause, printed).length) all.push({ clause, weight: 1 }, ...hits({ ...clause, ...ofPhrase(wordsOf(ours)) }, found.textFolded, "text"));
    }
    return all;
  }

  function score({ found, byClause }, rarity, whole, data) {
    const length = 0.4 + (0.6 * found.text.length) / data.length;
    const inText = whole && hits(whole, found.textFolded).length ? 8 : 0;
    const inTitle = whole && hits(whole, found.titleFolded).length ? 12 : 0;
    const isTitle = inTitle && found.titleFolded === whole.words.join(" ") ? 20 : 0;
    return byClause.reduce((sum, some, at) => {
      const often = some.reduce((sum, hit) => sum + (hit.field === "title" ? 0 : hit.weight), 0);
      const title = Math.max(0, ...some.map((hit) => (hit.field === "title" ? hit.weight : 0)));
      return sum + rarity[at] * (3 * title + often / (often + length));
    }, Math.max(inText, inTitle) + isTitle);
  }

  const met = (row) => row.byClause.filter((some) => some.length).length;

  /* what has all that was asked for, or where nothing may have it all, most */
  function find(clauses, whole, data, all) {
    const table = data.docs.map((found) => ({ found, byClause: clauses.map((clause) => inOne(clause, found)) }));
    const counts = clauses.map((_, at) => table.filter((row) => row.byClause[at].length).length);
    /* a word that stands nearly everywhere is not what a reader looks for */
    const telling = clauses.map((clause, at) => clause.words.length > 1 || counts[at] < data.docs.length / 3);
    const kept = (_, at) => telling[at] || !telling.includes(true);
    const rarity = counts.map((count) => Math.log(1 + data.docs.length / (count + 1))).filter(kept);
    const rows = table.map((row) => ({ ...row, byClause: row.byClause.filter(kept) })).filter(met);
    const most = all ? rarity.length : rows.reduce((most, row) => Math.max(most, met(row)), 0);
    const names = clauses.filter(kept).map((clause) => clause.words.join(" "));
    return rows.filter((row) => met(row) === most).map((row) => ({
      ...row,
      score: score(row, rarity, whole, data),
      terms: Object.fromEntries(names.map((name, at) => [name, row.byClause[at].length > 0])),
    }));
  }

  /* ---- how it is shown ---- */

  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  function marked(text, ranges, from, to) {
    let html = "", at = from;
    for (const { start, end } of ranges) {
      if (start < at || end > to) continue;
      html += escape(text.slice(at, start)) + "<mark>" + escape(text.slice(start, end)) + "</mark>";
      at = end;
    }
    return html + escape(text.slice(at, to));
  }

  const ranges = (row, field) => row.byClause.flat().filter((hit) => hit.field === field).sort((a, b) => a.start - b.start || b.end - a.end);

  /* the hit after which most of what was asked for stands close by */
  function best(inText) {
    const near = (hit) => new Set(inText.filter(({ start }) => start >= hit.start && start < hit.start + EXCERPT - 2 * BEFORE).map(({ clause }) => clause)).size;
    return inText.slice(0, 60).reduce((found, hit) => (near(hit) > near(found) ? hit : found));
  }

  /* the words of a result that are near those */
  function excerpt(text, inText, hit) {
    const space = text.lastIndexOf(" ", Math.max(0, hit.start - BEFORE));
    const from = hit.start <= BEFORE ? 0 : space + 1;
    const end = text.length <= from + EXCERPT ? text.length : text.lastIndexOf(" ", from + EXCERPT);
    const to = Math.max(end, hit.end);
    return (from ? "… " : "") + marked(text, inText, from, to) + (to < text.length ? " …" : "");
  }

  /* the paragraph in which the words stand, or the section where they stand at its beginning */
  function place(found, hit, forms) {
    let [page, id] = found.location.split("#");
    const places = (id && hit && found.places || []).filter((one) => one[0] <= hit.start);
    if (places.length > 1) id = places.pop()[1];
    const words = forms.map((form) => "h=" + encodeURIComponent(form)).join("&");
    const folder = page === "./" ? "" : page;
    return (local ? folder + "index.html" : folder || ".") + (words && "?" + words) + (id ? "#" + id : "");
  }

  function result(row) {
    const { found } = row;
    const inText = ranges(row, "text"), inTitle = ranges(row, "title");
    const hit = inText.length ? best(inText) : null;
    const forms = [
      ...inText.map(({ start, end }) => found.text.slice(start, end)),
      ...inTitle.map(({ start, end }) => found.title.slice(start, end)),
    ].map((form) => form.toLowerCase());
    const text = hit ? excerpt(found.text, inText, hit) : excerpt(found.shown || found.text, [], { start: 0, end: 0 });
    return {
      location: place(found, hit, [...new Set(forms)].slice(0, 12)),
      title: marked(found.title, inTitle, 0, found.title.length),
      text: text && "<p>" + text + "</p>",
      score: row.score,
      terms: row.terms,
    };
  }

  /* a page with what was found on it; it says the page's name even where only its sections were found */
  function group(page, rows, data) {
    const items = rows.map(result);
    for (const item of items.slice(0, 3)) item.score = items[0].score;
    if (!rows.some(({ found }) => found.location === page)) {
      items.push({ ...result({ found: { location: page, title: page, ...data.pages.get(page), text: "" }, byClause: [] }), score: 0, terms: {} });
    }
    return items;
  }

  function search(query, data) {
    const { ways, whole } = readings(query, data);
    let rows = [];
    for (const clauses of ways) rows = rows.length ? rows : find(clauses, whole, data, true);
    if (!rows.length) rows = find(ways.pop(), whole, data, false);
    const pages = new Map();
    for (const row of rows.sort((a, b) => b.score - a.score)) {
      pages.set(row.found.page, [...(pages.get(row.found.page) || []), row]);
    }
    return [...pages].slice(0, GROUPS).map(([page, some]) => group(page, some, data));
  }

  const found = (items) => ({ type: 3, data: { items } });

  async function answer({ type, data }) {
    if (type === 0) return { type: 1 };
    return found(data.trim() ? search(data, await load()) : []);
  }

  /* answers come in the order of the questions, one that failed too */
  let before = Promise.resolve();
  addEventListener("message", (event) => {
    before = before.then(() => answer(event.data)).catch(() => found([])).then((message) => postMessage(message));
  });
})();
