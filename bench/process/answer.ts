/** What a program of the benchmark can be asked, by name. Arguments and answers travel as JSON. */
export type Work = Record<string, (argument: never) => unknown>

export type Question = { id: number; method: string; argument: unknown }
export type Message = { id: number; answer?: unknown; error?: string } | { told: string; value: unknown }

/** In a program: answers what its parent asks. Returns a way to tell the parent something unasked. */
export function answer(work: Work): (told: string, value: unknown) => void {
  const send = (message: Message) => void process.send?.(message)
  process.on('message', async ({ id, method, argument }: Question) => {
    try {
      const run = work[method] as ((argument: unknown) => unknown) | undefined
      if (!run) throw new Error(`nobody here does ${method}`)
      send({ id, answer: await run(argument) })
    } catch (error) {
      send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
  process.on('disconnect', () => process.exit(0))
  const tell = (told: string, value: unknown) => send({ told, value })
  tell('ready', null)
  return tell
}
