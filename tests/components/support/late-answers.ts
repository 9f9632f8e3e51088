import type { Page, Request } from '@playwright/test'

type LateAnswers = {
  /** Resolves when the server has answered. The page has not received the answer yet. */
  answered: Promise<void>
  /** Lets the answers through, and waits until the page shows their effect. */
  release: () => Promise<void>
}

/** The server handles a request ("PUT /seen"), but the page receives the answer only when it is released. */
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

/** Waits for the next answer to this request ("GET /comments"), and until the page shows its effect. */
export async function takenIn(page: Page, asked: string): Promise<void> {
  const response = await page.waitForResponse((one) => asksFor(one.request(), asked))
  await response.finished()
  // React has rendered it by the second animation frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

function asksFor(request: Request, asked: string): boolean {
  const [method, end = ''] = asked.split(' ')
  return request.method() === method && new URL(request.url()).pathname.endsWith(end)
}
