import { type IDBPDatabase, openDB } from 'idb'

/** Keys are paths. Entries whose keys begin alike are read together. */
export type Entry = { key: string }

export type Writing = { put?: readonly Entry[]; remove?: readonly string[] }

const [DATABASE, STORE] = ['carillon', 'unsent']
/** Milliseconds after which a database that cannot be opened counts as missing. */
const PATIENCE = 2_000

/** What could not be stored, because this browser forbids storage or its disk is full. It lasts until the page is left. */
const inMemory = new Map<string, Entry>()

let database: IDBPDatabase | null = null
let opening: Promise<IDBPDatabase | null> | null = null

/** The database of this browser, or null where there is none. */
export function openDisk(): Promise<IDBPDatabase | null> {
  const forget = () => {
    database = null
    opening = null
  }
  const open = async () => {
    const opened = openDB(DATABASE, 1, {
      upgrade: (fresh) => void fresh.createObjectStore(STORE, { keyPath: 'key' }),
      // Another version of the site needs another format.
      blocking: () => database?.close(),
      terminated: forget,
    })
    const impatient = new Promise<never>((_, refuse) => setTimeout(refuse, PATIENCE))
    database = await Promise.race([opened, impatient])
    return database
  }
  opening ??= open().catch(() => null)
  return opening
}

/** All entries whose keys begin with this, in the order of their keys. */
export async function read<One extends Entry>(prefix: string): Promise<One[]> {
  const disk = database ?? (await openDisk())
  const stored: One[] = (await disk?.getAll(STORE, range(prefix)).catch(() => [])) ?? []
  return withMemory(stored, prefix)
}

/**
 * Writes without reading. When the database is open, the request is on its way when this returns: what was typed just before
 * the page is left is stored.
 */
export async function write(writing: Writing): Promise<void> {
  const disk = database ?? (await openDisk())
  if (!disk) return remember(writing)
  try {
    const tx = disk.transaction(STORE, 'readwrite')
    const requests = requestsOf(tx.store, writing)
    // Without it the browser commits only after it has told the page of each request.
    tx.commit()
    await Promise.all([...requests, tx.done])
  } catch {
    remember(writing)
  }
}

/** Reads the entries, and writes what `step` makes of them, before anybody else writes. `step` may be called twice. */
export async function change<One extends Entry, Answer>(
  prefix: string,
  step: (entries: One[]) => Writing & { answer: Answer },
): Promise<Answer> {
  const disk = database ?? (await openDisk())
  try {
    if (disk) {
      const tx = disk.transaction(STORE, 'readwrite')
      const { answer, ...writing } = step(withMemory(await tx.store.getAll(range(prefix)), prefix))
      await Promise.all([...requestsOf(tx.store, writing), tx.done])
      return answer
    }
  } catch {
    // It is done in memory.
  }
  const { answer, ...writing } = step(withMemory(await read<One>(prefix), prefix))
  remember(writing)
  return answer
}

type Store = { put: (entry: Entry) => Promise<unknown>; delete: (key: string) => Promise<unknown> }

function requestsOf(store: Store, { put = [], remove = [] }: Writing): Promise<unknown>[] {
  for (const key of [...remove, ...put.map((entry) => entry.key)]) inMemory.delete(key)
  return [...remove.map((key) => store.delete(key)), ...put.map((entry) => store.put(entry))]
}

function remember({ put = [], remove = [] }: Writing): void {
  for (const key of remove) inMemory.delete(key)
  for (const entry of put) inMemory.set(entry.key, entry)
}

function withMemory<One extends Entry>(stored: One[], prefix: string): One[] {
  const here = [...inMemory.values()].filter(({ key }) => key.startsWith(prefix)) as One[]
  const all = new Map([...stored, ...here].map((entry) => [entry.key, entry]))
  return [...all.values()].sort((one, other) => (one.key < other.key ? -1 : 1))
}

const range = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`)
