import { type IDBPDatabase, openDB } from 'idb'
import { noteTexts } from './disk-note'

/** Keys are paths. Entries whose keys begin alike are read together. */
export type Entry = { key: string }

export type Writing = { put?: readonly Entry[]; remove?: readonly string[] }

const [DATABASE, STORE] = ['carillon', 'unsent']
/** Milliseconds after which a database that cannot be opened counts as missing. */
const PATIENCE = 2_000

/**
 * What could not be stored, because this browser forbids storage or its disk is full; null: what could not be removed. It lasts
 * until the page is left.
 */
const inMemory = new Map<string, Entry | null>()

let database: IDBPDatabase | null = null
let opening: Promise<IDBPDatabase | null> | null = null
/** The entries on the disk are known to this page. */
let wasOpen = false
/** This page has stored a text. */
let hasStored = false

/** The database of this browser, or null where there is none. */
export function openDisk(): Promise<IDBPDatabase | null> {
  const forget = () => {
    database = null
    opening = null
  }
  const use = (opened: IDBPDatabase) => {
    database = opened
    wasOpen = true
    // It was opened late: what was written before goes there.
    if (inMemory.size > 0) void write(remembered())
    void noteIfEmpty(opened)
    return opened
  }
  const open = async () => {
    const opened = openDB(DATABASE, 1, {
      upgrade: (fresh) => void fresh.createObjectStore(STORE, { keyPath: 'key' }),
      // Another version of the site needs another format.
      blocking: () => database?.close(),
      terminated: forget,
    }).then(use)
    const impatient = new Promise<never>((_, refuse) => setTimeout(refuse, PATIENCE))
    return await Promise.race([opened, impatient])
  }
  opening ??= open().catch(() => null)
  return opening
}

/**
 * All entries whose keys begin with this, in the order of their keys. Throws when the disk fails: then it is not known what is
 * there.
 */
export async function read<One extends Entry>(prefix: string): Promise<One[]> {
  const disk = database ?? (await openDisk())
  if (!disk && wasOpen) throw new Error('The database was closed and cannot be opened again.')
  return withMemory<One>(disk ? await disk.getAll(STORE, range(prefix)) : [], prefix)
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
    const stored = startWriting(tx, writing)
    // Without it the browser commits only after it has told the page of each request.
    tx.commit()
    await stored
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
      await startWriting(tx, writing)
      return answer
    }
  } catch {
    // It is done in memory.
  }
  // What a failing disk has stays as it is.
  const stored = await read<One>(prefix).catch(() => [])
  const { answer, ...writing } = step(withMemory(stored, prefix))
  remember(writing)
  return answer
}

/** What is stored while it is counted stays noted. A count that fails says nothing. */
async function noteIfEmpty(disk: IDBPDatabase): Promise<void> {
  const count = await disk.count(STORE).catch(() => 1)
  if (count === 0 && !hasStored) noteTexts(false)
}

type Transaction = {
  store: { put: (entry: Entry) => Promise<unknown>; delete: (key: string) => Promise<unknown> }
  done: Promise<void>
}

/** Begins to write at once. After it all is on the disk; when it fails, nothing of it. */
async function startWriting({ store, done }: Transaction, { put = [], remove = [] }: Writing): Promise<void> {
  const before = new Map(inMemory)
  if (put.some(({ key }) => !key.startsWith('lease/'))) {
    hasStored = true
    noteTexts(true)
  }
  await Promise.all([...remove.map((key) => store.delete(key)), ...put.map((entry) => store.put(entry)), done])
  for (const key of [...remove, ...put.map((entry) => entry.key)]) {
    // One that was remembered meanwhile is newer.
    if (inMemory.get(key) === before.get(key)) inMemory.delete(key)
  }
}

function remember({ put = [], remove = [] }: Writing): void {
  for (const key of remove) inMemory.set(key, null)
  for (const entry of put) inMemory.set(entry.key, entry)
}

function remembered(): Writing {
  const entries = [...inMemory]
  return {
    put: entries.flatMap(([, entry]) => entry ?? []),
    remove: entries.flatMap(([key, entry]) => (entry ? [] : key)),
  }
}

function withMemory<One extends Entry>(stored: One[], prefix: string): One[] {
  const all = new Map<string, Entry | null>(stored.map((entry) => [entry.key, entry]))
  for (const [key, entry] of inMemory) if (key.startsWith(prefix)) all.set(key, entry)
  const entries = [...all.values()].filter((entry) => entry !== null) as One[]
  return entries.sort((one, other) => (one.key < other.key ? -1 : 1))
}

const range = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`)
