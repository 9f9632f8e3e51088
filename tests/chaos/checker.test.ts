import { describe, expect, it } from 'vitest'
import { check, type Evidence, type Report } from './support/checker'
import type { Operation, Sighting } from './support/history'
import { drained, inspect } from './support/inspect'
import { plantDouble, plantLeak, plantLoss } from './support/planted-faults'
import { attemptPost } from './support/post-attempts'
import { startSite } from './support/site'
import { Village, type Villager } from './support/village'
import { until } from './support/waiting'

/** What is not empty among the findings of a report. */
function found({ lost, duplicated, unexpected, leaked, outOfOrder, drift }: Report): string[] {
  const findings = { lost, duplicated, unexpected, leaked, outOfOrder, drift }
  return Object.entries(findings).flatMap(([name, list]) => (list.length > 0 ? [name] : []))
}

describe('the checker, given written evidence', () => {
  const somebody = (id: string, name: string): Villager => ({ id, handle: name.toLowerCase(), name, cookie: '' })
  const [ana, ben, cleo] = [somebody('1', 'Ana'), somebody('2', 'Ben'), somebody('3', 'Cleo')]
  const [early, late] = [
    { id: '10', text: 'early' },
    { id: '11', text: 'late' },
  ]

  const said = (marker: string, postId: string | null, sentAt: number, outcome: Operation['outcome'] = 'ok') => ({
    marker,
    postId,
    sentAt,
    outcome,
    author: ana,
    audience: 'public' as const,
    endedAt: sentAt + 5,
  })
  const saw = (reader: Villager, { id, text }: typeof early, position: string): Sighting => ({
    reader,
    marker: text,
    postId: id,
    position,
    connection: `${reader.handle}/1`,
    at: 60,
  })

  /** Ana posted twice, Ben follows her and has seen both, Cleo does not and has seen nothing. */
  function allIsWell() {
    const village = new Village([ana, ben, cleo])
    village.follow(ben, ana)
    return {
      village,
      history: {
        operations: [said('early', '10', 10), said('late', '11', 20)],
        sightings: [saw(ben, early, '1-a:1'), saw(ben, late, '1-a:2')],
      },
      feeds: new Map([
        [ana, [late, early]],
        [ben, [late, early]],
        [cleo, [] as (typeof early)[]],
      ]),
      screens: [{ reader: ben, seen: [late, early] }],
      stored: [late, early],
      orphans: [] as string[],
    } satisfies Evidence
  }

  it('passes when everybody saw what they should', () => {
    expect(check(allIsWell())).toMatchObject({ verdict: 'pass', attempted: 2, acknowledged: 2, repeatedFrames: 0 })
  })

  it('says unknown when nothing was attempted, or nothing acknowledged', () => {
    const nothing = { ...allIsWell(), history: { operations: [], sightings: [] }, stored: [], screens: [] }
    expect(check({ ...nothing, feeds: new Map() }).verdict).toBe('unknown')
    const lost = { operations: [said('early', null, 10, 'unknown')], sightings: [] }
    expect(check({ ...nothing, feeds: new Map(), history: lost }).verdict).toBe('unknown')
  })

  it.each<[string, string[], (evidence: ReturnType<typeof allIsWell>) => void]>([
    ['a post that is not stored', ['lost'], ({ stored }) => stored.shift()],
    ['a post missing in a feed', ['lost', 'drift'], ({ feeds }) => feeds.get(ben)?.shift()],
    ['a post missing on a screen', ['lost', 'drift'], ({ screens }) => screens[0]?.seen.shift()],
    [
      'a post with an unknown outcome, stored and not delivered',
      ['lost'],
      ({ history, stored }) => {
        history.operations.push(said('unsure', null, 30, 'unknown'))
        stored.push({ id: '12', text: 'unsure' })
      },
    ],
    ['a post stored twice', ['duplicated'], ({ stored }) => stored.push({ id: '12', text: 'early' })],
    ['a post twice in a feed', ['duplicated', 'outOfOrder'], ({ feeds }) => feeds.get(ben)?.push(early)],
    ['a post twice on a screen', ['duplicated', 'outOfOrder'], ({ screens }) => screens[0]?.seen.push(early)],
    ['a feed of somebody who does not follow', ['leaked'], ({ feeds }) => feeds.get(cleo)?.push(early)],
    [
      'a frame to somebody who does not follow',
      ['leaked'],
      ({ history }) => history.sightings.push(saw(cleo, early, '1-b:1')),
    ],
    [
      'a frame of a post that was never sent',
      ['unexpected'],
      ({ history }) => history.sightings.push(saw(ben, { id: '9', text: '?' }, '1-a:3')),
    ],
    [
      'a refused post that is stored after all',
      ['lost', 'unexpected'],
      ({ history, stored }) => {
        history.operations.push(said('refused', null, 30, 'failed'))
        stored.push({ id: '12', text: 'refused' })
      },
    ],
    ['a feed in the wrong order', ['outOfOrder'], ({ feeds }) => feeds.get(ben)?.reverse()],
    ['positions that go back', ['outOfOrder'], ({ history }) => history.sightings.reverse()],
    ['a later post with an older id', ['outOfOrder'], ({ history }) => history.operations.push(said('third', '9', 40))],
    ['an event without a post', ['drift'], ({ orphans }) => orphans.push('event 7 has no post')],
  ])('fails for %s', (_, categories, plant) => {
    const evidence = allIsWell()
    plant(evidence)
    const report = check(evidence)
    expect(report.verdict).toBe('fail')
    expect(found(report)).toEqual(expect.arrayContaining(categories))
  })

  it('allows a post that may have been visible when it arrived, and not one that came later', () => {
    const evidence = allIsWell()
    evidence.village.follow(cleo, ana, true, { from: 0, to: 0 })
    evidence.village.follow(cleo, ana, false, { from: 100, to: 110 })
    evidence.history.sightings.push({ ...saw(cleo, early, '1-b:1'), at: 105 })
    expect(found(check(evidence))).toEqual([])
    evidence.history.sightings.push({ ...saw(cleo, late, '1-b:2'), at: 60_000 })
    expect(found(check(evidence))).toEqual(['leaked'])
  })

  it('counts repeated frames without judging them', () => {
    const evidence = allIsWell()
    evidence.history.sightings.push(saw(ben, late, '1-a:3'))
    expect(check(evidence)).toMatchObject({ verdict: 'pass', repeatedFrames: 1 })
  })
})

describe('the checker, on a running site', () => {
  /** Ana has posted, and everything has arrived. */
  async function quietSite(name: string) {
    const site = await startSite({ name, people: 12 })
    await site.openScreens()
    const [ana, ...others] = site.village.people
    const isFor = (reader: Villager) =>
      ana !== undefined && site.village.belongs(reader, { author: ana, audience: 'public', sentAt: 0 })
    const follower = others.find(isFor)
    const stranger = others.find((reader) => !isFor(reader))
    if (!ana || !follower || !stranger) throw new Error('Ana needs a follower and a stranger')
    const operations = [await attemptPost(site, { author: ana }), await attemptPost(site, { author: ana })]
    await drained(site)
    const screen = site.screens.find(({ reader }) => reader === follower)
    await until(
      'the follower has both',
      10_000,
      () => screen?.shows(operations.map(({ postId }) => postId ?? '')) === true,
    )
    const [, last] = operations
    if (!last?.postId) throw new Error('it was not posted')
    return { site, follower, stranger, last: { id: last.postId, marker: last.marker } }
  }

  it('fails for one planted loss', async () => {
    const { site, follower, last } = await quietSite('planted loss')
    await plantLoss(site, follower, last.id)
    const report = await inspect(site)
    expect(found(report)).toEqual(['lost', 'drift'])
    expect(report.lost).toEqual([
      `${last.marker} of ${site.village.people[0]?.name} is missing in the feed of ${follower.name}`,
    ])
  })

  it('fails for one planted duplicate', async () => {
    const { site, last } = await quietSite('planted duplicate')
    await plantDouble(site, last.id)
    await drained(site)
    const report = await inspect(site)
    expect(found(report)).toEqual(['duplicated'])
    expect(report.duplicated[0]).toBe(`${last.marker} stands twice in the database`)
  })

  it('fails for one planted leak', async () => {
    const { site, stranger, last } = await quietSite('planted leak')
    await plantLeak(site, stranger, last.id)
    const screen = site.screens.find(({ reader }) => reader === stranger)
    await until('the stranger has it', 5000, () => screen?.receivedAt.has(last.marker) === true)
    const report = await inspect(site)
    expect(found(report)).toEqual(['leaked', 'drift'])
    expect(report.leaked[0]).toBe(`${last.marker} leaked to the stream of ${stranger.name}`)
  })
})
