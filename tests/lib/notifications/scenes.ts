import { beforeAll, test } from 'vitest'
import { drain, drainTwice, stopJobs } from '../../support/jobs'
import { clearBells } from './stored-bells'
import { type Cast, cast, type Deed, RELATIONS, type RelationTo, type Story } from './stories'

/** What happens after the deed and before its event is processed. */
export type Meanwhile = (all: Cast, deed: Deed) => Promise<unknown>

export type Scene = {
  /** What the test is called. */
  says: string
  as: RelationTo
  before?: (all: Cast) => Promise<unknown>
  meanwhile?: Meanwhile
  expects: (story: Story, all: Cast) => Promise<void>
}

/**
 * Plays scenes of one story, each with a cast of its own. Ana does it while no worker runs, so `meanwhile` happens before
 * the event is processed. Then all jobs run, twice, and every scene is a test.
 */
export function play(story: Story, scenes: Scene[]): void {
  const casts = new Map<Scene, Cast>()

  beforeAll(async () => {
    const ready = new Map<Scene, Awaited<ReturnType<typeof prepare>>>()
    for (const scene of scenes) ready.set(scene, await prepare(story, scene))
    await drain()
    await clearBells()
    await stopJobs()
    for (const [scene, { all, object }] of ready) {
      await scene.before?.(all)
      const deed = await story.does(all, object)
      await scene.meanwhile?.(all, deed)
      casts.set(scene, all)
    }
    await drainTwice()
  })

  for (const scene of scenes) {
    test(scene.says, async () => {
      const all = casts.get(scene)
      if (!all) throw new Error('this scene was not played')
      await scene.expects(story, all)
    })
  }
}

async function prepare(story: Story, { as }: Scene) {
  const all = await cast()
  await RELATIONS[as](all)
  return { all, object: await story.before?.(all) }
}
