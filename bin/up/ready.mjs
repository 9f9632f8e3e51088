/**
 * Requests an address until it answers with success. Throws after `within` milliseconds, or when `failed` resolves.
 * @param {string} url
 * @param {{ within: number, failed: Promise<string> }} options
 */
export async function untilAnswers(url, { within, failed }) {
  const deadline = Date.now() + within
  let last = 'no answer'
  /** @type {string | null} */
  let failure = null
  failed.then((why) => {
    failure = why
  })
  while (Date.now() < deadline) {
    if (failure) throw new Error(failure)
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
      if (response.ok) return
      last = `${response.status} ${await response.text()}`
    } catch (error) {
      last = error instanceof Error ? error.message : String(error)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} did not become ready within ${within / 1000} s: ${last.slice(0, 200)}`)
}
