/** What a reader does who wants to be where they are. */
const ACTS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

/** It is aborted as soon as the reader scrolls or presses something. */
export function untilReaderActs(): AbortController {
  const controller = new AbortController()
  const stop = () => controller.abort()
  for (const act of ACTS) {
    window.addEventListener(act, stop, { capture: true, passive: true, signal: controller.signal })
  }
  return controller
}
