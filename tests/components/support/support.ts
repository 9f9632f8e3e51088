import { randomBytes } from 'node:crypto'
import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'

export { expect }

export const PASSWORD = 'correct horse battery'

/** Within this time what one person does is on another's screen. */
export const LIVE = { timeout: 1_500 }
/** Within this time it is in the other tabs and devices of the same person. */
export const OWN_SCREENS = { timeout: 1_000 }

/** A browser adds this header; without it the server refuses a request as coming from another site. */
export const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' }

export type Member = { page: Page; context: BrowserContext; name: string; handle: string; email: string }

type ConsoleErrors = {
  watch: (context: BrowserContext) => void
  tolerate: (pattern: RegExp) => void
  unexpected: () => string[]
}

type Fixtures = {
  consoleErrors: ConsoleErrors
  /** Names the console errors that a test causes on purpose. */
  tolerate: ConsoleErrors['tolerate']
  openBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>
  /** Makes an account for a new person, who is signed in, in a browser of their own. */
  join: (name: string, options?: BrowserContextOptions) => Promise<Member>
  /** The same person on another device. */
  onAnotherDevice: (member: Member) => Promise<Member>
}

/** A test fails when there is a console error on any page of any person. */
export const test = base.extend<Fixtures>({
  consoleErrors: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from this pattern which fixtures are needed: none
    async ({}, use) => {
      const consoleErrors = collectErrors()
      await use(consoleErrors)
      expect(consoleErrors.unexpected(), 'console errors').toEqual([])
    },
    { auto: true },
  ],
  tolerate: ({ consoleErrors }, use) => use(consoleErrors.tolerate),
  context: async ({ context, consoleErrors }, use) => {
    consoleErrors.watch(context)
    await use(context)
  },
  openBrowser: async ({ browser, consoleErrors, contextOptions, baseURL }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (options) => {
      const context = await browser.newContext({ ...contextOptions, baseURL, ...options })
      contexts.push(context)
      consoleErrors.watch(context)
      return context
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  join: ({ openBrowser }, use) =>
    use(async (name, options) => {
      const context = await openBrowser(options)
      const account = accountOf(name)
      await createAccount(context, account)
      await signInByRequest(context, account)
      return { ...account, context, page: await context.newPage() }
    }),
  onAnotherDevice: ({ openBrowser }, use) =>
    use(async (member) => {
      const context = await openBrowser()
      await signInByRequest(context, member)
      return { ...member, context, page: await context.newPage() }
    }),
})

function collectErrors(): ConsoleErrors {
  const errors: string[] = []
  const tolerated: RegExp[] = []
  return {
    watch(context) {
      context.on('console', (message) => {
        if (message.type() !== 'error') return
        errors.push(`${message.page()?.url()}: ${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (error) => errors.push(String(error.error())))
    },
    tolerate: (pattern) => void tolerated.push(pattern),
    unexpected: () => errors.filter((text) => !tolerated.some((pattern) => pattern.test(text))),
  }
}

type Account = { name: string; handle: string; email: string }

/** An account with a handle that no other has. */
export function accountOf(name: string): Account {
  const handle = `${name.split(' ')[0]?.toLowerCase()}_${randomBytes(5).toString('hex')}`
  return { name, handle, email: `${handle}@example.org` }
}

async function createAccount({ request }: BrowserContext, { name, handle, email }: Account): Promise<void> {
  const data = { name, handle, email, password: PASSWORD }
  const response = await request.post('/api/users', { headers: SAME_ORIGIN, data })
  expect(response.status()).toBe(201)
}

/** Another device of somebody who has an account. */
export async function signInByRequest({ request }: BrowserContext, { email }: Pick<Member, 'email'>): Promise<void> {
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  const data = { csrfToken, email, password: PASSWORD, json: true }
  const response = await request.post('/api/auth/callback/credentials', { headers: SAME_ORIGIN, data })
  expect(response.status()).toBe(200)
}

/** Creates an account on the screen, as a newcomer would. */
export async function signUp(page: Page, name: string): Promise<Account> {
  const account = accountOf(name)
  await page.goto('/sign-up')
  await page.getByLabel('Name').fill(account.name)
  await page.getByLabel('Handle').fill(account.handle)
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page).toHaveURL('/')
  return account
}

/** Signs in on the screen. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Does something, and waits until the server has answered the request ("PUT /follow"). The screen shows the effect earlier. */
export async function answered(page: Page, request: string, act: () => Promise<void>): Promise<void> {
  const [method, end = ''] = request.split(' ')
  const answer = page.waitForResponse(
    (response) => response.request().method() === method && response.url().endsWith(end),
  )
  await act()
  await answer
}
