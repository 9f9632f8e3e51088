import { live } from '@/components/live/live'
import { fullJitter } from '@/components/live/waiting'
import type { KnownDraft } from './draft'
import { isTooOld } from './next-unsent'
import { noteAccepted, outbox } from './outbox-state'
import { sendWaiting } from './send-waiting'
import {
  changeOne,
  readUnsent,
  removeUnsent,
  renewKey,
  storeUnsent,
  type TakenBack,
  type TakingBack,
  takeBackUnsent,
} from './stored-unsent'
import type { Accepted, Unsent } from './unsent'
import { onTabMessage, sendToTabs } from './unsent-tabs'
import { whileAlone } from './while-alone'

/** Whose outbox this tab sends. */
let viewerId: string | null = null
/** Those that this tab is storing: they are not on the disk yet. */
const storing = new Map<string, Unsent>()
/** The keys of those that were accepted. They may still be on the disk. */
const accepted = new Set<string>()

/** Shows what is on the disk, and sends it, now and whenever that may work. */
export function followOutbox(viewer: string): () => void {
  viewerId = viewer
  const leaving = new AbortController()
  const { signal } = leaving
  window.addEventListener('online', sendNow, { signal })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && sendNow(), { signal })
  let { status } = live.get()
  const stops = [
    onTabMessage((message) => {
      if ('accepted' in message) receiveAccepted(message.accepted, { here: false })
      else if (message.changed.startsWith(`unsent/${viewer}/`)) void refresh()
    }),
    live.subscribe(() => {
      const before = status
      status = live.get().status
      if (status === 'live' && before !== 'live') sendNow()
    }),
  ]
  void refresh({ opening: true }).then(sendNow)
  return () => {
    viewerId = null
    leaving.abort()
    clearTimeout(timer)
    for (const stop of stops) stop()
  }
}

export async function addUnsent(unsent: Unsent, drafts: readonly KnownDraft[]): Promise<void> {
  storing.set(unsent.key, unsent)
  await storeUnsent(unsent, drafts)
  storing.delete(unsent.key)
  sendNow()
}

/** Sends it now. One that may have arrived too long ago is sent as a new one. */
export async function retry(unsent: Unsent): Promise<void> {
  failures = 0
  if (isTooOld(unsent, Date.now())) await renewKey(unsent)
  else await changeOne(unsent, { state: 'pending', problem: undefined })
  await refresh({ opening: true })
  sendNow()
}

/** Milliseconds for which somebody who takes something back waits for the request that is under way. */
const END_OF_ATTEMPT = 3_000

export async function makeDraft(unsent: Unsent, how: TakingBack): Promise<TakenBack> {
  let taken = await takeBackUnsent(unsent, how)
  if (taken === 'too late' && running) {
    await Promise.race([running, new Promise((resolve) => setTimeout(resolve, END_OF_ATTEMPT))])
    taken = await takeBackUnsent(unsent, how)
  }
  await refresh()
  return taken
}

/** Shows what is on the disk. What another tab is sending for the first time is shown there only, unless the tab is closed. */
async function refresh({ opening = false } = {}): Promise<void> {
  const viewer = viewerId
  if (viewer === null) return
  // A disk that cannot be read says nothing: what is shown stays.
  const stored = await readUnsent(viewer).catch(() => null)
  if (!stored || viewer !== viewerId) return
  const shown = new Set(outbox.get().map(({ key }) => key))
  const kept = stored.filter(
    ({ key, state }) => !accepted.has(key) && (opening || state !== 'pending' || shown.has(key)),
  )
  const keys = new Set(kept.map(({ key }) => key))
  outbox.set([...kept, ...[...storing.values()].filter(({ key }) => !keys.has(key))])
}

function receiveAccepted(one: Accepted, from: { here: boolean }): void {
  accepted.add(one.key)
  noteAccepted(one, from)
  outbox.change((all) => all.filter(({ key }) => key !== one.key))
}

/** While the outbox is being sent. */
let running: Promise<void> | null = null
/** Something was added while the outbox was being sent. */
let again = false
let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined

function sendNow(): void {
  clearTimeout(timer)
  if (running) {
    again = true
    return
  }
  running = run().finally(() => {
    running = null
  })
}

async function run(): Promise<void> {
  do {
    again = false
    const viewer = viewerId
    if (viewer !== null && isSignedIn(viewer)) await whileAlone(`carillon:outbox:${viewer}`, () => send(viewer))
  } while (again)
}

const isSignedIn = (viewer: string) => viewer === viewerId && live.get().status !== 'ended'

async function send(viewer: string): Promise<void> {
  const fates = await sendWaiting({
    viewerId: viewer,
    mayGoOn: () => isSignedIn(viewer),
    onChange: refresh,
    async onAccepted(unsent, one) {
      failures = 0
      receiveAccepted(one, { here: true })
      sendToTabs({ accepted: one })
      await removeUnsent(unsent)
    },
  })
  const pauses = fates.flatMap((fate) => ('pause' in fate ? fate.pause : []))
  if (pauses.length > 0) timer = setTimeout(sendNow, Math.max(...pauses) + fullJitter(failures++))
}
