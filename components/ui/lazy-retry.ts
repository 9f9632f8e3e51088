/** Milliseconds between two tries. */
const PAUSE = 3_000

/**
 * Loads code as soon as it can be had. A part of a page that fails to load takes the whole page along, and that happens
 * just when the connection is away.
 */
export function lazyRetry<Module>(load: () => Promise<Module>): () => Promise<Module> {
  const again = (): Promise<Module> =>
    load().catch(() => new Promise((resolve) => setTimeout(resolve, PAUSE)).then(again))
  return again
}
