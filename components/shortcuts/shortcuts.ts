import { readSetting, writeSetting } from '@/components/client/local-setting'
import { createStore } from '@/components/client/store'
import { latinKey } from './latin-key'

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat' | 'defaultPrevented' | 'getModifierState'
>

const SETTING = 'carillon:shortcuts'

/** Single keys can be switched off, because speech input and slips of the hand press them too (WCAG 2.1.4). */
export const shortcutsOn = createStore(typeof window === 'undefined' || readSetting(SETTING) !== 'off')

export function switchShortcuts(on: boolean): void {
  shortcutsOn.set(on)
  writeSetting(SETTING, on ? 'on' : 'off')
}

/** The key of a press that may be a shortcut, by its name on a Latin keyboard; null for a press that means something else. */
export function keyOfPress(event: Pressed): string | null {
  const { ctrlKey, metaKey, altKey, repeat, defaultPrevented } = event
  if (ctrlKey || metaKey || altKey || event.getModifierState('AltGraph') || defaultPrevented) return null
  const key = latinKey(event)
  // A key that is held down moves through a list. It must not like, archive or open one thing after the other.
  if (repeat && key !== 'j' && key !== 'k') return null
  // Enter, Escape and Home work also when single keys are switched off: they are no characters that speech input types.
  return shortcutsOn.get() || key.length > 1 ? key : null
}
