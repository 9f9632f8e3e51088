export const COMPOSER_ID = 'composer'

/** Gives the composer of this page the focus, and scrolls to it. */
export function focusComposer(): void {
  const composer = document.getElementById(COMPOSER_ID)
  composer?.focus({ preventScroll: true })
  composer?.scrollIntoView({ block: 'center', behavior: 'instant' })
}
