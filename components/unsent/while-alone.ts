import { newKey } from '@/components/client/idempotency-key'
import { change, type Entry } from './disk'

/**
 * Milliseconds. More than one request may take. A tab that holds the lock longer, because it hangs, is not waited for: the
 * idempotency keys keep two senders from making two posts.
 */
const LEASE = 25_000
/** Milliseconds between two looks at a lease that another tab has. */
const LOOK = 300

type Lease = Entry & { holder: string; until: number }

/** Does the work in one tab of this browser at a time. */
export async function whileAlone(name: string, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return await withLease(`lease/${name}`, work)
  let began = false
  const begin = async () => {
    began = true
    await work()
  }
  await navigator.locks.request(name, { signal: AbortSignal.timeout(LEASE) }, begin).catch((error: unknown) => {
    if (began) throw error
    // Nobody gives the lock back, or the browser's settings forbid locks.
    return work()
  })
}

/** Browsers have no locks on plain http pages. There a lease on the disk takes their place. */
async function withLease(key: string, work: () => Promise<void>): Promise<void> {
  const holder = newKey()
  while (!(await takeLease(key, holder))) await new Promise((resolve) => setTimeout(resolve, LOOK))
  try {
    await work()
  } finally {
    await change<Lease, null>(key, ([lease]) => ({ remove: lease?.holder === holder ? [key] : [], answer: null }))
  }
}

/** Takes the lease, or makes it longer. */
function takeLease(key: string, holder: string): Promise<boolean> {
  const now = Date.now()
  return change<Lease, boolean>(key, ([lease]) => {
    const free = !lease || lease.until < now || lease.holder === holder
    return free ? { put: [{ key, holder, until: now + LEASE } as Lease], answer: true } : { answer: false }
  })
}
