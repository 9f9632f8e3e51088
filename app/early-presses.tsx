import { headers } from 'next/headers'

/**
 * Repeats presses on buttons that came before the code of the button: on a slow line a page is on the screen long before its
 * scripts. React repeats none whose code is not loaded. It runs before all other scripts, so it is part of the page.
 */
export async function EarlyPresses() {
  const policy = (await headers()).get('content-security-policy')
  const nonce = /'nonce-([^']+)'/.exec(policy ?? '')?.[1]
  // Browsers hide the nonce from scripts, so React cannot compare it.
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: it is the code below
      dangerouslySetInnerHTML={{ __html: `(${repeatEarlyPresses})()` }}
    />
  )
}

/** Sent to the browser as its source text: it uses nothing from outside. */
function repeatEarlyPresses() {
  // After so many milliseconds the person has gone on, and a press that takes effect would surprise.
  const patience = 10_000
  const waiting = new Set<Element>()
  const isReady = (button: Element) => Object.keys(button).some((key) => key.startsWith('__reactProps'))
  window.addEventListener(
    'click',
    ({ target, timeStamp }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>('button[type=button]') : null
      if (!button || isReady(button) || waiting.has(button)) return
      // React may attach the code for this very press, when it is loaded already. Then the press has taken effect.
      setTimeout(() => {
        if (isReady(button) || waiting.has(button)) return
        waiting.add(button)
        const looking = setInterval(() => {
          const isLate = performance.now() - timeStamp > patience
          if (!isLate && button.isConnected && !isReady(button)) return
          clearInterval(looking)
          waiting.delete(button)
          if (!isLate) button.click()
        }, 50)
      })
    },
    true,
  )
}
