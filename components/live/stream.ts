import { ApiProblem, api } from '@/components/client/api'
import { type Frame, parseFrame, STREAM_EVENTS } from './frames'
import { fullJitter } from './waiting'

/** Heartbeats come every 15 s or so; after this long a silent stream is a dead one, whatever the browser thinks. */
const SILENCE = 40_000
/** A stream that lived this long counts as a success, and the next failure as the first. */
const HEALTHY = 10_000
const LOOK = 5_000

type StreamOptions = { position: () => string | null; hear: (frame: Frame) => void; signal: AbortSignal }

/**
 * Keeps one stream open until the signal is aborted or the session is over. Returns a function that, when the stream is
 * down, tries at once: something says that the network is back.
 *
 * A browser reopens a stream by itself only after a clean end, and gives up for good on any answer but 200. So we do it,
 * except after an answer without a hello: there the server asked for patience (`retry:`), which only the browser can read.
 */
export function keepStream({ position, hear, signal }: StreamOptions): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let heardAt = 0
  let helloAt = 0
  let answered = false
  let putOff = false
  let notBefore = 0

  function open() {
    timer = undefined
    if (signal.aborted) return
    const opened = new EventSource(addressFrom(position()))
    source = opened
    heardAt = Date.now()
    helloAt = 0
    answered = false
    putOff = false
    opened.onopen = () => {
      answered = true
    }
    opened.onerror = () => source === opened && failed(opened)
    for (const event of STREAM_EVENTS) {
      opened.addEventListener(event, (message) => {
        if (source === opened) take(parseFrame(event, message.data, idOf(event, message)))
      })
    }
  }

  function take(frame: Frame | null) {
    heardAt = Date.now()
    putOff = false
    if (!frame) return
    if (frame.event === 'hello') helloAt = heardAt
    hear(frame)
    if (frame.event !== 'bye') return
    close()
    if (frame.reason === 'signed_out') return
    if (frame.reason === 'too_many') notBefore = Date.now() + frame.retryMs
    // A little above the given time: the server spreads these already.
    reopenIn(frame.retryMs * (1 + Math.random() / 10))
  }

  function failed({ readyState }: EventSource) {
    const refused = readyState === EventSource.CLOSED
    if (!answered || helloAt || refused) return startOver(refused)
    hear({ event: 'lost' })
    answered = false
    putOff = true
  }

  function startOver(refused = false) {
    hear({ event: 'lost' })
    if (helloAt && Date.now() - helloAt > HEALTHY) attempt = 0
    close()
    reopenIn(fullJitter(attempt++), refused)
  }

  function reopenIn(ms: number, refused = false) {
    clearTimeout(timer)
    timer = setTimeout(() => void (refused ? openUnlessEnded() : open()), ms)
  }

  // A refusal cannot be read by scripts: 204, "signed out", looks like a proxy's 502.
  async function openUnlessEnded() {
    const problem = await api.get('/api/me', { signal }).then(() => null, asProblem)
    if (signal.aborted) return
    if (problem?.status === 401) hear({ event: 'ended' })
    else if (problem) reopenIn(fullJitter(attempt++), true)
    else open()
  }

  function close() {
    clearTimeout(timer)
    timer = undefined
    source?.close()
    source = null
  }

  function wake() {
    if (signal.aborted || Date.now() < notBefore || (source && Date.now() - heardAt < SILENCE && !putOff)) return
    attempt = 0
    close()
    reopenIn(Math.random() * 500)
  }

  function look() {
    if (source && !putOff && Date.now() - heardAt > SILENCE) startOver()
  }

  const looking = setInterval(look, LOOK)
  // The browser knows before the socket does.
  const unplugged = () => source && startOver()
  const shown = () => document.visibilityState === 'visible' && look()
  window.addEventListener('offline', unplugged, { signal })
  window.addEventListener('online', wake, { signal })
  document.addEventListener('visibilitychange', shown, { signal })
  signal.addEventListener('abort', () => {
    clearInterval(looking)
    close()
  })
  open()
  return wake
}

function addressFrom(position: string | null): string {
  return position ? `/api/stream?position=${encodeURIComponent(position)}` : '/api/stream'
}

/** An event without an id repeats the last one: only these have their own. */
function idOf(event: string, message: MessageEvent): string {
  return event === 'feed' || event === 'replayed' || event === 'reset' ? message.lastEventId : ''
}

function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem({ status: 0, code: 'offline', message: '' })
}
