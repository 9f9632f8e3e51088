import { readSetting, writeSetting } from '@/components/client/local-setting'
import { createStore } from '@/components/client/store'

/** What single keys do in the feed. The words for it are the help's. */
export const SHORTCUTS = [
  { action: 'next', keys: ['j'] },
  { action: 'previous', keys: ['k'] },
  { action: 'like', keys: ['l'] },
  { action: 'reply', keys: ['r'] },
  { action: 'compose', keys: ['n', 'c'] },
  { action: 'showNew', keys: ['.', 'Home'] },
  { action: 'help', keys: ['?'] },
] as const

export type Action = (typeof SHORTCUTS)[number]['action']

type Pressed = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'defaultPrevented' | 'target'
>

const SETTING = 'carillon:shortcuts'

/** Single keys can be switched off: speech input and slips of the hand press them too (WCAG 2.1.4). */
export const shortcutsOn = createStore(typeof window === 'undefined' || readSetting(SETTING) !== 'off')

export function switchShortcuts(on: boolean): void {
  shortcutsOn.set(on)
  writeSetting(SETTING, on ? 'on' : 'off')
}

/** The key of a press that may be a shortcut, or null: with a modifier, in a field or over a dialog it means something else. */
export function keyOfPress(event: Pressed): string | null {
  const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented, target } = event
  if (ctrlKey || metaKey || altKey || isComposing || defaultPrevented) return null
  if (target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog, [role=menu]')) {
    return null
  }
  // Home is no letter: nobody says it by accident, and help must lead back.
  return shortcutsOn.get() || key === 'Home' ? key : null
}

/** What a key press asks the feed for, or null. */
export function actionOf(event: KeyboardEvent): Action | null {
  const key = keyOfPress(event)
  return SHORTCUTS.find(({ keys }) => (keys as readonly string[]).includes(key ?? ''))?.action ?? null
}
