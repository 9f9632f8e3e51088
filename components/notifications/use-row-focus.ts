'use client'

import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react'

/** Moves the focus from row to row, and to the next one when the focused row is removed. */
export function useRowFocus(list: RefObject<HTMLElement | null>, rows: readonly unknown[]) {
  const last = useRef<{ article: Element; at: number } | null>(null)
  const articles = () => [...(list.current?.querySelectorAll('article') ?? [])]

  const focusedAt = () => articles().findIndex((article) => article.contains(document.activeElement))

  function focusRow(at: number): void {
    const all = articles()
    const article = all[Math.max(0, Math.min(all.length - 1, at))]
    article?.focus({ preventScroll: true })
    article?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the focused row can only have been removed when the rows have changed
  useLayoutEffect(() => {
    const { article, at } = last.current ?? {}
    if (article && at !== undefined && !article.isConnected) focusRow(at)
  }, [rows])

  return {
    /** The row with the focus, -1 for none. */
    focusedAt,
    focusRow,
    /** Opens the row with the focus, as a press of it does. */
    openRow: () => articles()[focusedAt()]?.querySelector('a')?.click(),
    /** The first row whose top is inside the window. */
    firstInView: () => articles().findIndex((article) => article.getBoundingClientRect().top >= 0),
    handlers: {
      onFocus({ target }: FocusEvent) {
        const at = articles().findIndex((article) => article.contains(target))
        const article = articles()[at]
        last.current = article ? { article, at } : null
      },
      onBlur() {
        // Not at once: a removed row loses the focus first, and must still be known when the rows have changed.
        queueMicrotask(() => {
          if (!list.current?.contains(document.activeElement)) last.current = null
        })
      },
    },
  }
}
