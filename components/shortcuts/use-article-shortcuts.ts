'use client'

import { useShortcuts } from './use-shortcuts'

/** The attribute that names the key of a link or button in an article: `l` likes, `r` replies, `o` opens. */
export const SHORTCUT = 'data-shortcut'

const ARTICLES = 'main article'

/** What single keys do with the articles of a page. `step` moves the focus one on or back. */
export function useArticleShortcuts(step: (by: 1 | -1) => void = stepThroughPage): void {
  useShortcuts((key, { target }) => {
    if (key === 'j') step(1)
    else if (key === 'k') step(-1)
    else if (key === 'Enter') return target instanceof Element && target.matches(ARTICLES) && press(target, 'o')
    else return /^[lro]$/.test(key) && press(currentArticle(), key)
    return true
  })
}

/** Presses the link or button of an article with this key. A comment has none of its own to like: there it is the post's. */
function press(article: Element | undefined, key: string): boolean {
  const of = article?.matches('[data-comment-id]') ? document.querySelector('[data-post-id]') : article
  const button = of?.querySelector<HTMLElement>(`[${SHORTCUT}=${key}]`)
  button?.click()
  return button !== undefined && button !== null
}

/** The article with the focus; without one, the first that begins in the window. */
function currentArticle(): Element | undefined {
  return focusedArticle() ?? articles().find(beginsInWindow)
}

function stepThroughPage(by: 1 | -1): void {
  const all = articles()
  const focused = focusedArticle()
  const next = focused ? all[all.indexOf(focused) + by] : all.find(beginsInWindow)
  next?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: 'start', behavior: 'instant' })
}

const articles = () => [...document.querySelectorAll<HTMLElement>(ARTICLES)]
const focusedArticle = () => document.activeElement?.closest<HTMLElement>(ARTICLES) ?? undefined
const beginsInWindow = (article: Element) => article.getBoundingClientRect().top >= 0
