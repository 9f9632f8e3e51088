import { api } from '@/components/client/api'
import { receiveAndShare } from '@/components/live/live'
import { toastWithUndo } from '@/components/ui/toast'
import { toastFailure } from '@/components/ui/toast-failure'
import type { NotificationGroup, NotificationState } from '@/lib/shared/views'
import type { BellList } from './bell-list'
import { addMark, dropMark, settleMark } from './bell-marks'
import type { RowMark } from './row-mark'

type MarkRequest = Pick<RowMark, 'of' | 'change'> & { method: 'put' | 'delete'; path: string; body?: { upTo: string } }

let keys = 0
/** The last request under way for each row. */
const underWay = new Map<string, Promise<unknown>>()

/** Shows a mark at once and sends it. Those of one row are sent one after the other, so that the last press wins. */
async function mark(list: BellList, request: MarkRequest): Promise<void> {
  const key = ++keys
  list.change((now) => addMark(now, { key, of: request.of, change: request.change }))
  const sent = inTurn('id' in request.of ? request.of.id : '', () => send(request))
  try {
    const state = await sent
    list.change((now) => settleMark(now, key, state.version))
    receiveAndShare({ event: 'bell', state })
  } catch (error) {
    list.change((now) => dropMark(now, key))
    toastFailure(error, () => void mark(list, request))
  }
}

function inTurn<Answer>(row: string, work: () => Promise<Answer>): Promise<Answer> {
  const before = underWay.get(row)
  const done = before ? before.then(work, work) : work()
  underWay.set(row, done)
  const leave = () => underWay.get(row) === done && underWay.delete(row)
  done.then(leave, leave)
  return done
}

function send({ method, path, body }: MarkRequest): Promise<NotificationState> {
  const address = `/api/notifications/${path}`
  return method === 'put' ? api.put(address, body) : api.delete(address)
}

type Row = Pick<NotificationGroup, 'id' | 'read' | 'archived'>

export function markRead(list: BellList, { id, read }: Row): void {
  if (!read) void mark(list, { of: { id }, change: { read: true }, method: 'put', path: `${id}/read` })
}

export function markUnread(list: BellList, { id, read, archived }: Row): void {
  if (read && !archived) void mark(list, { of: { id }, change: { read: false }, method: 'delete', path: `${id}/read` })
}

/** Archives a row, and offers to undo it. */
export function archive(list: BellList, row: Row): void {
  const { id, archived } = row
  if (archived) return
  const change = { archived: true, read: true }
  void mark(list, { of: { id }, change, method: 'put', path: `${id}/archived` })
  toastWithUndo('Archived', () => moveBack(list, row))
}

/** Moves a row out of the archive. It is unread again if it was. */
export function moveBack(list: BellList, { id, read }: Row): void {
  void mark(list, { of: { id }, change: { archived: false, read }, method: 'delete', path: `${id}/archived` })
}

/** Everything up to this seq: what comes meanwhile stays unread. */
export function markAllRead(list: BellList, upTo: string): void {
  void mark(list, { of: { upTo }, change: { read: true }, method: 'put', path: 'read', body: { upTo } })
}
