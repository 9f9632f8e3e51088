import type { ServerResponse } from 'node:http'
import { log } from '@/lib/process/log'

/** Lets `work` answer, and answers 500 when it fails: nobody else would, and the request would stay open. */
export async function answerAlways(response: ServerResponse, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.error({ err: error }, 'request failed')
    // Half an answer cannot be completed. The client sees that it is cut off.
    if (response.headersSent) return void response.destroy()
    response.writeHead(500, { 'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close' })
    response.end(JSON.stringify({ error: { code: 'internal', message: 'Something went wrong on our side.' } }))
  }
}
