/** Milliseconds between two tries. */
const PAUSE = 3_000

/**
 * Loads code, and tries again until it works. React replaces the whole page by the error page when a lazy part fails to
 * load, for example because the network is away.
 */
export function lazyRetry<Module>(load: () => Promise<Module>): () => Promise<Module> {
  const again = (): Promise<Module> =>
    load().catch(() => new Promise((resolve) => setTimeout(resolve, PAUSE)).then(again))
  return again
}
