import type { Frame } from '@/components/live/frames'
import { type BellListState, EMPTY_BELL_LIST, rowsOf } from '@/components/notifications/bell-list-state'
import { addMark } from '@/components/notifications/bell-marks'
import { mergeBellPage, receiveBell } from '@/components/notifications/receive-bell'
import type { RowMark } from '@/components/notifications/row-mark'
import type { NotificationFilter, NotificationPage } from '@/lib/shared/views'
import { aState, someNews } from './a-group'

export const news = (...given: Parameters<typeof someNews>): Frame => ({
  event: 'notifications',
  ...someNews(...given),
})
export const bell = (...given: Parameters<typeof aState>): Frame => ({ event: 'bell', state: aState(...given) })
export const hello = (...given: Parameters<typeof aState>): Frame => ({
  event: 'hello',
  mode: 'live',
  position: 'e:1',
  connectionId: 'c',
  serverTime: '',
  notifications: aState(...given),
})

export const open = (page: NotificationPage, filter: NotificationFilter = 'all', list = EMPTY_BELL_LIST) =>
  mergeBellPage(list, { filter, page, knownBefore: list.groups })
export const receiveAll = (list: BellListState, ...frames: Frame[]) => frames.reduce(receiveBell, list)
export const idsOf = (list: BellListState, filter: NotificationFilter = 'all') =>
  rowsOf(list, filter).map(({ id }) => id)
export const mark = (list: BellListState, key: number, given: Pick<RowMark, 'of' | 'change'>) =>
  addMark(list, { key, ...given })
export const READ = { read: true }
