import { api } from '@/components/client/api'
import { LIMITS } from '@/lib/shared/limits'
import { live } from './live'
import { randomBetween } from './waiting'

/** The server forgets after two minutes. Milliseconds. */
const RENEWAL = 60_000
/** Posts that come into view within this time are reported together. */
const TOGETHER = 300
/** From one report of this tab to its next. */
const PAUSE = 1_000
/** After a break all browsers are back at the same time: each reports at a random moment within this time. */
const SPREAD = 2_000

type Shown = { postId: string; onReported: () => void; reportedFor: string | null }

const shown = new Set<Shown>()
let stop: (() => void) | null = null
let timer: ReturnType<typeof setTimeout> | undefined
/** When the next report is due and when the last one was sent, by `performance.now()`: clocks may be set back. */
let due = Number.POSITIVE_INFINITY
let sentAt = Number.NEGATIVE_INFINITY

/**
 * Reports to the server that this post is on the screen, until the returned function is called. Then the stream brings its
 * changes also to a reader who does not follow its author. `onReported` is called after each new report: changes from
 * before it may be missing.
 */
export function reportShownPost(postId: string, onReported: () => void = () => {}): () => void {
  const one = { postId, onReported, reportedFor: null }
  shown.add(one)
  stop ??= start()
  plan(TOGETHER)
  return () => {
    shown.delete(one)
    if (shown.size > 0) return
    stop?.()
    stop = null
  }
}

function start(): () => void {
  let known = openConnection()
  let isFirst = known === null
  const unsubscribe = live.subscribe(() => {
    const now = openConnection()
    if (now !== null && now !== known) plan(isFirst ? TOGETHER : randomBetween(TOGETHER, SPREAD))
    if (now !== null) isFirst = false
    known = now
  })
  const renewing = setInterval(() => void reportAll(), RENEWAL)
  const reportAgain = () => {
    if (document.visibilityState === 'hidden') return
    for (const one of shown) one.reportedFor = null
    plan(TOGETHER)
  }
  document.addEventListener('visibilitychange', reportAgain)
  return () => {
    unsubscribe()
    clearInterval(renewing)
    clearTimeout(timer)
    due = Number.POSITIVE_INFINITY
    document.removeEventListener('visibilitychange', reportAgain)
  }
}

/** A report that is due earlier takes this one with it: somebody who scrolls on and on is reported, too. */
function plan(ms: number): void {
  const now = performance.now()
  const at = Math.max(now + ms, sentAt + PAUSE)
  if (at >= due) return
  clearTimeout(timer)
  due = at
  timer = setTimeout(() => void reportNew(), at - now)
}

/** The connection to report to; null while there is no stream. */
function openConnection(): string | null {
  const { status, connectionId } = live.get()
  return status === 'live' ? connectionId : null
}

async function reportNew(): Promise<void> {
  due = Number.POSITIVE_INFINITY
  const connectionId = openConnection()
  const fresh = [...shown].filter(({ reportedFor }) => reportedFor !== connectionId)
  if (!(await put(fresh))) return
  for (const { onReported } of fresh) onReported()
}

async function reportAll(): Promise<void> {
  await put([...shown])
}

/** False when there is nothing to report, or no stream to report it for. */
async function put(posts: Shown[]): Promise<boolean> {
  const connectionId = openConnection()
  if (!connectionId || document.visibilityState === 'hidden' || posts.length === 0) return false
  sentAt = performance.now()
  for (const one of posts) one.reportedFor = connectionId
  const postIds = [...new Set(posts.map(({ postId }) => postId))].slice(-LIMITS.view)
  // When it fails the page misses live counts at most, and it is reported again within a minute.
  await api.put(`/api/streams/${connectionId}/view`, { postIds, visible: true }).catch(() => null)
  return true
}
