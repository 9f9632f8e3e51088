import { beforeAll, expect, test } from 'vitest'

// Set before the configuration is read.
Object.assign(process.env, { GITHUB_ID: 'an-id', GITHUB_SECRET: 'a-secret', GOOGLE_ID: 'without-its-secret' })

const [{ browser }, { oauthChoices }, { startRedis }] = await Promise.all([
  import('../users/browser'),
  import('@/lib/next-auth/oauth-providers'),
  import('@/lib/redis/client'),
])

beforeAll(() => startRedis())

test('a provider appears when both its keys are set', async () => {
  expect(oauthChoices()).toEqual([{ id: 'github', name: 'GitHub' }])
  expect(Object.keys((await browser().ask('providers')).body)).toEqual(['credentials', 'github'])
})

test('its button leads to the provider, with a state that only this browser has', async () => {
  const firefox = browser()
  const { status, body } = await firefox.submit('signin/github', { callbackUrl: '/posts/5' })
  expect(status).toBe(200)
  const url = new URL(body.url)
  expect(url.origin + url.pathname).toBe('https://github.com/login/oauth/authorize')
  expect(url.searchParams.get('redirect_uri')).toBe('http://localhost:3000/api/auth/callback/github')
  expect(url.searchParams.get('state')).toBeTruthy()
  expect(firefox.jar.get('next-auth.callback-url')).toBe(encodeURIComponent('http://localhost:3000/posts/5'))
})

test.each(['?error=access_denied', '?code=stolen&state=foreign', '?code=%00', ''])(
  'whoever comes back with "%s" is led to the sign-in page and not signed in',
  async (query) => {
    const firefox = browser()
    const { status, headers } = await firefox.ask('callback/github', { query })
    expect(status).toBe(302)
    expect(headers.get('location')).toMatch(/^http:\/\/localhost:3000\/api\/auth\/error\?error=\w+$/)
    expect(await firefox.session()).toEqual({})
  },
)

test('without the CSRF token, or with a form post to the callback, no sign-in begins', async () => {
  expect((await browser().submit('signin/github', { csrfToken: 'wrong' })).status).toBe(403)
  expect((await browser().submit('callback/github', { code: 'x' })).status).toBe(404)
  expect((await browser().submit('signin/google', {})).status).toBe(404)
})
