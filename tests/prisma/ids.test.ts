import { expect, it } from 'vitest'
import { query } from '../support/query'

it('id_at is the first id of its millisecond, and next_id lies within', async () => {
  const [row] = await query<{ first: bigint; begins: bigint; between: boolean }>(
    `SELECT id_at('2026-01-01 00:00:01.234+00') AS first, id_at('2026-01-01 00:00:00+00') AS begins,
       next_id() BETWEEN id_at(now() - interval '1 minute') AND id_at(now() + interval '1 minute') AS between`,
  )
  expect(row).toEqual({ first: 1234n << 22n, begins: 0n, between: true })
})

it('it is what next_id made before the function existed, at any time', async () => {
  const wrong = await query(
    `SELECT at FROM generate_series(timestamptz '2026-01-01 00:00:00.0005+00', '2056-01-01', '1 day 7 hours 13.7775 seconds') AS at
     WHERE id_at(at) <> ((extract(epoch FROM at) * 1000)::bigint - 1767225600000) << 22`,
  )
  expect(wrong).toEqual([])
})
