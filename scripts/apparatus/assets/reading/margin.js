/* Wide screens: the notes of the chapter's end are placed in the margin, each beside the line of its call.

   They stay where they are in the document, so that there is one of each, read after the text: Enter on
   a call goes to its note, Escape in the note back to the call. */

const MOST = 12 // lines of a note that are shown before “more”
const LEAST = 2 // where calls crowd
const section = find('.endnotes')
let wide = false

for (const note of notes) {
  const links = find('.note-links', note)
  const body = make('div', { class: 'note-body', 'data-number': note.value || '' })
  body.append(...[...note.childNodes].filter(child => child !== links))
  const more = make('button', { class: 'more', type: 'button', 'aria-expanded': 'false', hidden: '' }, '… more')
  more.addEventListener('click', () => unfold(note, !note.classList.contains('open')))
  note.prepend(body, more)
  note.tabIndex = -1
  note.addEventListener('focusin', event => {
    if (wide && body.contains(event.target) && note.classList.contains('short')) unfold(note, true)
  })
}

if (section) {
  section.classList.add('ready') // till now it was not laid out
  section.append(make('p', { class: 'beside' }, 'The notes to this chapter stand in the margin, each beside its call.'))
  new ResizeObserver(layOut).observe(article)
  addEventListener('resize', layOut)
  document.fonts.addEventListener('loadingdone', layOut)
  document.fonts.ready.then(layOut)
  layOut()
}

function unfold(note, open) {
  note.classList.toggle('open', open)
  layOut()
}

/* The room between the text and the edge of the window. */
function room(column) {
  const edge = parseFloat(getComputedStyle(root).fontSize)
  const grid = find('.md-main__inner')
  const right = Math.min(root.clientWidth - edge, grid ? grid.getBoundingClientRect().right : Infinity)
  return Math.min(right - column.right - 1.4 * edge, 15 * edge)
}

/* The middle of the line of text on which a call stands, from how far the call is raised above it. */
function middle(call) {
  const box = call.getBoundingClientRect()
  const own = getComputedStyle(call.parentElement)
  const text = parseFloat(getComputedStyle(call.parentElement.parentElement).fontSize)
  const raised = parseFloat(own.verticalAlign) || text / 3
  return (box.top + box.bottom) / 2 + 0.35 * parseFloat(own.fontSize) + raised - 0.28 * text
}

function layOut() {
  const beside = matchMedia('(min-width: 76.25em)').matches // the theme's menu stands beside the text; else nothing is measured
  const column = beside && (find(':scope > p:not(.colophon)', article) || article).getBoundingClientRect()
  const width = beside && room(column)
  wide = width >= 170
  root.classList.toggle('margin-notes', wide)
  article.style.minHeight = ''
  if (!wide) return
  const frame = article.getBoundingClientRect()
  section.style.setProperty('--left', `${column.right - frame.left + 1.4 * parseFloat(getComputedStyle(root).fontSize)}px`)
  section.style.setProperty('--width', `${width}px`)
  const line = parseFloat(getComputedStyle(notes[0]).lineHeight)
  const measured = notes.map(note => {
    const body = note.firstChild
    const call = callOf(note)
    return {
      wanted: call ? middle(call) - frame.top - line / 2 : -Infinity,
      lines: Math.round(body.scrollHeight / line),
      rest: note.getBoundingClientRect().height - body.getBoundingClientRect().height,
    }
  })
  place(measured, line)
}

/* Each note as high up as its call and the note before it let it; shortened where the next would have to give way. */
function place(measured, line) {
  let bottom = 0
  notes.forEach((note, number) => {
    const { wanted, lines, rest } = measured[number]
    const top = Math.max(wanted, bottom)
    const next = number + 1 < notes.length ? measured[number + 1].wanted : Infinity
    const fit = Math.min(MOST, Math.max(LEAST, Math.floor((next - top - rest) / line)))
    const open = note.classList.contains('open')
    const short = lines > fit + 1
    const shown = short && !open ? fit : lines
    note.style.top = `${top}px`
    note.style.setProperty('--height', `${shown * line}px`)
    note.classList.toggle('short', short)
    const more = note.children[1]
    more.hidden = !short
    more.textContent = open ? 'less' : '… more'
    more.setAttribute('aria-expanded', open)
    bottom = top + shown * line + rest + (open ? line / 2 : 0)
  })
  article.style.minHeight = `${bottom}px`
}

/* The note in the margin and its call show that they belong together; where a reader arrived they go on. */
function pair(event, on) {
  const call = event.target.closest('.call > a')
  const note = call ? aim(call) : event.target.closest('.endnotes li')
  if (!note) return
  const other = call || callOf(note)
  note.classList.toggle('lit', on || !!other?.closest(':target'))
  if (other) other.classList.toggle('lit', on)
}
for (const name of ['pointerover', 'focusin']) article.addEventListener(name, event => pair(event, true))
for (const name of ['pointerout', 'focusout']) article.addEventListener(name, event => pair(event, false))

/* Whether a reader sees the note without doing anything. */
function visible(note) {
  const box = note.getBoundingClientRect()
  const links = find('.note-links', note).offsetHeight
  return box.top >= headerBottom() - 2 && box.bottom - links <= innerHeight
}
