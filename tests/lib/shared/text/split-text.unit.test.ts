import { describe, expect, it } from 'vitest'
import { handlesIn, splitText } from '@/lib/shared/text/split-text'
import { cpuTimeOf } from '../../../support/cpu-time'

describe('a text mentions', () => {
  it.each<[string, string[]]>([
    ['@ana', ['ana']],
    ['Hello @ana!', ['ana']],
    ['(@ana), "@ben": @cleo.', ['ana', 'ben', 'cleo']],
    ['@ana@ben', []],
    ['@ana @ben\n@cleo', ['ana', 'ben', 'cleo']],
    ['@Ana_B2 and @ANA_b2', ['ana_b2']],
    ['ana@example.com', []],
    ['josé@ana', []],
    ['@anaé', []],
    ['e\u0301@ana', []],
    ['@ana\u0301', []],
    ['@@ana', []],
    ['/@ana', []],
    ['https://example.com/@ana and @ben', ['ben']],
    ['https://example.com/?by=@ana', []],
    ['谢谢@ana啊', ['ana']],
    ["@ana's bread, @ben-made", ['ana', 'ben']],
    ['@a is too short', []],
    [`@${'a'.repeat(30)}`, ['a'.repeat(30)]],
    [`@${'a'.repeat(31)}`, []],
    ['@', []],
    ['@ ana', []],
    ['@ána', []],
    ['no one', []],
    ['', []],
    ['💐@ana💐', ['ana']],
  ])('%j: %j', (text, handles) => {
    expect(handlesIn(text)).toEqual(handles)
  })

  it('each handle once', () => {
    const names = Array.from({ length: 25 }, (_, n) => `@person_${n}`)
    expect(handlesIn([...names, ...names].join(' '))).toEqual(names.map((name) => name.slice(1)))
  })

  it('handles in a time that grows with its length only', () => {
    const work = () => {
      for (const text of ['@'.repeat(2000), '@a'.repeat(1000), 'https://'.repeat(250), `${'a'.repeat(1999)}@`])
        handlesIn(text)
    }
    expect(cpuTimeOf(work)).toBeLessThan(200)
  })
})

describe('the pieces of a text', () => {
  it('say where they begin and whom they mention, as it is written', () => {
    expect(splitText('Hi @Ana, and @ben')).toEqual([
      { at: 0, text: 'Hi ' },
      { at: 3, text: '@Ana', handle: 'Ana' },
      { at: 7, text: ', and ' },
      { at: 13, text: '@ben', handle: 'ben' },
    ])
    expect(splitText('')).toEqual([])
    expect(splitText('plain')).toEqual([{ at: 0, text: 'plain' }])
  })

  it.each(['@ana', ' @ana\n@ben ', 'https://x.example/@ana @ben', '@@ana@', '👩‍👩‍👧‍👦 @ana 谢谢@ben啊'])(
    'of %j are the text again, put together',
    (text) => {
      const pieces = splitText(text)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      for (const { at, text: piece } of pieces) expect(text.slice(at, at + piece.length)).toBe(piece)
    },
  )
})
