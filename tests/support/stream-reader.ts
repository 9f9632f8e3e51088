import { type ClientRequest, get } from 'node:http'

/** One event of a stream, as it was sent. */
export type WireEvent = { event: string; id: string; data: string }

export type StreamListener = {
  onEvent: (event: WireEvent) => void
  onStatus?: (status: number) => void
  /** The stream has ended. `status` 0: it could not be reached. `retry`: what the server asked for, in milliseconds. */
  onEnd: (end: { status: number; retry: number | null }) => void
}

/** Reads one stream until it ends or is closed. Returns a function that closes it; after that no listener is called. */
export function readStream(url: string, headers: Record<string, string>, listener: StreamListener): () => void {
  let open = true
  let status = 0
  let retry: number | null = null
  const end = () => {
    if (!open) return
    open = false
    listener.onEnd({ status, retry })
  }
  const request: ClientRequest = get(url, { headers, agent: false }, (response) => {
    status = response.statusCode ?? 0
    listener.onStatus?.(status)
    let rest = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const { event, id = '', data = '', retry: asked } = fieldsOf(block)
        if (asked) retry = Number(asked)
        if (event && open) listener.onEvent({ event, id, data })
      }
    })
    response.on('error', end)
    response.on('close', end)
  })
  request.on('error', end)
  return () => {
    open = false
    request.destroy()
  }
}

function fieldsOf(block: string): Partial<Record<string, string>> {
  return Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2)))
}
