/** `input` alone: of a text that is dictated or put in by a program. */
const PRESSES = ['pointerdown', 'keydown', 'input'] as const
/** Milliseconds after which a page counts as used without a press. */
const UNPRESSED = 4_000

let pressed: Promise<void> | undefined
let used: Promise<void> | undefined

/** Resolves with the first press on this page. */
export function untilPressed(): Promise<void> {
  pressed ??= new Promise((resolve) => {
    for (const press of PRESSES) window.addEventListener(press, () => resolve(), { once: true, capture: true })
  })
  return pressed
}

/**
 * Resolves with the first press on this page, and without one some seconds after it was opened. Then code is loaded that a page
 * does not need to be read, but without the network, or soon after it is used.
 */
export function untilUsed(): Promise<void> {
  used ??= Promise.race([untilPressed(), new Promise<void>((resolve) => setTimeout(resolve, UNPRESSED))])
  return used
}
