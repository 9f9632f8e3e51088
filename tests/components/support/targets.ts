import type { Page } from '@playwright/test'

/** Everything that can be pressed and is on the screen: `name` says what it is, the numbers are pixels. */
export type Target = { name: string; width: number; height: number }

/** What can be pressed and is smaller than so many pixels in one direction. Links within a sentence are left out. */
export function smallTargets(page: Page, least: number): Promise<Target[]> {
  return page.evaluate((pixels) => {
    const pressable =
      'a[href], button, input, textarea, select, summary, label:has(> input:is([type=radio], [type=checkbox])), [role^=menuitem], [role=option]'
    const isLabelled = (element: Element) => element.matches('label input')
    const isInSentence = (element: Element) =>
      element.matches('a') &&
      getComputedStyle(element).display === 'inline' &&
      element.closest('article[data-notification]') === null &&
      (element.parentElement?.textContent?.trim() ?? '') !== element.textContent?.trim()
    return [...document.querySelectorAll(pressable)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !isLabelled(element))
      .filter((element) => !isInSentence(element))
      .map((element) => {
        const { width, height } = element.getBoundingClientRect()
        const text = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30)
        return { name: `${element.localName} ${text}`, width, height }
      })
      .filter(({ width, height }) => width > 1 && height > 1)
      .filter(({ width, height }) => Math.min(width, height) < pixels - 0.5)
  }, least)
}
