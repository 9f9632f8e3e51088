/** The methods of a benchmark program that its parent can call. Arguments and answers are sent as JSON. */
export type Work = Record<string, (argument: never) => unknown>

export type Question = { id: number; method: string; argument: unknown }
export type Message = { id: number; answer?: unknown; error?: string } | { topic: string; value: unknown }

/** In a program: answers the calls of its parent. Returns a function that reports something to the parent without a call. */
export function answer(work: Work): (topic: string, value: unknown) => void {
  const send = (message: Message) => void process.send?.(message)
  process.on('message', async ({ id, method, argument }: Question) => {
    try {
      const run = work[method] as ((argument: unknown) => unknown) | undefined
      if (!run) throw new Error(`there is no method ${method}`)
      send({ id, answer: await run(argument) })
    } catch (error) {
      send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  })
  process.on('disconnect', () => process.exit(0))
  const report = (topic: string, value: unknown) => send({ topic, value })
  report('ready', null)
  return report
}
