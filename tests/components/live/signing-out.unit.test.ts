import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

type Tab = Awaited<ReturnType<typeof openTab>>
let here: Tab
let other: Tab

beforeEach(async () => {
  ;[other, here] = [await openTab(), await openTab()]
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** The code of the page as one more tab of the browser has it. */
async function openTab() {
  vi.resetModules()
  const { whereSigningOut } = await import('@/components/live/signing-out')
  const { whileSigningOut } = await import('@/components/live/while-signing-out')
  const { api } = await import('@/components/client/api')
  return { signOut: () => whileSigningOut(() => api.post('/api/auth/signout', {})), where: whereSigningOut }
}

/** The server answers the sign-out, and then who is signed in, with these; null: the answer is lost. */
function answers({ signOut, me = null }: { signOut: number | null; me?: number | null }) {
  vi.stubGlobal('fetch', (path: string) => {
    const status = path === '/api/me' ? me : signOut
    return status === null
      ? Promise.reject(new TypeError('Failed to fetch'))
      : Promise.resolve(Response.json({}, { status }))
  })
}

const otherKnows = (where: ReturnType<Tab['where']>) => vi.waitFor(() => expect(other.where()).toBe(where))

function minutesPass() {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 })
}

describe('The end of the session is meant', () => {
  test('when the server says that it has ended, for good', async () => {
    answers({ signOut: 200 })
    await here.signOut()
    minutesPass()
    await otherKnows('in another tab')
    expect(here.where()).toBe('here')
  })

  test('when the answer is lost and the server knows the session no more', async () => {
    answers({ signOut: null, me: 401 })
    await here.signOut()
    await otherKnows('in another tab')
    expect(here.where()).toBe('here')
  })

  test.each([null, 200])('for a while when the answer is lost and it may still end (%s)', async (me) => {
    answers({ signOut: null, me })
    await expect(here.signOut()).rejects.toMatchObject({ status: 0 })
    await otherKnows('in another tab')
    expect(here.where()).toBe('here')
    minutesPass()
    expect([here.where(), other.where()]).toEqual([null, null])
  })

  test('for a while when the tab is closed before the server has answered', async () => {
    vi.stubGlobal('fetch', () => new Promise(() => {}))
    void here.signOut()
    await otherKnows('in another tab')
    minutesPass()
    expect(other.where()).toBe(null)
  })
})

test('When the server refuses, the session goes on, in all tabs', async () => {
  let answer = (_: Response) => {}
  const answered = new Promise<Response>((resolve) => {
    answer = resolve
  })
  vi.stubGlobal('fetch', () => answered)
  const signingOut = here.signOut()
  await otherKnows('in another tab')
  answer(Response.json({}, { status: 403 }))
  await expect(signingOut).rejects.toMatchObject({ status: 403 })
  expect(here.where()).toBe(null)
  await otherKnows(null)
})
