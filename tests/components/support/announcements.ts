import type { Page } from '@playwright/test'

/**
 * Records which pages screen readers announce from now on: by the site, and by Next.js, whose announcer must not be heard too.
 * Returns a function for the list.
 */
export async function recordAnnouncements(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const WHAT = { childList: true, characterData: true, subtree: true }
    const heard: string[] = []
    const last = new Map<string, string>()
    Object.assign(window, { heard })
    const note = (who: string, text: string) => {
      if (text && text !== last.get(who)) heard.push(text)
      last.set(who, text)
    }
    const look = () => {
      note('site', document.querySelector('body > [aria-live=polite]')?.textContent ?? '')
      const framework = document.querySelector('next-route-announcer')
      if (framework?.shadowRoot) observer.observe(framework.shadowRoot, WHAT)
      if (framework?.checkVisibility()) note('framework', framework.shadowRoot?.textContent ?? '')
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, WHAT)
    look()
  })
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
}
