'use client'

import { type RefObject, useEffect, useEffectEvent } from 'react'

type Press = { isComposing: boolean; keyCode: number }
type PressOrWrapped = Press | { nativeEvent: Press }

/**
 * True while an input method composes text, for example Japanese: Enter and Escape then choose or cancel a word. Safari ends
 * the composition before the press that ended it; only the key code 229 says that this press belongs to the input method.
 */
export function isComposing(event: PressOrWrapped): boolean {
  const press = 'nativeEvent' in event ? event.nativeEvent : event
  return press.isComposing || press.keyCode === 229
}

/** Wraps the `onKeyDown` of an element, so that it is not called for the presses of an input method. */
export function exceptComposing<Event extends PressOrWrapped>(onPress: (event: Event) => void) {
  return (event: Event): void => {
    if (!isComposing(event)) onPress(event)
  }
}

type Options = {
  /** The element whose presses count; without it the whole page. */
  within?: RefObject<HTMLElement | null>
  /** Called before the handlers of what has the focus. */
  capture?: boolean
}

/** Calls back with the key presses of a page, except those of an input method, while the component is shown. */
export function usePageKeys(onPress: (event: KeyboardEvent) => void, { within, capture = false }: Options = {}): void {
  const press = useEffectEvent(exceptComposing(onPress))

  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    const target: HTMLElement | Document = within?.current ?? document
    // The two kinds of target have an overload each, which a union does not match.
    target.addEventListener('keydown', listener as EventListener, { capture })
    return () => target.removeEventListener('keydown', listener as EventListener, { capture })
  }, [within, capture])
}

/** True for Ctrl + Enter and ⌘ + Enter, which send what is written. */
export function isSendKey({ key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): boolean {
  return key === 'Enter' && (ctrlKey || metaKey)
}
