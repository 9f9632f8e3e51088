import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findLinks } from '@/lib/shared/text/find-links'
import { shownAddress } from '@/lib/shared/text/shown-address'
import { handlesIn, splitText } from '@/lib/shared/text/split-text'
import { cpuTimeOf } from '../../../support/cpu-time'

const linksIn = (text: string) => splitText(text).flatMap(({ href, text: part }) => (href ? [part] : []))

describe('the links of a text', () => {
  it.each<[string, string[]]>([
    ['(see https://en.wikipedia.org/wiki/Foo_(bar))', ['https://en.wikipedia.org/wiki/Foo_(bar)']],
    ['[https://example.com/a[1]]', ['https://example.com/a[1]']],
    ['"https://example.com/a", \'https://example.com/b\'', ['https://example.com/a', 'https://example.com/b']],
    ['“https://example.com/a” «https://example.com/b»', ['https://example.com/a', 'https://example.com/b']],
    ['‘https://example.com/a’, https://example.com/b…', ['https://example.com/a', 'https://example.com/b']],
    ['https://example.com/a—and then', ['https://example.com/a']],
    ['看https://example.com/a。好', ['https://example.com/a']],
    ['（https://example.com/a）、https://example.com/b！', ['https://example.com/a', 'https://example.com/b']],
    ['「https://example.com/a」', ['https://example.com/a']],
    ['HTTPS://EXAMPLE.COM/A and hTTp://example.org.', ['HTTPS://EXAMPLE.COM/A', 'hTTp://example.org']],
    [
      "https://example.com/ana's-page and https://example.com's",
      ["https://example.com/ana's-page", 'https://example.com'],
    ],
    [
      'www.example.com, example.org/x?y=1! and blog.example.dev',
      ['www.example.com', 'example.org/x?y=1', 'blog.example.dev'],
    ],
    ['https://例え.jp/パス', ['https://例え.jp/パス']],
    ['https://example.com/\u202ea', ['https://example.com/']],
    ['https://example.com/a\u200bb', ['https://example.com/a']],
    ['<https://example.com/a>', ['https://example.com/a']],
    ['3.14 and a.m. and e.g. this', []],
    ['ana@example.com, mailto:ana@example.com', []],
    ['javascript:alert(1) data:text/html,x ftp://example.com', []],
    ['https://bank.example@evil.example/x', []],
    ['https://bank.example:443@evil.example', []],
    ['https://bank.example\\@evil.example', []],
  ])('%j: %j', (text, links) => {
    expect(linksIn(text)).toEqual(links)
  })

  it('are no place for mentions, and what stands after a link can be one', () => {
    expect(handlesIn('https://example.com/@ana, @ben')).toEqual(['ben'])
    expect(handlesIn('example.com/@ana www.example.com?by=@ana')).toEqual([])
    expect(handlesIn('https://example.com/a，@ben（https://example.com/@ana）@cleo')).toEqual(['ben', 'cleo'])
    expect(handlesIn('HTTPS://EXAMPLE.COM/@ana')).toEqual([])
    expect(handlesIn('https://bank.example@evil.example and -@ana.example')).toEqual([])
    expect(handlesIn('ana.b@example.com @ben')).toEqual(['ben'])
  })

  it('lead to http or https, and never elsewhere than they say', () => {
    const parts = [
      'https://',
      'HTTP://',
      'www.',
      'bank.example',
      'evil.org',
      '@',
      ':',
      '/',
      '\\',
      '?',
      '#',
      '%2e',
      '。',
      ' ',
      '\u202e',
      'a',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 12 }), (some) => {
        const text = some.join('')
        expect(
          splitText(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
        for (const { href, text: part } of findLinks(text)) {
          if (!href) continue
          const { protocol, host, username, password } = new URL(href)
          expect(protocol).toMatch(/^https?:$/)
          expect(username + password).toBe('')
          expect(shownAddress(part, href).startsWith(host.replace(/^www\./, ''))).toBe(true)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('are found in a time that grows with the length only', () => {
    const work = () => {
      for (const part of ['https://', '@a', 'a.', '(https://x.org/', 'https://x.org/(', 'a@', 'a.com ', 'https://a.'])
        splitText(part.repeat(64_000 / part.length))
    }
    expect(cpuTimeOf(work)).toBeLessThan(2000)
  })
})

describe('a link is shown', () => {
  it.each([
    ['https://www.example.com/', 'example.com'],
    ['https://example.com/short?x=1', 'example.com/short?x=1'],
    [`https://example.com/${'long/'.repeat(20)}`, 'example.com/long/long/long/long/long/long/…'],
    [
      `https://accounts.bank.example.${'very-long-label.'.repeat(6)}evil.example/x`,
      `accounts.bank.example.${'very-long-label.'.repeat(6)}evil.example/x`,
    ],
    ['https://аррӏе.com/', 'xn--80ak6aa92e.com'],
    ['https://exаmple.com/', 'xn--exmple-4nf.com'],
    ['https://müller.example/', 'müller.example'],
    ['https://例え.jp/パス', '例え.jp/パス'],
    ['HTTPS://EXAMPLE.COM/A', 'example.com/A'],
  ])('%s as %s', (text, shown) => {
    expect(shownAddress(text, new URL(text).href)).toBe(shown)
  })
})
