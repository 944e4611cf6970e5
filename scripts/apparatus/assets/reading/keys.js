/* Keys: n and p go from call to call, and to the next or previous chapter where there is no further call.

   The theme's own keys are n and p too, with . and , as their doubles: those stay the chapters'. Keys of one
   letter can be switched off (they get in the way of those who speak to their machine). */

const OFF = 'apparatus-keys-off'
let off = false
try {
  off = localStorage.getItem(OFF)
} catch { /* then they are on */ }

/* From the call in hand, from the place arrived at while it is in view, else from the top of the window. */
function nextCall(way) {
  const top = headerBottom()
  const inView = call => call && call.getBoundingClientRect().top > top && call.getBoundingClientRect().top < innerHeight
  const arrived = find('.call:target > a')
  const note = document.activeElement.closest('.endnotes li') || find('.endnotes li:target')
  const hand = [preview?.call, document.activeElement, note && callOf(note), arrived]
    .find(call => calls.includes(call) && (call === document.activeElement || inView(call)))
  if (hand) return calls[calls.indexOf(hand) + way]
  const below = calls.findIndex(call => call.getBoundingClientRect().top > top)
  return calls[(below < 0 ? calls.length : below) - (way < 0)]
}

function go(call) {
  const box = call.getBoundingClientRect()
  closePreview()
  if (box.top < headerBottom() + 60 || box.bottom > innerHeight * 0.75) call.scrollIntoView({ block: 'center', behavior: 'instant' })
  call.focus({ preventScroll: true })
}

/* In the capture phase, before the theme hears of it. */
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return
  if (event.target.matches('input, textarea, select, [contenteditable]')) return
  if (off) {
    if ('npfs.,/?'.includes(event.key)) event.stopPropagation()
    return
  }
  const call = 'np'.includes(event.key) && nextCall(event.key === 'n' ? 1 : -1)
  if (call) {
    event.stopPropagation()
    event.preventDefault()
    touch = false
    go(call)
  } else if (event.key === '?' && help) {
    help.open = true
    find('summary', help).focus()
  }
}, true)

const help = calls.length ? make('details', { class: 'keys' }) : null
if (help) {
  const keys = [['n', 'p', 'next and previous note'], ['.', ',', 'next and previous page'], ['f', '/', 'search'], ['Enter', 'Esc', 'into a note, and back to the text'], ['?', '', 'this list']]
  const list = make('ul', {}, ...keys.map(([one, two, what]) =>
    make('li', {}, make('kbd', {}, one), ' ', ...(two ? [make('kbd', {}, two), ' '] : []), what)))
  const box = make('input', { type: 'checkbox' })
  box.checked = !off
  box.addEventListener('change', () => {
    off = !box.checked
    try {
      if (off) localStorage.setItem(OFF, '1')
      else localStorage.removeItem(OFF)
    } catch { /* then until the page is left */ }
  })
  help.append(make('summary', {}, 'Keys'), list, make('label', {}, box, ' Keys of a single character are on'))
  article.append(help)
}
