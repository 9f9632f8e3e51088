/** Letters, and parts of letters, of any alphabet but the Latin one. */
const OTHER_ALPHABET = /^(?!.*\p{Script=Latin})[\p{L}\p{M}]+$/u

/** Signs that other alphabets write differently. */
const SIGNS: Record<string, string> = { '؟': '?' }

/**
 * The key of a press, by the names of a Latin keyboard. A Latin layout is believed, also where its letters are elsewhere
 * (Dvorak, AZERTY). A letter of another alphabet (Cyrillic, Greek, Arabic) counts as what the same key writes on an English
 * keyboard. A letter is a capital with Shift only: Caps Lock changes nothing.
 */
export function latinKey({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  // An input method for Japanese or Chinese writes letters of full width.
  const written = key.normalize('NFKC')
  const latin = OTHER_ALPHABET.test(written) ? onEnglishKeyboard(code) : (SIGNS[written] ?? written)
  if (latin.length !== 1) return latin
  return shiftKey ? latin.toUpperCase() : latin.toLowerCase()
}

function onEnglishKeyboard(code: string): string {
  return code === 'Period' ? '.' : code.replace(/^Key/, '')
}
