import { REPLY } from './post-path'

/** Takes the reader to where one writes. */
export function focusReply(): void {
  const form = document.getElementById(REPLY)
  form?.querySelector('textarea')?.focus({ preventScroll: true })
  form?.scrollIntoView({ block: 'center', behavior: 'instant' })
}
