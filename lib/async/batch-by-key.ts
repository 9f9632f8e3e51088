type Options<Item> = {
  /** Milliseconds between the end of one run of a key and the beginning of its next. */
  every: number
  /** Works on all items that were added for a key since its last run began. */
  work: (key: string, items: Item[]) => Promise<void>
}

type Batch<Item> = { items: Item[]; done: Promise<void>; resolveWith: (run: Promise<void>) => void }
type Queue<Item> = { next: Batch<Item> | null }

/** The pause after a run is at least this many times as long as the run, so one key is busy for at most a fifth of the time. */
const PAUSE = 4
/** Milliseconds. A run that waited for a locked row says nothing about the next one. */
const LONGEST_PAUSE = 3_000

/**
 * Works on items in batches, one run per key at a time. The first item runs at once. Those that are added meanwhile share the
 * next run, which begins `every` milliseconds after the last one has ended, or after four times its duration if that is
 * longer, but after three seconds at most. Keys do not wait for each other, and a key without work is forgotten. `add` settles as the run of its item does.
 *
 * p-limit does not replace this: it bounds how many tasks run at once, but does not merge items that wait into one task.
 */
export function batchByKey<Item>({ every, work }: Options<Item>) {
  const queues = new Map<string, Queue<Item>>()

  async function run(key: string, queue: Queue<Item>): Promise<void> {
    while (queue.next) {
      const batch = queue.next
      queue.next = null
      const began = performance.now()
      batch.resolveWith((async () => work(key, batch.items))())
      // The callers of `add` get the failure. The queue goes on.
      await batch.done.catch(() => undefined)
      await pause(Math.max(every, Math.min(LONGEST_PAUSE, PAUSE * (performance.now() - began))))
    }
    queues.delete(key)
  }

  return {
    add(key: string, item: Item): Promise<void> {
      const queue = queues.get(key) ?? { next: null }
      queue.next ??= makeBatch()
      const batch = queue.next
      batch.items.push(item)
      if (!queues.has(key)) {
        queues.set(key, queue)
        void run(key, queue)
      }
      return batch.done
    },

    /** How many keys have work or a pause after it. */
    get size(): number {
      return queues.size
    },
  }
}

/** The timer does not keep a process running that has nothing else to do. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref())
}

function makeBatch<Item>(): Batch<Item> {
  let resolveWith: Batch<Item>['resolveWith'] = () => undefined
  const done = new Promise<void>((resolve) => {
    resolveWith = resolve
  })
  return { items: [], done, resolveWith }
}
