import { beforeAll, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { feedTexts, follow, poll } from '../../support/acts'
import { lookForOpenFanOutsNow } from '../../support/away'
import { people } from '../../support/people'
import { query } from '../../support/query'
import { insertPosts } from '../../support/rows'

beforeAll(startRedis)

it('a refresh finds what Ben posted although the fan-outs of six hundred posts of others are open before it', async () => {
  const [ana, ben, others] = await people('Ana', 'Ben', 'Others')
  await follow(ana, ben)
  const { position } = await poll(ana)
  const ids = await insertPosts(others, 600)
  const [mine] = await insertPosts(ben, 1)
  await query(
    `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt", "createdAt")
     SELECT 'fan-out', 'post.created', jsonb_build_object('postId', id::text), now() + interval '1 hour', now() - interval '5 seconds'
     FROM unnest($1::bigint[]) id`,
    [[...ids, mine]],
  )
  lookForOpenFanOutsNow()
  expect(await feedTexts(ana)).toEqual(['post 1'])
  expect((await poll(ana, position)).items.map(({ text }) => text)).toEqual(['post 1'])
})
