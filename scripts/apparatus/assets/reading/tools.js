/* What the parts share: finding and making elements, addresses as they are online, and saying things. */

const root = document.documentElement
const article = find('article') || document.body
const calls = all('.call > a[role=doc-noteref]', article)
const notes = all('.endnotes > ol > li')

function find(selector, within = document) {
  return within.querySelector(selector)
}

function all(selector, within = document) {
  return [...within.querySelectorAll(selector)]
}

function make(tag, attributes, ...children) {
  const element = document.createElement(tag)
  for (const name in attributes) element.setAttribute(name, attributes[name])
  element.append(...children)
  return element
}

/* The element that a link on this page leads to. */
function aim(link) {
  return document.getElementById(decodeURIComponent(link.hash.slice(1)))
}

function callOf(note) {
  const call = document.getElementById(note.id.replace('note-', 'call-'))
  return call && find('a', call)
}

function headerBottom() {
  const header = find('.md-header')
  return header ? Math.max(0, header.getBoundingClientRect().bottom) : 0
}

/* Links as the offline copy needs them: a folder cannot be opened from a file. */
function local(href) {
  return location.protocol === 'file:' ? href.replace(/\/(?=#|$)/, '/index.html') : href
}

/* The address at which a thing is online, in the offline copy too: the page says its own. */
const canonical = find('link[rel=canonical]')

function online(href) {
  return canonical
    ? new URL(href.replace(/index\.html(?=#|$)/, ''), canonical.href).href
    : new URL(href, location.href.replace(/[?#].*/, '')).href
}

/* What is copied for an element: a note has a page of its own, a title is its page's, all else is a place on this page. */
function addressOf(element) {
  const note = element.closest('.endnotes li, section.note')
  const page = note && find('a[rel=bookmark]', note)
  return online(page ? page.getAttribute('href') : element.matches('h1') ? '' : `#${element.id}`)
}

/* Spoken and shown, or spoken alone. */
const toast = document.body.appendChild(make('div', { class: 'toast', role: 'status' }))
const voice = document.body.appendChild(make('div', { class: 'unseen', role: 'status' }))
let toastEnds = 0

function show(words, detail) {
  clearTimeout(toastEnds)
  toast.replaceChildren(make('b', {}, words), make('span', {}, detail))
  toast.classList.add('shown')
  toastEnds = setTimeout(() => toast.classList.remove('shown'), 5000)
}

function say(words) {
  voice.textContent = words
}

/* Where the clipboard may not be written to (an address without TLS), the old way does it. */
function copyTheOldWay(text) {
  const back = document.activeElement
  const field = document.body.appendChild(make('textarea', { class: 'unseen', 'aria-hidden': 'true' }))
  field.value = text
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  back?.focus({ preventScroll: true })
  return done
}

async function copy(text) {
  let done = true
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    done = copyTheOldWay(text)
  }
  show(done ? 'Link copied' : 'This is the link', text)
}

document.addEventListener('click', event => {
  const link = event.target.closest('a.copy')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  copy(link.href)
})
