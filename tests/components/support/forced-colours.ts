import type { Page } from '@playwright/test'

/** Buttons, and links that look like buttons, whose shape is not drawn. Forced colours remove backgrounds and shadows. */
export function shapelessButtons(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a.rounded-full:not(nav a), [role^=menuitem][data-highlighted]')]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 1)
      .filter((element) => {
        const { borderTopWidth, borderTopColor, outlineStyle, outlineWidth, backgroundColor } =
          getComputedStyle(element)
        const canvas = getComputedStyle(document.documentElement).backgroundColor
        const isDrawn = (colour: string) => colour !== canvas && !/, 0\)$|^transparent$/.test(colour)
        const border = Number.parseFloat(borderTopWidth) > 0 && isDrawn(borderTopColor)
        const outline = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0
        return !border && !outline && !isDrawn(backgroundColor)
      })
      .map((element) => element.getAttribute('aria-label') ?? element.textContent ?? ''),
  )
}

/** The colours of elements differ from what is behind them. */
export function invisibleMarks(page: Page, selector: string): Promise<number> {
  return page.evaluate((marks) => {
    const canvas = getComputedStyle(document.documentElement).backgroundColor
    const found = [...document.querySelectorAll(marks)].filter((mark) => mark.checkVisibility())
    if (found.length === 0) throw new Error(`no ${marks} is on the page`)
    return found.filter((mark) => {
      const { backgroundColor } = getComputedStyle(mark)
      return backgroundColor === canvas || backgroundColor === 'rgba(0, 0, 0, 0)'
    }).length
  }, selector)
}
