'use client'

import { type RefObject, useEffectEvent, useLayoutEffect } from 'react'

type Field = HTMLInputElement | HTMLTextAreaElement
type Options = {
  /** What the field shows by its state. */
  shown: string
  onTyped: (text: string) => void
}

/**
 * Calls back with what was typed into a controlled field before the page was hydrated. It is only in the field, and the next
 * rendering would replace it.
 */
export function useTypedBefore(field: RefObject<Field | null>, { shown, onTyped }: Options): void {
  const adopt = useEffectEvent(() => {
    const typed = field.current?.value
    if (typed !== undefined && typed !== shown) onTyped(typed)
  })
  useLayoutEffect(() => adopt(), [])
}
