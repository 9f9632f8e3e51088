import { describe, expect, test } from 'vitest'
import { keyOfPress } from '@/components/shortcuts/shortcuts'

type Press = Partial<KeyboardEvent> & { key: string; code: string; altGraph?: boolean }

/** What a browser reports for a press of a key outside of any field. */
function keyOf({ altGraph = false, ...press }: Press): string | null {
  const nothing = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false }
  const event = { ...nothing, defaultPrevented: false, target: null, ...press }
  return keyOfPress({ ...event, getModifierState: (key) => key === 'AltGraph' && altGraph })
}

describe('the letters of another alphabet count as the letters of the same keys on a Latin keyboard', () => {
  const wanted = ['j', 'k', 'n', 'c', 'l', 'r', 'o', 'g', 'e']
  const codes = wanted.map((letter) => `Key${letter.toUpperCase()}`)
  test.each([
    ['Russian', [...'олтсдкщпу']],
    ['Ukrainian', [...'олтсдкщпу']],
    ['Bulgarian (phonetic)', [...'йкнцлроге']],
    ['Greek', [...'ξκνψλρογε']],
    ['Hebrew', [...'חלמבךרםעק']],
    ['Arabic', ['ت', 'ن', 'ى', 'ؤ', 'م', 'ق', 'خ', 'ل', 'ث']],
    ['Persian', ['ت', 'ن', 'د', 'ز', 'م', 'ق', 'خ', 'ل', 'ث']],
    ['Hindi', ['र', 'क', 'ल', 'म', 'त', 'ी', 'द', 'ु', 'ा']],
    ['Thai', ['่', 'า', 'ื', 'แ', 'ส', 'พ', 'น', 'เ', 'ำ']],
    ['Korean', [...'ㅓㅏㅜㅊㅣㄱㅐㅎㄷ']],
    ['Georgian', [...'ჯკნცლროგე']],
    ['Armenian', [...'յկնցլրոգե']],
    ['Japanese kana', [...'まのみそりすらきい']],
  ])('%s', (_, keys) => {
    expect(keys.map((key, at) => keyOf({ key, code: codes[at] ?? '' }))).toEqual(wanted)
  })

  test('a key that writes two letters at once', () => {
    expect(keyOf({ key: 'لا', code: 'KeyB' })).toBe('b')
  })

  test('the point and the question mark, where these keys write something else', () => {
    expect(keyOf({ key: 'ю', code: 'Period' })).toBe('.')
    expect(keyOf({ key: '.', code: 'Slash' })).toBe('.')
    expect(keyOf({ key: '؟', code: 'Slash', shiftKey: true })).toBe('?')
    expect(keyOf({ key: '?', code: 'Digit7', shiftKey: true })).toBe('?')
  })

  test('letters of full width, as an input method for Japanese or Chinese writes them', () => {
    expect([keyOf({ key: 'ｊ', code: 'KeyJ' }), keyOf({ key: '？', code: 'Slash', shiftKey: true })]).toEqual([
      'j',
      '?',
    ])
  })
})

describe('a Latin layout is believed: what counts is the letter on the key, not where it is', () => {
  test.each([
    ['Dvorak', { key: 'j', code: 'KeyC' }, 'j'],
    ['Dvorak', { key: 'n', code: 'KeyL' }, 'n'],
    ['Dvorak: the point is where others have e, and archives nothing', { key: '.', code: 'KeyE' }, '.'],
    ['Dvorak: the comma is where others have w', { key: ',', code: 'KeyW' }, ','],
    ['Dvorak: the apostrophe is where others have q', { key: "'", code: 'KeyQ' }, "'"],
    ['Colemak', { key: 'k', code: 'KeyN' }, 'k'],
    ['Colemak', { key: 'o', code: 'Semicolon' }, 'o'],
    ['AZERTY: the comma is where others have m', { key: ',', code: 'KeyM' }, ','],
    ['AZERTY', { key: 'a', code: 'KeyQ' }, 'a'],
    ['AZERTY: the question mark needs Shift', { key: '?', code: 'KeyM', shiftKey: true }, '?'],
    ['QWERTZ', { key: 'z', code: 'KeyY' }, 'z'],
    ['QWERTZ: an umlaut is a letter of its own', { key: 'ö', code: 'Semicolon' }, 'ö'],
    ['Turkish F', { key: 'k', code: 'KeyJ' }, 'k'],
    ['Turkish: ı is not i', { key: 'ı', code: 'KeyI' }, 'ı'],
    ['Vietnamese', { key: 'đ', code: 'KeyD' }, 'đ'],
  ])('%s', (_, press, key) => {
    expect(keyOf(press)).toBe(key)
  })
})

describe('Caps Lock', () => {
  test('changes nothing: what makes a capital is Shift', () => {
    expect(keyOf({ key: 'J', code: 'KeyJ' })).toBe('j')
    expect(keyOf({ key: 'О', code: 'KeyJ' })).toBe('j')
    expect(keyOf({ key: 'U', code: 'KeyU', shiftKey: true })).toBe('U')
    expect(keyOf({ key: 'u', code: 'KeyU', shiftKey: true })).toBe('U')
    expect(keyOf({ key: 'Г', code: 'KeyU', shiftKey: true })).toBe('U')
  })
})

describe('a press that is no shortcut', () => {
  test.each([
    ['with Ctrl', { ctrlKey: true }],
    ['with ⌘', { metaKey: true }],
    ['with Alt', { altKey: true }],
    ['with AltGr', { altGraph: true }],
    ['when something else has used it', { defaultPrevented: true }],
  ])('%s', (_, press) => {
    expect(keyOf({ key: 'j', code: 'KeyJ', ...press })).toBeNull()
    expect(keyOf({ key: 'о', code: 'KeyJ', ...press })).toBeNull()
  })

  test('a key that is held down moves on, and acts only once', () => {
    expect(keyOf({ key: 'j', code: 'KeyJ', repeat: true })).toBe('j')
    expect(keyOf({ key: 'k', code: 'KeyK', repeat: true })).toBe('k')
    for (const [key, code] of [
      ['l', 'KeyL'],
      ['e', 'KeyE'],
      ['o', 'KeyO'],
      ['Enter', 'Enter'],
    ] as const) {
      expect(keyOf({ key, code, repeat: true })).toBeNull()
    }
  })
})
