import { focusField } from '@/components/ui/hold-keyboard'

export const COMPOSER_ID = 'composer'

/** The page with the composer; there it gets the focus. */
export const COMPOSER_PATH = `/#${COMPOSER_ID}`

/** Gives the composer of this page the focus, and scrolls to it. False when the page has none. */
export function focusComposer(): boolean {
  const composer = document.getElementById(COMPOSER_ID)
  if (!(composer instanceof HTMLTextAreaElement)) return false
  focusField(composer)
  composer.scrollIntoView({ block: 'center', behavior: 'instant' })
  return true
}
