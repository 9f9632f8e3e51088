import { createStore } from '@/components/store'
import { readSetting, writeSetting } from './setting'

/** What single keys do. `keys` is how the help names them. */
export const SHORTCUTS = [
  { action: 'next', keys: ['j'], words: 'Next post' },
  { action: 'previous', keys: ['k'], words: 'Previous post' },
  { action: 'compose', keys: ['n', 'c'], words: 'Write a post' },
  { action: 'showNew', keys: ['.', 'Home'], words: 'Show new posts' },
  { action: 'help', keys: ['?'], words: 'This help' },
] as const

export type Action = (typeof SHORTCUTS)[number]['action']

const SETTING = 'carillon:shortcuts'

/** Single keys can be switched off: speech input and slips of the hand press them too (WCAG 2.1.4). */
export const shortcutsOn = createStore(typeof window === 'undefined' || readSetting(SETTING) !== 'off')

export function switchShortcuts(on: boolean): void {
  shortcutsOn.set(on)
  writeSetting(SETTING, on ? 'on' : 'off')
}

/** What a key press asks for, or null: with a modifier, in a field or over a dialog it means something else. */
export function actionOf(event: KeyboardEvent): Action | null {
  const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented, target } = event
  if (ctrlKey || metaKey || altKey || isComposing || defaultPrevented) return null
  if (target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog, [role=menu]')) {
    return null
  }
  const found = SHORTCUTS.find(({ keys }) => (keys as readonly string[]).includes(key))
  if (!found) return null
  // Home is no letter: nobody says it by accident, and help must lead back.
  return shortcutsOn.get() || key === 'Home' ? found.action : null
}
