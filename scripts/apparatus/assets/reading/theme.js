/* What the theme makes for a mouse, or for eyes alone, is made for all. */

/* Its labels open menu, search and contents: buttons in their places do it for the keyboard too. */
for (const label of all('.md-header label.md-header__button[for^=__], .md-nav label:is(.md-nav__link, .md-nav__title)[for=__toc]')) {
  const opens = label.htmlFor
  const toggle = document.getElementById(opens)
  if (toggle?.type !== 'checkbox') continue
  const button = make('button', { type: 'button', class: label.className, for: opens }, ...label.childNodes)
  if (opens !== '__toc') button.setAttribute('aria-label', opens === '__drawer' ? 'Menu' : 'Search')
  const tell = () => button.setAttribute('aria-expanded', toggle.checked)
  button.addEventListener('click', () => toggle.click())
  toggle.addEventListener('change', tell)
  tell()
  label.replaceWith(button)
}

/* Tables that are set as blocks on a phone keep their rows and cells for those who hear them. */
const ROLES = { TABLE: 'table', THEAD: 'rowgroup', TBODY: 'rowgroup', TR: 'row', TH: 'columnheader', TD: 'cell' }
for (const part of all('.stacked, .stacked :is(thead, tbody, tr, th, td)')) {
  part.setAttribute('role', part.closest('tbody') && part.tagName === 'TH' ? 'rowheader' : ROLES[part.tagName])
}
