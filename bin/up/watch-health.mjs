/** Milliseconds between two looks, and how many in a row must fail: for a minute. */
const LOOK_EVERY = 5_000
const FAILED_LOOKS = 12
const ANSWER_WITHIN = 4_000

/**
 * Calls `restart` when a process has stayed unhealthy for a minute: it answers nothing, or says so itself. Looks are counted and
 * not time, so that a machine that slept restarts nothing.
 * @param {{ url: string, restart: (why: string) => Promise<void>, lookEvery?: number }} options `lookEvery`: milliseconds
 * @returns {{ stop: () => void }}
 */
export function watchHealth({ url, restart, lookEvery = LOOK_EVERY }) {
  let stopped = false
  let failed = 0
  /** @type {NodeJS.Timeout | undefined} */
  let timer

  const look = async () => {
    const began = performance.now()
    const problem = await problemOf(url)
    failed = problem === null ? 0 : failed + 1
    if (problem !== null && failed === FAILED_LOOKS && !stopped) {
      failed = 0
      await restart(`unhealthy: ${problem}`)
    }
    if (!stopped) timer = setTimeout(look, Math.max(0, lookEvery - (performance.now() - began)))
  }
  timer = setTimeout(look, lookEvery)

  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}

/**
 * What is wrong with the process at this address, or null.
 * @param {string} url
 * @returns {Promise<string | null>}
 */
async function problemOf(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN) })
    return response.ok ? null : (await response.text()).slice(0, 200)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
