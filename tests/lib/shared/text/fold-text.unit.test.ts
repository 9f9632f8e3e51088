import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldPoint, piecesBefore } from '@/lib/shared/text/fold-text'
import { splitText } from '@/lib/shared/text/split-text'

const folded = (text: string) => {
  const end = foldPoint(text)
  return end === null
    ? text
    : piecesBefore(splitText(text), end)
        .map((piece) => piece.text)
        .join('')
}

describe('a long text', () => {
  it('of 800 characters or 16 lines is shown whole, and a longer one is folded', () => {
    expect(foldPoint('x'.repeat(800))).toBeNull()
    expect(foldPoint('😀'.repeat(800))).toBeNull()
    expect(foldPoint('x\n'.repeat(15))).toBeNull()
    expect(folded('x'.repeat(801))).toBe('x'.repeat(500))
    expect(folded('👩‍👩‍👧‍👦'.repeat(801))).toBe('👩‍👩‍👧‍👦'.repeat(500))
    expect(folded('x\n'.repeat(40))).toBe(`${'x\n'.repeat(9)}x`)
  })

  it('is folded between words, and never inside a link or a mention', () => {
    expect(folded('seven77 '.repeat(200))).toMatch(/^(seven77 )+seven77$/)
    const address = `https://example.com/${'a'.repeat(100)}`
    expect(folded(`${'x '.repeat(230)}${address} ${'x '.repeat(300)}`)).toBe('x '.repeat(230).trim())
    expect(folded(`${'x '.repeat(220)}${address} ${'x '.repeat(300)}`)).toContain(address)
    expect(folded(`${'谢'.repeat(498)}@ana_lima${'谢'.repeat(400)}`)).toMatch(/谢@ana_lima$/)
  })

  it('begins as it was written', () => {
    const parts = fc.constantFrom('word ', '😀', 'https://example.com/a ', '@ana ', '\n', 'e\u0301', 'x'.repeat(100))
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 400, size: 'max' }), (some) => {
        const text = some.join('')
        expect(text.startsWith(folded(text))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})
