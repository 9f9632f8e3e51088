import { afterEach, expect, it } from 'vitest'
import { watchWorkers } from '@/workers/jobs/health'
import { block, follow, post } from '../../support/acts'
import { drain, startJobs } from '../../support/jobs'
import { people } from '../../support/people'
import { freezeRedis, thawRedis } from '../../support/redis'

/** Milliseconds. */
const STUCK = 300

afterEach(thawRedis)

async function watch() {
  const workers = await startJobs()
  const watched = watchWorkers(workers, STUCK)
  const look = async () => {
    await watched.look()
    return watched.health()
  }
  const notify = workers.find(({ queue }) => queue === 'notify')
  if (!notify) throw new Error('nobody works on notify')
  return { look, notify: notify.worker }
}

it('a worker that takes no jobs while jobs wait is named, until it works again', async () => {
  const { look, notify } = await watch()
  const [ana, ben] = await people('Ana', 'Ben')
  await drain()
  expect(await look()).toMatchObject({ healthy: true, details: { stuck: [] } })
  await notify.pause()
  await follow(ben, ana)
  await expect.poll(look, { timeout: 5_000 }).toMatchObject({ healthy: false, details: { stuck: ['notify'] } })
  notify.resume()
  await expect.poll(look, { timeout: 5_000 }).toMatchObject({ healthy: true, details: { stuck: [] } })
})

it('a worker whose job takes long is not stuck while others wait for it', async () => {
  const workers = await startJobs()
  const [standing] = workers.filter(({ queue }) => queue === 'standing')
  if (!standing) throw new Error('nobody works on standing')
  const busy = { ...standing, running: () => 1 }
  await standing.worker.pause()
  const [ana, ben] = await people('Ana', 'Ben')
  await block(ana, ben)
  const watched = [watchWorkers([busy], STUCK), watchWorkers([standing], STUCK)]
  const look = () =>
    Promise.all(
      watched.map(async (one) => {
        await one.look()
        return (await one.health()).healthy
      }),
    )
  await expect.poll(look, { timeout: 5_000 }).toEqual([true, false])
  standing.worker.resume()
  await drain()
})

it('workers that rest because nothing waits, and those that work, are healthy', async () => {
  const { look } = await watch()
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ben, ana)
  const until = performance.now() + 3 * STUCK
  while (performance.now() < until) {
    await post(ana, 'news')
    expect(await look()).toMatchObject({ healthy: true })
  }
  await drain()
  expect(await look()).toMatchObject({ healthy: true })
})

it('a queue that is away is reported, and is no reason to restart', async () => {
  const { look } = await watch()
  const [ana] = await people('Ana')
  freezeRedis()
  await post(ana, 'all the same')
  await expect.poll(look, { timeout: 5_000 }).toMatchObject({ healthy: true, details: { queue: 'away' } })
})
