/* Link signs at headings and paragraphs, and the tools of each note.

   A list of headings calls each by its words alone: those are the heading, and its sign and calls stand beside them. */

for (const place of all(':is(h1, h2, h3, h4, h5, h6)[id]:not(.note > *), [data-paragraph]', article)) {
  const { paragraph } = place.dataset
  const name = paragraph ? `paragraph ${paragraph}` : 'this section'
  place.classList.add('signed')
  if (!paragraph) {
    const words = [...place.childNodes]
    while (words.at(-1)?.className === 'call') words.pop()
    place.prepend(make('span', { role: 'heading', 'aria-level': place.tagName[1] }, ...words))
    place.setAttribute('role', 'none')
  }
  place.append(make('a', {
    class: 'copy sign', href: addressOf(place), 'aria-label': `Copy the link to ${name}`, title: 'Copy the link',
  }, paragraph ? `¶ ${paragraph}` : '§'))
}

/* “2 of 14”, with links to the places before and after that cite the same source. */
function step(words, sign, href, source, way) {
  if (!href) return make('span', { class: 'step' }, sign)
  const link = make('a', { class: 'step', href: local(href), 'aria-label': `${words} note that cites ${source}: ${href.replace(/.*call-/, '')}` }, sign)
  link.dataset.source = source
  link.dataset.way = way
  return link
}

function steps([source, at, total, before, after], named) {
  return make('span', { class: 'steps' },
    ...(named ? [make('span', { class: 'name' }, source), ' '] : []),
    step('Previous', '◂', before, source, 'before'),
    make('span', { title: `Places that cite ${source}` }, ` ${at} of ${total} `),
    step('Next', '▸', after, source, 'after'))
}

for (const note of [...notes, ...all('section.note')]) {
  const links = find('.note-links', note)
  const page = find('a[rel=bookmark]', note)
  if (!links || !page) continue
  const sources = new Set(all('a.source', note).map(link => link.href)).size
  const places = JSON.parse(note.dataset.places || '[]')
  const of = `: ${page.textContent}`
  links.append(
    ' ', make('a', { class: 'copy', href: addressOf(page), 'aria-label': `Copy link${of}` }, 'Copy link'),
    ' ', make('a', { class: 'cite-note', href: `${page.getAttribute('href')}#cite`, 'aria-label': `Cite${of}` }, 'Cite'),
    ...places.map(place => steps(place, sources > 1)))
}
