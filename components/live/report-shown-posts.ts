import { api } from '@/components/client/api'
import { LIMITS } from '@/lib/shared/limits'
import { live } from './live'
import { between } from './waiting'

/** The server remembers for two minutes. Milliseconds. */
const RENEWAL = 60_000
/** What comes into view within this time is told together. */
const TOGETHER = 300
/** After a break all browsers are back at once: each tells at a moment of its own within this time. */
const SPREAD = 2_000

type Shown = { postId: string; onNoted: () => void; notedFor: string | null }

const shown = new Set<Shown>()
let stop: (() => void) | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Tells the server that this post is on the screen, so that it changes here also for those who do not follow its author,
 * until the returned function is called. `onNoted` is called whenever the server has been told anew: what happened before
 * then may have been missed.
 */
export function showPost(postId: string, onNoted: () => void = () => {}): () => void {
  const one = { postId, onNoted, notedFor: null }
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
  let { connectionId } = live.get()
  const unsubscribe = live.subscribe(() => {
    const now = live.get().connectionId
    if (now === connectionId) return
    plan(connectionId === null ? TOGETHER : between(TOGETHER, SPREAD))
    connectionId = now
  })
  const renewing = setInterval(() => void tellAll(), RENEWAL)
  const comeBack = () => {
    if (document.visibilityState === 'hidden') return
    for (const one of shown) one.notedFor = null
    plan(TOGETHER)
  }
  document.addEventListener('visibilitychange', comeBack)
  return () => {
    unsubscribe()
    clearInterval(renewing)
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', comeBack)
  }
}

function plan(ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void tellNew(), ms)
}

async function tellNew(): Promise<void> {
  const { connectionId } = live.get()
  const fresh = [...shown].filter(({ notedFor }) => notedFor !== connectionId)
  if (!(await put(fresh))) return
  for (const { onNoted } of fresh) onNoted()
}

async function tellAll(): Promise<void> {
  await put([...shown])
}

/** False when there is nobody to tell, or nothing. */
async function put(posts: Shown[]): Promise<boolean> {
  const { connection, connectionId } = live.get()
  if (connection !== 'live' || !connectionId || document.visibilityState === 'hidden' || posts.length === 0)
    return false
  for (const one of posts) one.notedFor = connectionId
  const postIds = [...new Set(posts.map(({ postId }) => postId))].slice(-LIMITS.view)
  // It is a hint: without it the page is as live as its reader's timeline, and is told again in a minute.
  await api.put(`/api/streams/${connectionId}/view`, { postIds, visible: true }).catch(() => null)
  return true
}
