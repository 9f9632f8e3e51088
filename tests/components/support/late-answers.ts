import type { Page, Request } from '@playwright/test'

type LateAnswers = {
  /** Resolves when the server has answered, which the page does not know yet. */
  answered: Promise<void>
  /** Lets everything through, and waits until the page has taken it in. */
  release: () => Promise<void>
}

/** The server does what a page asks for ("PUT /seen"), but its answers are on their way until they are released. */
export async function holdAnswers(page: Page, asked: string): Promise<LateAnswers> {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  let note = () => {}
  const answered = new Promise<void>((resolve) => {
    note = resolve
  })

  await page.route('**/api/**', async (route) => {
    if (!asksFor(route.request(), asked)) return route.fallback()
    const response = await route.fetch()
    note()
    await opened
    await route.fulfill({ response })
  })

  async function release() {
    const arrived = takenIn(page, asked)
    open()
    await arrived
  }

  return { answered, release }
}

/** Waits for the next answer to this request ("GET /comments"), and until the page has drawn what follows from it. */
export async function takenIn(page: Page, asked: string): Promise<void> {
  const response = await page.waitForResponse((one) => asksFor(one.request(), asked))
  await response.finished()
  // By the second frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

function asksFor(request: Request, asked: string): boolean {
  const [method, end = ''] = asked.split(' ')
  return request.method() === method && new URL(request.url()).pathname.endsWith(end)
}
