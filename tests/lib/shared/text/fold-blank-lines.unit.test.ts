import { describe, expect, it } from 'vitest'
import { foldBlankLines } from '@/lib/shared/text/fold-blank-lines'

describe('blank lines', () => {
  it('are at most two together, also when they hold invisible characters', () => {
    expect(foldBlankLines(`a${'\n'.repeat(1500)}b`)).toBe('a\n\n\nb')
    expect(foldBlankLines('a\n\u2800\n \n\u200b\nb')).toBe('a\n\u2800\n \nb')
    expect(foldBlankLines('a\n\nb\n\nc')).toBe('a\n\nb\n\nc')
  })
})
