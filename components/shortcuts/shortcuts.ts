import { readSetting, writeSetting } from '@/components/client/local-setting'
import { createStore } from '@/components/client/store'

/** What single keys do in the feed. The words for the actions are in `shortcuts-dialog.tsx`. */
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

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented' | 'target'>

const SETTING = 'carillon:shortcuts'

/** Single keys can be switched off, because speech input and slips of the hand press them too (WCAG 2.1.4). */
export const shortcutsOn = createStore(typeof window === 'undefined' || readSetting(SETTING) !== 'off')

export function switchShortcuts(on: boolean): void {
  shortcutsOn.set(on)
  writeSetting(SETTING, on ? 'on' : 'off')
}

/**
 * The key of a press that may be a shortcut. Null with a modifier, in a field, in a menu or in a dialog, where keys mean
 * something else.
 */
export function keyOfPress(event: Pressed): string | null {
  const { key, ctrlKey, metaKey, altKey, defaultPrevented, target } = event
  if (ctrlKey || metaKey || altKey || defaultPrevented) return null
  if (target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog, [role=menu]')) {
    return null
  }
  // Home works also when single keys are switched off: it is not a character that speech input types.
  return shortcutsOn.get() || key === 'Home' ? key : null
}

/** The action of a key press in the feed, or null. */
export function actionOf(event: KeyboardEvent): Action | null {
  const key = keyOfPress(event)
  return SHORTCUTS.find(({ keys }) => (keys as readonly string[]).includes(key ?? ''))?.action ?? null
}
