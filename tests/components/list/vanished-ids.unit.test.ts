import { expect, test } from 'vitest'
import { vanishedIds } from '@/components/list/vanished-ids'

const items = (...ids: string[]) => ids.map((id) => ({ id }))

test('what a page should contain and does not has vanished; what arrived after its request or lies below it has not', () => {
  const vanished = vanishedIds(items('there', 'deleted', 'arrived', 'below'), {
    page: items('new', 'there'),
    wasKnown: ({ id }) => id !== 'arrived',
    covers: ({ id }) => id !== 'below',
  })
  expect([...vanished]).toEqual(['deleted'])
})
