import { expect, it } from 'vitest'
import { dice } from './support/dice'
import { expectNothingLost } from './support/inspect'
import { startPosting } from './support/post-attempts'
import { liveAgain } from './support/recovery'
import { startSite } from './support/site'
import { pause, until } from './support/waiting'

/** Milliseconds in which a process must have ended after it was asked to. */
const ENDED_WITHIN = 25_000
const LIVE_WITHIN = 30_000
const PEOPLE = 40
/** 200 streams; all of one session may end up on one process, and this is below its limit. */
const STREAMS_EACH = 5

it('web is replaced under 200 open streams, and jobs too: both end in time, no request fails, no screen misses a post', async () => {
  const site = await startSite({ name: 'a deploy', people: PEOPLE })
  for (let stream = 0; stream < STREAMS_EACH; stream++) await site.openScreens()
  const isEverybodyLive = () => site.screens.every(({ isLive }) => isLive)
  await until('everybody is live', LIVE_WITHIN, isEverybodyLive)
  const stop = startPosting(site, { authors: site.village.people, everyMs: 250, roll: dice('deploy') })
  const [oldWeb, oldJobs] = [site.web, site.worker]
  await Promise.all([site.addWeb(), site.addJobs()])
  await pause(1000)

  const [web, jobs] = await Promise.all([oldWeb.program.terminate(), oldJobs.program.terminate()])
  console.log(`chaos: after SIGTERM web took ${web.ms.toFixed()} ms to end, jobs ${jobs.ms.toFixed()} ms`)
  expect([web.code, jobs.code]).toEqual([0, 0])
  expect(Math.max(web.ms, jobs.ms)).toBeLessThan(ENDED_WITHIN)

  await until('everybody is live again', LIVE_WITHIN, isEverybodyLive)
  await liveAgain(site, LIVE_WITHIN)
  await stop()
  const notDone = site.history.operations.filter(({ outcome }) => outcome !== 'ok')
  expect(notDone).toEqual([])
  await expectNothingLost(site)
})
