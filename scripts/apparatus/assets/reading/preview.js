/* Elsewhere: a preview of the note on hover and focus of its call, a sheet at the bottom on a tap.

   It lies over the page, which does not move. It is made anew each time: a thing that changes its place counts
   as a shift, a new one does not. While it is open the note at the chapter's end is taken out of reach, so that
   nobody meets it twice. */

const OPENS = 120, CLOSES = 300 // milliseconds: not for a pointer that passes by, long enough to come over
let preview = null // { box, call, note, pinned, width of the window }
let timer = 0
let touch = false // the last thing that the reader did was a tap
let downInside = false
let quiet = false // focus comes back to a call, and need not open it again

/* The faces of a preview are there before it is: one that came later would set its lines anew. They are asked for
   when a reader is at work, since a face that comes sets the whole page anew. */
if (section) for (const name of ['pointermove', 'touchstart', 'keydown']) addEventListener(name, () => {
  const family = getComputedStyle(toast).fontFamily
  document.fonts.load(`1em ${family}`, section.textContent)
  document.fonts.load(`italic 1em ${family}`, all('em', section).map(words => words.textContent).join(''))
}, { once: true, passive: true })

function later(act, wait) {
  clearTimeout(timer)
  timer = setTimeout(act, wait)
}

function openPreview(call, pinned) {
  const note = aim(call)
  clearTimeout(timer)
  if (preview?.call === call) return pinned ? pin() : undefined
  closePreview()
  if (!note?.matches('.endnotes li')) return
  const box = build(note, call)
  preview = { box, call, note, pinned: false, width: innerWidth }
  box.classList.toggle('sheet', touch)
  document.body.append(box)
  if (!touch) settle(box, call)
  note.inert = true
  call.setAttribute('aria-expanded', 'true')
  if (pinned) pin()
}

function build(note, call) {
  const number = make('a', { class: 'number', href: call.getAttribute('href'), 'aria-label': `Note ${call.textContent} at the chapter’s end` }, call.textContent)
  const close = make('button', { class: 'close', type: 'button', 'aria-label': 'Close' }, '×')
  close.addEventListener('click', () => closePreview(true))
  const copies = [find('.note-body', note), find('.note-links', note)].map(part => part.cloneNode(true))
  find('[role=doc-backlink]', copies[1]).remove()
  const scroll = make('div', { class: 'scroll', tabindex: '-1' }, number, ...copies)
  const box = make('div', { class: 'preview md-typeset', role: 'dialog', 'aria-label': `Note ${call.textContent}` }, scroll, close)
  number.addEventListener('click', () => closePreview())
  box.addEventListener('pointerenter', () => clearTimeout(timer))
  box.addEventListener('pointerleave', leave)
  box.addEventListener('click', event => event.target.closest('a, button') || pin())
  return box
}

/* Below the call where there is room, else above; never over it. */
function settle(box, call) {
  const edge = 12
  const at = call.getBoundingClientRect()
  const below = innerHeight - at.bottom - edge
  const above = at.top - headerBottom() - edge
  const down = box.offsetHeight + 8 <= below || below >= above
  box.firstChild.style.maxHeight = `${(down ? below : above) - 10}px`
  const text = article.getBoundingClientRect()
  const widest = Math.max(edge, Math.min(text.right, root.clientWidth - edge) - box.offsetWidth)
  const left = Math.min(Math.max(at.left - box.offsetWidth / 2, text.left, edge), widest)
  box.style.left = `${left + scrollX}px`
  box.style.top = `${(down ? at.bottom + 8 : at.top - box.offsetHeight - 8) + scrollY}px`
}

function pin() {
  clearTimeout(timer)
  preview.pinned = true
  preview.box.classList.add('pinned')
  const chosen = getSelection()
  if (chosen.isCollapsed || !preview.box.contains(chosen.anchorNode)) preview.box.firstChild.focus({ preventScroll: true }) // which the arrow keys scroll
}

function closePreview(back) {
  clearTimeout(timer)
  if (!preview) return
  const { box, call, note } = preview
  const inside = box.contains(document.activeElement)
  preview = null
  note.inert = false
  call.removeAttribute('aria-expanded')
  box.remove()
  if (back || inside) giveBack(call)
}

function giveBack(call) {
  quiet = true
  call.focus({ preventScroll: true })
  quiet = false
}

function leave() {
  if (preview && !preview.pinned) later(() => closePreview(), CLOSES)
}

/* The call at which the preview is wanted: none where the note is to be seen already. */
function wanted(event) {
  const call = event.target.closest?.('.call > a[role=doc-noteref]')
  const note = call && aim(call)
  return note && !visible(note) ? call : null
}

document.addEventListener('pointerover', event => {
  if (event.pointerType === 'touch') return
  const call = wanted(event)
  if (call && !preview?.pinned) later(() => openPreview(call), OPENS)
})
document.addEventListener('pointerout', event => {
  if (event.pointerType === 'touch' || !event.target.closest('.call > a')) return
  clearTimeout(timer)
  if (document.activeElement !== preview?.call) leave()
})
document.addEventListener('focusin', event => {
  const call = wanted(event)
  if (call && !quiet && call.matches(':focus-visible')) openPreview(call)
})
document.addEventListener('focusout', event => {
  if (preview && !preview.pinned && event.target === preview.call && !preview.box.matches(':hover')) closePreview()
})

document.addEventListener('click', event => {
  const call = event.target.closest('.call > a[role=doc-noteref]')
  const note = call && aim(call)
  if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (preview?.call === call && preview.pinned) {
    event.preventDefault()
    closePreview(true)
  } else if (!visible(note)) {
    event.preventDefault()
    openPreview(call, true)
  } else if (wide) {
    event.preventDefault()
    unfold(note, true)
    note.focus({ preventScroll: true })
  }
})

/* A tap or a click beside it closes it; one that began in it chooses text. */
document.addEventListener('pointerdown', event => {
  touch = event.pointerType === 'touch'
  downInside = preview && (preview.box.contains(event.target) || preview.call.contains(event.target))
})
document.addEventListener('pointerup', event => {
  if (!preview || downInside || preview.box.contains(event.target)) return
  const { call } = preview
  closePreview()
  setTimeout(() => { // after the browser has taken the focus from what was tapped
    if (document.activeElement === document.body && !preview) giveBack(call)
  }, 50)
})

document.addEventListener('keydown', event => {
  touch = false
  if (event.key === 'Escape') escape(event)
  if (event.key === 'Tab' && preview?.box.contains(document.activeElement)) tab(event)
})

function escape(event) {
  const note = wide && event.target.closest('.endnotes li')
  if (preview) closePreview(preview.pinned || document.activeElement === document.body)
  else if (note && callOf(note)) {
    unfold(note, false)
    giveBack(callOf(note))
  }
}

/* From either end of the preview the tabulator goes on from the call. */
function tab(event) {
  const end = all('a[href], button', preview.box).at(event.shiftKey ? 0 : -1)
  const first = event.shiftKey && document.activeElement === preview.box.firstChild
  if (document.activeElement === end || first) closePreview(true)
}

addEventListener('resize', () => {
  if (preview?.width !== innerWidth) closePreview() // a telephone's bars come and go
})
