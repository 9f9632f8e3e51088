import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { nameForm, nameKey } from '@/lib/shared/text/name-key'
import { searchForm } from '@/lib/shared/text/search-form'
import { createPlace, foundPlaces, post } from '../../support/acts'
import { ask, type Who } from '../../support/ask'
import { people, person } from '../../support/people'
import { query } from '../../support/query'

beforeAll(startRedis)

const add = (who: Who, name: string, more: { listed?: boolean } = {}) =>
  ask.createPlace(who, { name, kind: 'Café', ...more })

describe('PostgreSQL has the same form of a text as the code', () => {
  const inSql = async (texts: string[]) => {
    const rows = await query<{ form: string; key: string }>(
      `SELECT search_form(t) AS form, name_key(t) AS key FROM unnest($1::text[]) WITH ORDINALITY u (t, n) ORDER BY n`,
      [texts],
    )
    return rows.map(({ form, key }) => [form, key])
  }
  const inCode = (texts: string[]) => texts.map((text) => [searchForm(text), nameKey(text)])

  test('for every character up to the emoji that the Unicode of PostgreSQL 15 knows', async () => {
    const known = (at: number) => (at < 0xd800 || at > 0xf8ff) && !NEWER.test(String.fromCodePoint(at))
    const characters = Array.from({ length: 0x10_000 - 1 }, (_, index) => index + 1).filter(known)
    const texts = characters.map((at) => `a${String.fromCodePoint(at)}B`)
    expect(await inSql(texts)).toEqual(inCode(texts))
  })

  test('for any names', async () => {
    const part = fc.constantFrom(
      ...('aÉßøŁıİÅﬁＡ1Йёґς ΣाБकीがｶﾞ한東กินשָׁلُأآـک٣5³Ⅷ-’_&🙂\u00ad\u200d\u0301'.match(/./gu) ?? []),
    )
    const names = fc.sample(fc.array(part, { minLength: 1, maxLength: 120 }), 3000).map((parts) => parts.join(''))
    expect(await inSql(names)).toEqual(inCode(names))
  })

  test('a place has both, however its row was written', async () => {
    await query(
      `INSERT INTO "Place" (name, kind) VALUES ('  Žižkov–Süd 1 2 ', 'Bar'), ('Z' || repeat('กิ', 900), 'Bar')`,
    )
    const rows = await query<{ name: string; searchName: string; nameKey: string }>(
      `SELECT name, "searchName", "nameKey" FROM "Place" WHERE kind = 'Bar'`,
    )
    for (const row of rows) expect([row.searchName, row.nameKey]).toEqual([nameForm(row.name), nameKey(row.name)])
    expect(rows[0]).toMatchObject({ searchName: 'zizkov sud 1 2', nameKey: 'zizkovsud1-2' })
  })
})

/** Added to Unicode, or given a decomposition, after version 14. */
const NEWER = /[\u1c89\u1c8a\ua7cb-\ua7f1]/

describe('a search ignores case, accents, normal forms and punctuation', () => {
  const NAMES = [
    [
      'Café Ölmühle',
      ['cafe olmuhle', 'OLMUHLE CAFE', 'café ölmühle'.normalize('NFD'), 'ｃａｆｅ', 'olm ca', 'caféolm'],
    ],
    ['Große Straße 7', ['grosse strasse', 'GROẞE', 'strass', '7 gros']],
    ['Ærø Smørrebrød', ['aero smorrebrod', 'SMORRE']],
    ['Łódź Fabryczna', ['lodz', 'ŁÓDŹ', 'fabry lo']],
    ['Diyarbakır', ['diyarbakir', 'DİYARBAKIR', 'DIYARBAKIR']],
    ['Ёлки-палки', ['елки палки', 'ПАЛКИ', 'ЁЛКИ']],
    ['Ταβέρνα Ο Νίκος', ['ταβερνα', 'ΝΙΚΟΣ', 'νικος']],
    ['قهوة عَمّان', ['عمان', 'قهوة']],
    ['בית שָׁלוֹם', ['שלום', 'בית']],
    ['ﾎﾃﾙ　ガーデン', ['ホテル', 'ガーデン', 'ｶﾞｰ']],
    ['Lindqvist’s Bakery', ["lindqvist's", 'lindqvists', 'bakery lindq']],
    ["Caffè dell'Orto", ['orto', 'CAFFE DELL’ORTO', 'orto caffe']],
  ] as const

  beforeAll(async () => {
    const ana = await person('Ana')
    for (const [name] of NAMES) await add(ana, name)
  })

  test.each(NAMES)('%s is found, and nothing else', async (name, queries) => {
    const [found] = await query<{ name: string }>(`SELECT name FROM "Place" WHERE "nameKey" = $1`, [nameKey(name)])
    for (const q of queries) expect([q, await foundPlaces(undefined, q)]).toEqual([q, [found?.name]])
  })

  test.each(['lmuhle', 'cafe x', 'ole', 'ca7e', '’', '\\', "'", "':*", '\\:'])('%j finds none of them', async (q) => {
    expect(await foundPlaces(undefined, q)).toEqual([])
  })

  test('a name of symbols is found by itself, and a query of a hundred families is only long', async () => {
    const ana = await person('Ana')
    await add(ana, "🍕'\\")
    expect(await foundPlaces(ana, "🍕'\\")).toEqual(["🍕'\\"])
    expect(await foundPlaces(ana, '👩‍👩‍👧‍👦'.repeat(100))).toEqual([])
  })
})

describe('the same place cannot be added twice', () => {
  test.each([
    ['Café Twice', 'cafe  TWICE'],
    ['Großer Twice', 'GROSSER-TWICE'],
    ['Blue Twice', 'BlueTwice'],
    ['Joe’s Twice', 'Joes twice'],
    ['Ｔｗｉｃｅ Five', 'twice five'],
  ])('Ana has added %j, and Ben gets it for %j', async (name, again) => {
    const [ana, ben] = await people('Ana', 'Ben')
    const first = await add(ana, name)
    const second = await add(ben, again)
    expect([first.status, second.status, second.body]).toEqual([201, 200, first.body])
    expect((await foundPlaces(ben, name)).length).toBe(1)
  })

  test('another one can', async () => {
    const ana = await person('Ana')
    for (const name of ['Stall 1 23', 'Stall 12 3', 'दिल', 'दल', '🍔', '🍟'])
      expect((await add(ana, name)).status).toBe(201)
  })

  test('also not by twenty people at the same moment', async () => {
    const guests = await Promise.all(Array.from({ length: 20 }, (_, nth) => person(`Guest ${nth}`)))
    const names = ['Café Rush', 'CAFE RUSH', 'cafe-rush', 'Cafe\u0301 Rush']
    const answers = await Promise.all(guests.map((guest, nth) => add(guest, names[nth % names.length] ?? '')))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201])
    expect(new Set(answers.map(({ body }) => body.place.id)).size).toBe(1)
    expect(await query(`SELECT name FROM "Place" WHERE "nameKey" = 'caferush'`)).toHaveLength(1)
  })

  test('nor by one person for several check-ins at the same moment', async () => {
    const ana = await person('Ana')
    const answers = await Promise.all(Array.from({ length: 10 }, () => add(ana, 'My rush', { listed: false })))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201])
    expect(new Set(answers.map(({ body }) => body.place.id)).size).toBe(1)
  })

  test('nor by Ben while Ana adds hers for everybody', async () => {
    const guests = await Promise.all(Array.from({ length: 5 }, (_, nth) => person(`Guest ${nth}`)))
    const ana = await person('Ana')
    for (let nth = 0; nth < 5; nth++) {
      const name = `Ana’s rush ${nth}`
      await createPlace(ana, { name, listed: false })
      await Promise.all([add(ana, name, { listed: true }), ...guests.map((guest) => add(guest, name))])
      expect((await add(ana, name, { listed: true })).status).toBe(200)
      const rows = await query(`SELECT id FROM "Place" WHERE "nameKey" = $1 AND claim = $1`, [nameKey(name)])
      const listed = await query(`SELECT id FROM "Place" WHERE "nameKey" = $1 AND listed IS NOT FALSE`, [nameKey(name)])
      expect([rows.length, listed.length]).toEqual([1, 1])
    }
  })

  test('a repeated request gets the status of the first', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const key = { headers: { 'idempotency-key': 'again' } }
    const draft = { name: 'Once more', kind: 'Bar' }
    for (const status of [201, 201]) expect((await ask.createPlace(ana, draft, key)).status).toBe(status)
    for (const status of [200, 200]) expect((await ask.createPlace(ben, draft, key)).status).toBe(status)
  })
})

describe('a place that is private to others', () => {
  const here = (id: string) => ({ activity: { verb: 'visited' as const, placeId: id } })

  test('is not matched: Ben adds his own, and neither learns of the other', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const hers = await createPlace(ana, { name: 'Secret Room', listed: false })
    await post(ana, '', { audience: 'only_me', ...here(hers.id) })
    const his = await add(ben, 'secret room')
    expect([his.status, his.body.place.id === hers.id]).toEqual([201, false])
    expect([await foundPlaces(ana, 'secret room'), await foundPlaces(ben, 'secret room')]).toEqual([
      ['Secret Room', 'secret room'],
      ['secret room'],
    ])
  })

  test('gives its name free, also when Ana had not said what it is for', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    const hers = await createPlace(ana, { name: 'Hidden Room' })
    await post(ana, '', { audience: 'friends', ...here(hers.id) })
    expect((await add(ben, 'hidden room')).status).toBe(201)
    expect((await add(cleo, 'Hidden Room')).status).toBe(200)
  })

  test('is matched for Ana herself, and for all when Ana adds it for everybody', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const hers = await createPlace(ana, { name: 'Ana’s Room', listed: false })
    expect((await add(ana, 'anas room')).body.place.id).toBe(hers.id)
    expect(await foundPlaces(ben, 'anas room')).toEqual([])
    expect((await add(ana, 'anas room', { listed: true })).body.place.id).toBe(hers.id)
    expect(await foundPlaces(ben, 'anas room')).toEqual(['Ana’s Room'])
    expect((await add(ben, 'Anas Room')).body.place.id).toBe(hers.id)
  })
})
