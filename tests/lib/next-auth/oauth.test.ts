import { beforeAll, describe, expect, test } from 'vitest'
import { authOptions, type Outcome } from '@/lib/next-auth/auth-options'
import { startRedis } from '@/lib/redis/client'
import { findViewerBySession } from '@/lib/session/find-viewer'
import { countGraphemes } from '@/lib/shared/text/graphemes'
import type { Client } from '@/lib/users/sessions'
import { signInWithIdentity } from '@/lib/users/sign-in-with-identity'
import { deleteAccount, suspend } from '../../support/people'
import { query } from '../../support/query'
import { account } from '../users/account'

beforeAll(() => startRedis())

const CLIENT: Client = { address: '203.0.113.7', device: 'Firefox on Linux', sessionId: null, devices: [] }
let count = 0

/** An account at a provider that never signed in here. */
function stranger(more: object = {}) {
  const accountId = String(++count)
  return {
    identity: { provider: 'github', accountId },
    profile: { email: `stranger-${accountId}@example.com`, name: 'Stra Nger', ...more },
  }
}
const come = ({ identity, profile }: ReturnType<typeof stranger>) => signInWithIdentity(identity, profile, CLIENT)

async function viewerOf(outcome: Awaited<ReturnType<typeof come>>) {
  if ('refusal' in outcome) throw new Error(`refused: ${outcome.refusal}`)
  return findViewerBySession(outcome.sessionId)
}

describe('signing in through a provider', () => {
  test('Olga gets an account of her own the first time, and the same one every time after that', async () => {
    const olga = stranger({ login: 'Olga-Maria' })
    const first = await viewerOf(await come(olga))
    expect(first).toMatchObject({ handle: 'olga_maria', name: 'Stra Nger', avatarUrl: null })
    const second = await viewerOf(await come({ ...olga, profile: { ...olga.profile, email: 'moved@example.com' } }))
    expect(second?.id).toBe(first?.id)
    expect(second?.sessionId).not.toBe(first?.sessionId)
  })

  test('a taken handle gets digits; a name without Latin letters becomes member and digits', async () => {
    await viewerOf(await come(stranger({ login: 'popular' })))
    expect((await viewerOf(await come(stranger({ login: 'POPULAR' }))))?.handle).toMatch(/^popular_\d{3,5}$/)
    expect((await viewerOf(await come(stranger({ name: 'Zoë Ångström' }))))?.handle).toBe('zoe_angstrom')
    const wei = await viewerOf(await come(stranger({ name: '伟' })))
    expect(wei).toMatchObject({ handle: expect.stringMatching(/^member_\d+$/), name: '伟' })
  })

  test('ten first sign-ins at the same time make one account', async () => {
    const olga = stranger()
    const viewers = await Promise.all(Array.from({ length: 10 }, async () => viewerOf(await come(olga))))
    expect(new Set(viewers.map((viewer) => viewer?.id)).size).toBe(1)
  })

  test('an e-mail address that has an account here is not linked, because addresses are not verified', async () => {
    const ana = await account('Ana')
    expect(await come(stranger({ email: ana.email.toUpperCase(), email_verified: true }))).toEqual({
      refusal: 'OAuthAccountNotLinked',
    })
    expect(await query(`SELECT 1 FROM "Identity" WHERE "userId" = $1`, [ana.id])).toEqual([])
  })

  test('an address the provider has not verified, or none, or nonsense, makes no account', async () => {
    const refused = [{ email_verified: false }, { email: null }, { email: undefined }, { email: 'nobody' }]
    for (const profile of refused) expect(await come(stranger(profile))).toEqual({ refusal: 'OAuthCreateAccount' })
  })

  test('suspended and deleted people are refused', async () => {
    const [sam, dora] = [stranger(), stranger()]
    const [sams, doras] = [await viewerOf(await come(sam)), await viewerOf(await come(dora))]
    await Promise.all([sams && suspend(sams), doras && deleteAccount(doras)])
    expect(await come(sam)).toEqual({ refusal: 'AccessDenied' })
    expect(await come(dora)).toEqual({ refusal: 'AccessDenied' })
  })

  test('a hostile profile is stored as plain text', async () => {
    const name = `\u0000 ${'x'.repeat(49)}\ud83d\ude00 \u202e`
    const viewer = await viewerOf(await come(stranger({ name, login: { toString: 'x' } })))
    expect(viewer?.handle).toMatch(/^x{20,}/)
    expect(countGraphemes(viewer?.name ?? '')).toBe(50)
    expect(viewer?.name.isWellFormed()).toBe(true)
  })
})

describe('the callbacks of next-auth', () => {
  type Callbacks = Required<NonNullable<ReturnType<typeof authOptions>['callbacks']>>
  const oauth = (accountId: string) => ({ provider: 'github', type: 'oauth' as const, providerAccountId: accountId })

  test('a sign-in of a provider gives a token that names its session row', async () => {
    const outcome: Outcome = { error: null, deviceCookie: null }
    const callbacks = authOptions(CLIENT, outcome).callbacks as Callbacks
    const { identity, profile } = stranger()
    const user = { id: identity.accountId }
    const common = { user, account: oauth(identity.accountId), profile }
    expect(await callbacks.signIn(common)).toBe(true)
    const token = await callbacks.jwt({ token: { sub: 'of the provider', email: profile.email }, ...common })
    expect(Object.keys(token)).toEqual(['sid'])
    expect(await findViewerBySession(token.sid ?? '')).toMatchObject({ name: 'Stra Nger' })
    expect(outcome.error).toBeNull()
  })

  test('a refusal redirects to the sign-in page with its reason', async () => {
    const callbacks = authOptions(CLIENT, { error: null, deviceCookie: null }).callbacks as Callbacks
    const ana = await account('Ana')
    const answer = await callbacks.signIn({ user: { id: 'x' }, account: oauth('x'), profile: { email: ana.email } })
    expect(answer).toBe('/sign-in?error=OAuthAccountNotLinked')
  })
})
