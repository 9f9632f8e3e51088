type Options<Item> = {
  /** Milliseconds between the end of one run of a key and the beginning of its next. */
  every: number
  /** Works on everything that has come in for a key since its last run began. */
  work: (key: string, items: Item[]) => Promise<void>
}

type Batch<Item> = { items: Item[]; done: Promise<void>; settle: (run: Promise<void>) => void }
type Lane<Item> = { next: Batch<Item> | null }

/** How much longer than its run a lane rests: whatever a run costs, a key takes at most a fifth of the time. */
const REST = 4

/**
 * Works on items of one key together: the first at once, those that come meanwhile in one run, no sooner than `every`
 * milliseconds (or four times as long as the last run took, if that is longer) after the last run has ended. Keys do not
 * wait for each other; one that rests without work is forgotten. What is added settles as its run does.
 */
export function makeLanes<Item>({ every, work }: Options<Item>) {
  const lanes = new Map<string, Lane<Item>>()

  async function run(key: string, lane: Lane<Item>): Promise<void> {
    while (lane.next) {
      const batch = lane.next
      lane.next = null
      const began = performance.now()
      batch.settle((async () => work(key, batch.items))())
      // Whoever added hears of a failure; the lane goes on.
      await batch.done.catch(() => undefined)
      await rest(Math.max(every, REST * (performance.now() - began)))
    }
    lanes.delete(key)
  }

  return {
    add(key: string, item: Item): Promise<void> {
      const lane = lanes.get(key) ?? { next: null }
      lane.next ??= makeBatch()
      const batch = lane.next
      batch.items.push(item)
      if (!lanes.has(key)) {
        lanes.set(key, lane)
        void run(key, lane)
      }
      return batch.done
    },

    /** How many keys have work or rest after it. */
    get size(): number {
      return lanes.size
    },
  }
}

/** No process stays for a lane that rests. */
function rest(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref())
}

function makeBatch<Item>(): Batch<Item> {
  let settle: Batch<Item>['settle'] = () => undefined
  const done = new Promise<void>((resolve) => {
    settle = resolve
  })
  return { items: [], done, settle }
}
