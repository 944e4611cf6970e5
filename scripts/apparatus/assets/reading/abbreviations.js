/* What an abbreviation means, for those too who have no mouse: its title is shown on hover, focus and tap. The pointer
   may enter it, Escape closes it, and nothing on the page moves. */

const meaning = (find('main') || document.body).appendChild(make('div', { id: 'abbreviation', class: 'meaning', role: 'tooltip', hidden: '' }))
let explained = null
let leaving = 0

function unexplain() {
  clearTimeout(leaving)
  explained?.removeAttribute('aria-describedby')
  explained = null
  meaning.hidden = true
}

function explain(mark) {
  clearTimeout(leaving)
  if (explained === mark) return
  unexplain()
  explained = mark
  meaning.textContent = mark.dataset.meaning
  meaning.hidden = false
  mark.setAttribute('aria-describedby', meaning.id)
  const edge = 8
  const place = mark.getClientRects()[0]
  const left = Math.max(edge, Math.min(place.left, root.clientWidth - meaning.offsetWidth - edge))
  const above = place.top - meaning.offsetHeight - 4
  meaning.style.left = `${left + scrollX}px`
  meaning.style.top = `${(above < 60 ? place.bottom + 4 : above) + scrollY}px`
}

function unexplainSoon() {
  clearTimeout(leaving)
  leaving = setTimeout(unexplain, 250)
}

for (const mark of all('abbr[title]')) {
  mark.dataset.meaning = mark.title
  mark.removeAttribute('title')
  mark.tabIndex = 0 // a title that only a mouse brings up explains nothing to others
  for (const name of ['pointerenter', 'focus', 'click']) mark.addEventListener(name, () => explain(mark))
  mark.addEventListener('pointerleave', unexplainSoon)
  mark.addEventListener('blur', unexplain)
}
meaning.addEventListener('pointerenter', () => clearTimeout(leaving))
meaning.addEventListener('pointerleave', unexplainSoon)
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') unexplain()
})
