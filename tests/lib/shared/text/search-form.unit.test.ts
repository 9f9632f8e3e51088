import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameKey } from '@/lib/shared/text/name-key'
import { searchForm } from '@/lib/shared/text/search-form'

/** Letters with marks, of several alphabets, and what stands between words. */
const any = fc
  .array(fc.constantFrom(...'aÉßøŁıİÅﬁＡ１Йёґ ςΣάБक़कीがｶﾞ한東กินשָׁלُأآـک٣5³Ⅷ-’_&🙂 \u00ad\u200d\u0301'.split('')))
  .map((parts) => parts.join(''))

const anyCharacters = (maxLength: number) =>
  fc
    .array(fc.integer({ min: 1, max: 0x10ffff }), { maxLength })
    .map((points) => String.fromCodePoint(...points).toWellFormed())

describe('the search form', () => {
  it.each([
    ['Café Ölmühle', 'cafe olmuhle'],
    ['CAFÉ  ÖLMÜHLE'.normalize('NFD'), 'cafe olmuhle'],
    ['ＣＡＦＥ　Ölmühle', 'cafe olmuhle'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['Smørrebrød Ærø', 'smorrebrod aero'],
    ['ŁÓDŹ', 'lodz'],
    ['Đà Nẵng', 'da nang'],
    ['Þingvellir', 'thingvellir'],
    ['DİYARBAKIR', 'diyarbakir'],
    ['Diyarbakır', 'diyarbakir'],
    ['Gəncə', 'gence'],
    ['ﬁve Ⅷ m²', 'five viii m2'],
    ['ЁЛКА Ґанок', 'елка ганок'],
    ['ΟΔΟΣ Άνοιξης', 'οδοσ ανοιξησ'],
    ['Հայաստան', 'հայաստան'],
    ['שָׁלוֹם', 'שלום'],
    ['مَقْهًى', 'مقهي'],
    ['آب‌أنبار ک۳', 'ابانبار ك3'],
    ['कीमत क़लम', 'कीमत क़लम'.normalize('NFC')],
    ['กิน', 'กิน'],
    ['ｶﾞｰﾄﾞ下', 'ガード下'],
    ['한글'.normalize('NFD'), '한글'],
    ['東京　タワー', '東京 タワー'],
    ['  Bean & Leaf – “St. Anne’s”/Yard ', 'bean leaf st anne s yard'],
    ['Hawaiʻi', 'hawai i'],
    ['mill.example.com', 'mill example com'],
    ['Pizza 🍕', 'pizza'],
    ['🍕 🍕', '🍕🍕'],
    ['+++', '+++'],
    ['', ''],
    ['   ', ''],
  ])('of %j is %j', (text, form) => {
    expect(searchForm(text)).toBe(form)
  })

  it('is the same for every case and normal form of a text, and for itself', () => {
    fc.assert(
      fc.property(any, (text) => {
        const form = searchForm(text)
        const others = [text.toUpperCase(), text.toLowerCase(), ` ${text}\u3000`, form]
        const normal = ['NFC', 'NFD', 'NFKC', 'NFKD'].map((name) => text.normalize(name))
        for (const other of [...others, ...normal]) expect(searchForm(other)).toBe(form)
      }),
      { numRuns: 1000 },
    )
  })

  it('has single spaces between words and none beside them, and is empty only for a text of spaces', () => {
    fc.assert(
      fc.property(anyCharacters(10), (text) => {
        const form = searchForm(text)
        expect(form).not.toMatch(/^ | {2}| $/)
        expect(form === '').toBe(text.normalize('NFKC').replaceAll(' ', '') === '')
      }),
      { numRuns: 200 },
    )
  })
})

describe('two names of one place', () => {
  it.each([
    ['Café Ölmühle', 'cafe  olmuhle'],
    ['Café Ölmühle', 'CAFÉ-ÖLMÜHLE'],
    ['Blue Bottle', 'BlueBottle'],
    ['Joe’s Bar', 'Joes Bar'],
    ["L'Olmo", 'L´OLMO'],
    ['Bean & Leaf', 'Bean Leaf'],
    ['東京タワー', '東京 タワー'],
  ])('are %j and %j', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
  })

  it.each([
    ['Stall 1 23', 'Stall 12 3'],
    ['दिल', 'दल'],
    ['กิน', 'กัน'],
    ['はし', 'ばし'],
    ['🍕', '🍔'],
    ['Mill', 'Mills'],
  ])('are not %j and %j', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other))
  })

  it('have a key that an index can hold', () => {
    fc.assert(
      fc.property(anyCharacters(3000), (name) => {
        expect(Buffer.byteLength(nameKey(name))).toBeLessThan(2704)
      }),
    )
  })
})
