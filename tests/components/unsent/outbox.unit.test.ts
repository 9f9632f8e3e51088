import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Unsent } from '@/components/unsent/unsent'
import { newBrowser, openTab } from './a-tab'

const [ANA, HOUR] = ['1', 60 * 60_000]
const draft = { key: 'draft/1/post/back', version: 1, at: 1, value: 'Hasty' }

type Asked = { path: string; key: string; viewer: string; text: string }

/** The server, as far as a browser notices: keeps each key's answer, and may be away or refuse. */
function aServer() {
  const asked: Asked[] = []
  const posts = new Map<string, { id: string; text: string }>()
  let answer: (one: Asked) => Response | Promise<Response> | false | null = () => null

  async function respond(path: string, { headers, body }: { headers: Record<string, string>; body: string }) {
    const { text } = JSON.parse(body)
    const one = { path, key: headers['idempotency-key'] ?? '', viewer: headers['x-viewer'] ?? '', text }
    asked.push(one)
    const special = answer(one)
    if (special) return await special
    const item = posts.get(one.key) ?? { id: String(posts.size + 1), text }
    posts.set(one.key, item)
    return Response.json(path === '/api/posts' ? { post: item } : { comment: item }, { status: 201 })
  }
  vi.stubGlobal('fetch', respond)
  return {
    asked,
    texts: () => [...posts.values()].map(({ text }) => text),
    answers: (as: typeof answer) => {
      answer = as
    },
    /** It has stored it, and the answer is lost. */
    losesAnswer: async (one: Asked) => {
      posts.set(one.key, { id: String(posts.size + 1), text: one.text })
      throw new TypeError('Failed to fetch')
    },
  }
}

const refusal = (status: number, code: string, headers = {}) =>
  Response.json({ error: { code, message: `No: ${code}.` } }, { status, headers })
const unreachable = () => Promise.reject(new TypeError('Failed to fetch'))

let server: ReturnType<typeof aServer>
const closing: (() => void)[] = []
beforeEach(() => {
  newBrowser()
  vi.stubGlobal('navigator', { onLine: true })
  server = aServer()
  // Attempts come as soon as they may.
  vi.spyOn(Math, 'random').mockReturnValue(0.001)
})
afterEach(() => {
  for (const close of closing.splice(0)) close()
  vi.restoreAllMocks()
})

/** Ana opens one more tab. */
async function anasTab() {
  const { onDisk } = await openTab()
  const { sendUnsent, openOutbox, writtenNow } = await import('@/components/unsent/outbox')
  const { takeBack, retryUnsent } = await import('@/components/unsent/change-unsent')
  const { outbox, onAccepted } = await import('@/components/unsent/outbox-state')
  const { newKey } = await import('@/components/client/idempotency-key')
  const accepted: { text: string; here: boolean }[] = []
  onAccepted(({ post, comment }, { here }) => accepted.push({ text: (post ?? comment).text, here }))
  const close = openOutbox(ANA)
  await new Promise((resolve) => setTimeout(resolve, 0))
  // The page has read the disk before this reading.
  await onDisk(ANA)
  closing.push(close)
  const shown = () => outbox.get().map(({ text, state }) => `${text}: ${state}`)
  return {
    close,
    accepted,
    shown,
    shows: (...expected: string[]) => vi.waitFor(() => expect(shown()).toEqual(expected)),
    first: () => outbox.get()[0] as Unsent,
    onDisk,
    takeBack,
    retry: retryUnsent,
    write(text: string, { postId, sentAt = null }: { postId?: string; sentAt?: number | null } = {}) {
      const common = { key: newKey(), viewerId: ANA, text, createdAt: writtenNow(), state: 'pending' as const, sentAt }
      sendUnsent(postId ? { ...common, postId } : { ...common, audience: 'public', activity: null }, [])
    },
  }
}

describe('What Ana sends', () => {
  test('is accepted once and leaves the outbox, and the other tab learns what became of it', async () => {
    const [first, second] = [await anasTab(), await anasTab()]
    first.write('Hello')
    await vi.waitFor(() => expect(first.accepted).toEqual([{ text: 'Hello', here: true }]))
    await vi.waitFor(() => expect(second.accepted).toEqual([{ text: 'Hello', here: false }]))
    expect([...first.shown(), ...second.shown()]).toEqual([])
    expect(server.texts()).toEqual(['Hello'])
  })

  test('while the server cannot be reached waits in every tab, and goes out in order, each with one key', async () => {
    server.answers(unreachable)
    const first = await anasTab()
    for (const text of ['One', 'Two', 'Three']) first.write(text)
    await first.shows('One: waiting', 'Two: waiting', 'Three: waiting')
    first.close()
    const second = await anasTab()
    await second.shows('One: waiting', 'Two: waiting', 'Three: waiting')
    server.answers(() => null)
    await vi.waitFor(() => expect(server.texts()).toEqual(['One', 'Two', 'Three']), { timeout: 3000 })
    await second.shows()
    expect(new Set(server.asked.map(({ key, text }) => key + text)).size).toBe(3)
  })

  test('and of which the answer was lost makes no second one', async () => {
    server.answers((one) => (server.asked.length < 3 ? server.losesAnswer(one) : null))
    const tab = await anasTab()
    tab.write('Hello')
    await vi.waitFor(() => expect(tab.accepted).toHaveLength(1))
    expect(server.texts()).toEqual(['Hello'])
  })

  test('and an overloaded server refuses is sent later; comments on other posts do not wait for it', async () => {
    server.answers(({ path }) => (path.includes('/1/') ? refusal(503, 'overloaded', { 'retry-after': '1' }) : null))
    const tab = await anasTab()
    tab.write('below one', { postId: '1' })
    tab.write('below two', { postId: '2' })
    await vi.waitFor(() => expect(server.texts()).toEqual(['below two']))
    await tab.shows('below one: waiting')
    server.answers(() => null)
    await vi.waitFor(() => expect(server.texts()).toEqual(['below two', 'below one']), { timeout: 3000 })
  })

  test('and is refused for good stays with the reason, and the next one is sent', async () => {
    server.answers(({ text }) => (text === 'Bad' ? refusal(422, 'invalid') : null))
    const tab = await anasTab()
    tab.write('Bad')
    tab.write('Good')
    await vi.waitFor(() => expect(server.texts()).toEqual(['Good']))
    await tab.shows('Bad: failed')
    expect(tab.first().problem).toBe('No: invalid.')
    server.answers(() => null)
    tab.retry(tab.first())
    await vi.waitFor(() => expect(server.texts()).toEqual(['Good', 'Bad']))
  })

  test.each([
    ['without a network', false, unreachable],
    ['while she is signed out', true, () => refusal(401, 'not_signed_in')],
  ])('%s has not arrived, and she can take it back without a question', async (_, onLine, answer) => {
    vi.stubGlobal('navigator', { onLine })
    server.answers(answer)
    const tab = await anasTab()
    tab.write('Hasty')
    await tab.shows('Hasty: waiting')
    await vi.waitFor(async () => expect(await tab.takeBack(tab.first(), { draft, anyway: false })).toBe('taken back'))
  })

  test('is not sent after she took it back; when it may have arrived she is asked, and its text is a draft again', async () => {
    server.answers(server.losesAnswer)
    const tab = await anasTab()
    tab.write('Hasty')
    await tab.shows('Hasty: waiting')
    server.answers(unreachable)
    await vi.waitFor(async () => expect(await tab.takeBack(tab.first(), { draft, anyway: false })).toBe('in doubt'))
    expect(tab.shown()).toEqual(['Hasty: waiting'])
    await vi.waitFor(async () => expect(await tab.takeBack(tab.first(), { draft, anyway: true })).toBe('taken back'))
    expect(await tab.onDisk(ANA)).toEqual(['Hasty'])
    expect(server.texts()).toEqual(['Hasty'])
    server.answers(() => null)
    tab.write('Next')
    await vi.waitFor(() => expect(server.texts()).toEqual(['Hasty', 'Next']))
    expect(tab.shown()).toEqual([])
    expect(server.asked.filter(({ text, key }) => text === 'Hasty' && key !== server.asked[0]?.key)).toEqual([])
  })

  test('and is being sent at this moment is taken back as soon as that has failed', async () => {
    let fail = () => {}
    const failure = new Promise<never>((_, refuse) => {
      fail = () => refuse(new TypeError('Failed to fetch'))
    })
    server.answers(() => failure)
    const tab = await anasTab()
    tab.write('Hasty')
    await vi.waitFor(() => expect(server.asked).toHaveLength(1))
    const taken = tab.takeBack(tab.first(), { draft, anyway: true })
    fail()
    expect(await taken).toBe('taken back')
    expect(tab.shown()).toEqual([])
  })

  test('waits when nobody is signed in, and is not tried again until she is', async () => {
    server.answers(() => refusal(401, 'not_signed_in'))
    const tab = await anasTab()
    tab.write('Mine')
    await tab.shows('Mine: waiting')
    const tries = server.asked.length
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(server.asked).toHaveLength(tries)
    tab.close()
    server.answers(() => null)
    await anasTab()
    await vi.waitFor(() => expect(server.texts()).toEqual(['Mine']))
  })

  test("names her, also when the page is nobody's or somebody else's, and nothing follows after her session ended", async () => {
    const tab = await anasTab()
    const { askAs } = await import('@/components/client/api')
    const { receive } = await import('@/components/live/live')
    const bensSession = vi.fn()
    let refuse = () => {}
    server.answers(
      ({ text }) =>
        text === 'Begun' &&
        new Promise((resolve) => {
          refuse = () => resolve(refusal(401, 'not_signed_in'))
        }),
    )
    tab.write('Begun')
    await vi.waitFor(() => expect(server.asked).toHaveLength(1))
    tab.write('Next')
    askAs({ viewerId: '2', onSignedOut: bensSession })
    receive({ event: 'ended' })
    refuse()
    await tab.shows('Begun: waiting', 'Next: waiting')
    expect(server.asked.map(({ viewer, text }) => `${viewer}: ${text}`)).toEqual([`${ANA}: Begun`])
    expect(bensSession).not.toHaveBeenCalled()
  })

  test('is not sent by a tab that waited for its turn while her session ended', async () => {
    const first = await anasTab()
    server.answers(() => new Promise(() => {}))
    first.write('Hangs')
    await vi.waitFor(() => expect(server.asked).toHaveLength(1))
    const { change } = await import('@/components/unsent/disk')
    const second = await anasTab()
    second.write('Mine')
    const { receive } = await import('@/components/live/live')
    await new Promise((resolve) => setTimeout(resolve, 50))
    receive({ event: 'ended' })
    server.answers(() => null)
    await change('lease/', (leases) => ({ remove: leases.map(({ key }) => key), answer: null }))
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(server.asked).toHaveLength(1)
  })

  test('more than 23 hours ago, and may have arrived, is not sent by itself but asks; then it has a new key', async () => {
    const tab = await anasTab()
    server.answers(unreachable)
    tab.write('Yesterday', { sentAt: Date.now() - 24 * HOUR })
    tab.write('Recent', { sentAt: Date.now() - 22 * HOUR })
    await tab.shows('Yesterday: failed', 'Recent: waiting')
    expect(tab.first().problem).toContain('not known whether it arrived')
    server.answers(() => null)
    await vi.waitFor(() => expect(server.texts()).toEqual(['Recent']))
    const { key } = tab.first()
    tab.retry(tab.first())
    await vi.waitFor(() => expect(server.texts()).toEqual(['Recent', 'Yesterday']))
    expect(server.asked.at(-1)?.key).not.toBe(key)
  })
})

test('three tabs that send at the same time send each text once, where the browser has no locks', async () => {
  const tabs = [await anasTab(), await anasTab(), await anasTab()]
  server.answers(unreachable)
  for (const [at, tab] of tabs.entries()) tab.write(`from ${at}`)
  await vi.waitFor(() => expect(server.asked.length).toBeGreaterThan(2))
  server.answers(() => null)
  await vi.waitFor(() => expect(server.texts().toSorted()).toEqual(['from 0', 'from 1', 'from 2']), { timeout: 5000 })
  for (const tab of tabs) await vi.waitFor(() => expect(tab.shown()).toEqual([]))
})
