import { expect, it } from 'vitest'
import { deliverEach, redisTime } from '@/lib/delivery/deliver'
import { frame } from '@/lib/delivery/frame'
import { redis } from '@/lib/redis/client'
import { person } from '../../support/people'
import { openStream, waitFor } from '../../support/streams'

it('a frame by facts of more than a second ago is not delivered to Ben; one by facts of now is', async () => {
  const ben = await person('Ben')
  const screen = await openStream(ben)
  const now = await redisTime(redis)
  const own = (word: string) => [{ userId: ben.id, body: `1\n${frame('notifications', { word })}` }]
  expect(await deliverEach(redis, own('late'), 'bell', now - 1500)).toBe(false)
  expect(await deliverEach(redis, own('in time'), 'bell', now)).toBe(true)
  await waitFor(() => screen.of('notifications').length > 0)
  expect(screen.of('notifications').map(({ data }) => data.word)).toEqual(['in time'])
})
