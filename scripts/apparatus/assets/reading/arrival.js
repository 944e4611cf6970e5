/* Arriving: what an address means is brought into view, named to those who listen, and stays there.

   How it is marked is the style's part (`:target`), which needs no script. */

const STEP = 'apparatus-step' // the source and the direction in which a reader goes through its places

function named(place) {
  const label = place.id.replace(/^(note|call)-/, '')
  if (place.matches('.call')) return `The call of note ${label}`
  if (place.matches('.endnotes li')) return `Note ${label}`
  if (place.dataset.paragraph) return `Paragraph ${place.dataset.paragraph}`
  const text = place.cloneNode(true)
  for (const part of all('.sign, .call, .cited-in', text)) part.remove()
  const words = text.textContent.trim().replace(/\s+/g, ' ')
  return words.length > 90 ? `${words.slice(0, 90)} …` : words
}

function target() {
  const place = location.hash.startsWith('#__') ? null : aim(location)
  if (!place?.matches('span:empty')) return place
  const now = place.parentElement.closest('[id]') // an old id stands empty in what the place is now
  location.replace(`#${now.id}`)
  return now
}

function arrive() {
  const place = target()
  for (const note of notes) note.classList.toggle('lit', !!place?.matches('.call') && place.contains(callOf(note)))
  if (!place) return
  if (!place.offsetParent && !place.getClientRects().length) uncover(place)
  if (wide && place.matches('.endnotes li')) unfold(place, true)
  place.scrollIntoView()
  keep()
  say(`You are at: ${named(place)}`)
  goOn(place)
}

/* What a filter or a closed part hides is shown again. */
function uncover(place) {
  document.dispatchEvent(new Event('uncover'))
  for (let part = place.closest('details'); part; part = part.parentElement.closest('details')) part.open = true
}

/* A reader who came by an arrow finds the note open, and the same arrow in hand. */
function goOn(place) {
  const [id, source, way] = stepTaken()
  const call = id === place.id && find('a[role=doc-noteref]', place)
  if (!call) return
  const note = aim(call)
  if (note && visible(note) && wide) unfold(note, true)
  else openPreview(call, true)
  const within = preview ? preview.box : note
  const arrows = all('a.step', within).filter(link => link.dataset.source === source)
  const arrow = arrows.find(link => link.dataset.way === way) || arrows[0]
  if (!arrow) return
  const take = () => arrow.focus({ preventScroll: true })
  take()
  if (document.readyState !== 'complete') addEventListener('load', () => setTimeout(take)) // the browser lets go of it till then
}

function stepTaken() {
  try {
    const taken = JSON.parse(sessionStorage.getItem(STEP) || '[]')
    sessionStorage.removeItem(STEP)
    return taken
  } catch {
    return []
  }
}

document.addEventListener('click', event => {
  const link = event.target.closest('a.step')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  try {
    const { source, way } = link.dataset
    sessionStorage.setItem(STEP, JSON.stringify([decodeURIComponent(link.hash.slice(1)), source, way]))
  } catch { /* the place is reached without it */ }
  closePreview()
})

/* What the reader has before their eyes stays there when the window changes. */
let held = null // { block, share } : the block at the upper edge, and how much of it lies above

function keep() {
  const column = (find(':scope > p:not(.colophon)', article) || article).getBoundingClientRect()
  const y = headerBottom() + 40
  const there = document.elementFromPoint(column.left + column.width / 2, y)
  const block = there?.closest('article > *, article li, article section.note')
  if (!article.contains(block)) return
  const box = block.getBoundingClientRect()
  held = { block, share: (y - box.top) / box.height }
}

function restore() {
  if (!held || scrollY < 40) return
  const box = held.block.getBoundingClientRect()
  scrollBy({ top: box.top + held.share * box.height - headerBottom() - 40, behavior: 'instant' })
}

let waiting = false
addEventListener('scroll', () => {
  if (waiting) return
  waiting = true
  requestAnimationFrame(() => {
    waiting = false
    keep()
  })
}, { passive: true })
addEventListener('resize', restore)
addEventListener('hashchange', arrive)

/* Once at the start, and again when fonts are there, unless the reader has gone on by then. */
const entry = performance.getEntriesByType('navigation')[0]
if (target() && (!entry || entry.type === 'navigate')) {
  let gone = false
  for (const name of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
    addEventListener(name, () => { gone = true }, { once: true, passive: true, capture: true })
  }
  const again = () => gone || target().scrollIntoView()
  arrive()
  addEventListener('load', () => document.fonts.ready.then(again))
}
