/* The list of all notes: those that have every word that is typed, with or without its accents. */

const filter = find('.notes-filter')
if (filter) {
  const field = make('input', { type: 'search', id: 'notes-filter', autocomplete: 'off' })
  const count = make('output', { for: 'notes-filter', role: 'status' })
  const parts = all('section.note').map(note => ({ note, text: fold(note.textContent) }))
  const headings = all('.apparatus-notes > h2')
  filter.append(make('label', { for: 'notes-filter' }, 'Filter the notes'), field, count)
  field.addEventListener('input', apply)
  document.addEventListener('uncover', () => {
    field.value = ''
    apply()
  })

  function apply() {
    const words = fold(field.value).split(/\s+/).filter(Boolean)
    let found = 0
    for (const { note, text } of parts) {
      note.hidden = !words.every(word => text.includes(word))
      found += note.hidden ? 0 : 1
    }
    for (const heading of headings) heading.hidden = !following(heading).some(note => !note.hidden)
    count.textContent = words.length ? `${found} of ${parts.length} notes` : ''
  }

  function following(heading) {
    const its = []
    for (let next = heading.nextElementSibling; next && next.matches('section'); next = next.nextElementSibling) its.push(next)
    return its
  }
}

function fold(text) {
  const apart = { đ: 'd', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', ß: 'ss', '’': "'", '–': '-' }
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[đøłæœß’–]/g, sign => apart[sign])
}
