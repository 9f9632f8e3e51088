import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  adopt,
  afterSaving,
  changeOf,
  conflictOf,
  isChanged,
  keepMine,
  openEdit,
  takeTheirs,
} from '@/components/client/edit'

const opened = { text: 'one', audience: 'friends' }
const write = (mine: Partial<typeof opened>) => ({ base: opened, mine: { ...opened, ...mine } })

describe('what a form sends', () => {
  test('only what was changed: nothing, one field, or all', () => {
    expect(changeOf(openEdit(opened))).toEqual({})
    expect(changeOf(write({ text: 'two' }))).toEqual({ text: 'two' })
    expect(changeOf(write({ text: 'two', audience: 'public' }))).toEqual({ text: 'two', audience: 'public' })
    expect([isChanged(openEdit(opened)), isChanged(write({ text: '' }))]).toEqual([false, true])
  })

  test('not a field that was changed elsewhere and not here: what was made private there stays private', () => {
    const edit = adopt(write({ text: 'two' }), { text: 'one', audience: 'only_me' })
    expect(changeOf(edit)).toEqual({ text: 'two' })
    expect(edit.mine).toEqual({ text: 'two', audience: 'only_me' })
  })
})

describe('what is written while the form is being saved', () => {
  const sent = { text: 'two ', audience: 'friends' }
  const saved = { text: 'two', audience: 'friends' }

  test('stays, also when it is only a space or the text as it was before, and is the next change', () => {
    for (const text of ['two more', 'two  ', 'one', '']) {
      const edit = afterSaving(write({ text }), { sent, saved })
      expect([edit.mine.text, changeOf(edit)]).toEqual([text, { text }])
    }
    expect(changeOf(afterSaving(write({ ...sent, audience: 'only_me' }), { sent, saved }))).toEqual({
      audience: 'only_me',
    })
  })

  test('nothing: the form holds the saved version and has no change', () => {
    expect(afterSaving(write(sent), { sent, saved })).toEqual(openEdit(saved))
  })
})

describe('a text that changes on another device while the form is open', () => {
  const now = { text: 'from the phone', audience: 'friends' }

  test('is taken over when nothing is written here', () => {
    expect(adopt(openEdit(opened), now)).toEqual(openEdit(now))
  })

  test('is a conflict when something is written here, and overwrites nothing until one is chosen', () => {
    const edit = adopt(write({ text: 'two' }), now)
    expect(edit.mine.text).toBe('two')
    expect(conflictOf(edit, now)).toEqual({ text: 'from the phone' })
    expect(conflictOf(keepMine(edit, now), now)).toEqual({})
    expect(changeOf(keepMine(edit, now))).toEqual({ text: 'two' })
    expect(takeTheirs(edit, now)).toEqual(openEdit(now))
  })

  test('is a conflict again when it changes once more after the choice', () => {
    const kept = keepMine(write({ text: 'two' }), now)
    expect(conflictOf(kept, { ...now, text: 'from the tablet' })).toEqual({ text: 'from the tablet' })
  })

  test('is no conflict when it is the same text', () => {
    expect(conflictOf(write({ text: 'from the phone \n' }), now)).toEqual({})
  })
})

test('whatever happens elsewhere: what is sent was written here, and every version that it replaces was seen', () => {
  const form = fc.record({ text: fc.constantFrom('a', 'b', 'c', ''), audience: fc.constantFrom('p', 'f', 'o') })
  const step = fc.oneof(
    form.map((now) => ({ kind: 'elsewhere' as const, now })),
    form.map((mine) => ({ kind: 'here' as const, mine })),
    fc.constantFrom({ kind: 'keep' as const }, { kind: 'take' as const }),
  )
  fc.assert(
    fc.property(form, fc.array(step, { maxLength: 12 }), (first, steps) => {
      let [edit, now, written] = [openEdit(first), first, new Set<string>()]
      for (const one of steps) {
        if (one.kind === 'elsewhere') now = one.now
        edit = adopt(edit, now)
        if (one.kind === 'here') edit = { ...edit, mine: one.mine }
        if (one.kind === 'keep') edit = keepMine(edit, now)
        if (one.kind === 'take') edit = takeTheirs(edit, now)
        if (one.kind === 'here') written = new Set([...written, ...Object.values(one.mine)])
      }
      edit = adopt(edit, now)
      const change = changeOf(edit)
      for (const value of Object.values(change)) expect(written).toContain(value)
      // Without a conflict, the version that the server compares is the one that the writer saw.
      if (Object.keys(conflictOf(edit, now)).length === 0) {
        for (const name of Object.keys(change) as (keyof typeof now)[]) {
          expect([now[name], edit.mine[name]]).toContain(edit.base[name])
        }
      }
    }),
  )
})
