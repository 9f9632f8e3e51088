/** For so long the keyboard is kept for a page that loads. Milliseconds. */
const MOST = 8_000

let holding: HTMLInputElement | null = null

/**
 * Call it while a press is handled that leads to a field on another page, or to one that is loaded first. Phones show their
 * keyboard only for a field that gets the focus during the press, and keep it when the focus moves on to another field. So an
 * invisible one has the focus meanwhile. `focusField` moves what is typed into it.
 */
export function holdKeyboard(): void {
  if (!window.matchMedia('(pointer: coarse)').matches) return
  release()
  const field = document.createElement('input')
  field.className = 'sr-only'
  field.setAttribute('aria-label', 'Loading')
  // At its usual place, the end of the page, browsers would scroll to it. Safari enlarges the page for letters below 16 px.
  field.style.cssText = 'position: fixed; inset: 0 auto auto 0; font-size: 16px'
  field.addEventListener('blur', () => field.remove())
  document.body.append(field)
  field.focus({ preventScroll: true })
  holding = field
  setTimeout(() => holding === field && release(), MOST)
}

/** Gives a field the focus, and puts what was typed on the way to it at its end. */
export function focusField(field: HTMLTextAreaElement | null | undefined): void {
  if (!field) return
  const typed = holding?.value ?? ''
  field.focus({ preventScroll: true })
  release()
  // Later, because a field may still get the draft that was kept for it.
  if (typed) setTimeout(() => append(field, typed))
}

function append(field: HTMLTextAreaElement, typed: string): void {
  const end = field.value.length
  field.setRangeText(typed, end, end, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

function release(): void {
  holding?.remove()
  holding = null
}
