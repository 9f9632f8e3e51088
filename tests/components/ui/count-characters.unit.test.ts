import fc from 'fast-check'
import { expect, it } from 'vitest'
import { charactersLeft, countCharacters } from '@/components/ui/count-characters'
import { LIMITS } from '@/lib/shared/limits'
import { newCommentSchema, postChangeSchema } from '@/lib/shared/schemas'
import { hasTooManyMarks } from '@/lib/shared/text/tidy-text'

it('the composer and the server agree on what is too long', () => {
  const piece = fc.constantFrom('a', '😀', '👩‍👩‍👧‍👦', 'e\u0301', '\n', ' ', '\r\n', '🇩🇪', '\u0300', '한')
  const long = fc.tuple(fc.array(piece, { minLength: 1, maxLength: 5 }), fc.integer({ min: 150, max: 900 }))
  fc.assert(
    fc.property(long, ([pieces, times]) => {
      const text = pieces.join('').repeat(times)
      if (text.trim() === '' || hasTooManyMarks(text)) return
      const fits = (left: number) => left >= 0
      expect(newCommentSchema.safeParse({ text }).success).toBe(fits(charactersLeft(text, LIMITS.commentText.max)))
      expect(postChangeSchema.safeParse({ text }).success).toBe(fits(charactersLeft(text, LIMITS.postText.max)))
    }),
    { numRuns: 60 },
  )
})

it('says how many a text has too many, and near the limit how many are left', () => {
  expect(countCharacters('😀'.repeat(1500), 2000)).toEqual({ tooLong: false, words: '' })
  expect(countCharacters('😀'.repeat(1801), 2000)).toEqual({ tooLong: false, words: '199 left' })
  expect(countCharacters(`${'👍🏽'.repeat(2012)}\n\n`, 2000)).toEqual({ tooLong: true, words: '12 too many' })
  expect(countCharacters('x'.repeat(9000), 2000)).toEqual({ tooLong: true, words: '2000 or more too many' })
})
