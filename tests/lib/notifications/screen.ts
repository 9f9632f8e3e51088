import type { NotificationGroup, NotificationNews, NotificationPage, NotificationState } from '@/lib/shared/views'
import { readBell } from '../../support/acts'
import type { Person } from '../../support/people'
import { openStream, type TestStream } from '../../support/streams'
import { inWords } from './checked-bell'

/**
 * A bell as any program may show it that keeps to docs/api.md: counts by version, each group by its own version, and the
 * first page again after a gap in the versions. It never adds or subtracts.
 */
export class Screen {
  /** The person who looks at it, and their stream. */
  readonly person: Person
  readonly stream: TestStream
  /** How often it had to load the list again. */
  reloads = 0
  private readonly groups = new Map<string, NotificationGroup>()
  private taken = 0
  private needsReload = false
  private held: NotificationState

  private constructor(person: Person, stream: TestStream, hello: NotificationState) {
    this.person = person
    this.stream = stream
    this.held = hello
  }

  static async open(person: Person, device: Pick<Person, 'cookie'> = person): Promise<Screen> {
    const stream = await openStream(device)
    const screen = new Screen(person, stream, stream.of('hello')[0]?.data.notifications)
    screen.takePage(await readBell(person, { query: '?limit=100' }))
    return screen
  }

  /** The frames that have arrived, in this order. */
  get news(): NotificationNews[] {
    return this.stream.of('notifications').map(({ data }) => data)
  }

  /** What it shows, in words, after all frames that have arrived. */
  async shows(): Promise<{ unseen: number; unread: number; rows: string[] }> {
    await this.catchUp()
    return { unseen: this.held.unseen, unread: this.held.unread, rows: this.rows().map(inWords) }
  }

  /** The rows that it shows, the newest first. */
  rows(): NotificationGroup[] {
    const shown = [...this.groups.values()].filter(({ actorCount, archived }) => actorCount > 0 && !archived)
    const key = ({ seq, id }: NotificationGroup) => [BigInt(seq), BigInt(id)] as const
    return shown.sort((one, other) => {
      const [[a, i], [b, j]] = [key(one), key(other)]
      return Number(b - a) || Number(j - i)
    })
  }

  get state(): NotificationState {
    return this.held
  }

  /** Receives the frames that have arrived since the last call. */
  async catchUp(): Promise<void> {
    for (let next = this.news[this.taken]; next; next = this.news[this.taken]) {
      this.taken++
      this.needsReload ||= BigInt(next.version) > BigInt(this.held.version) + 1n
      this.takeState(next)
      for (const group of next.groups) this.takeGroup(group)
      if (this.needsReload) await this.reload()
    }
    if (this.needsReload) await this.reload()
  }

  private async reload(): Promise<void> {
    this.takePage(await readBell(this.person, { query: '?limit=100' }))
    this.needsReload = false
    this.reloads++
  }

  private takeState({ version, unseen, unread, headSeq }: NotificationState): void {
    if (BigInt(version) > BigInt(this.held.version)) this.held = { version, unseen, unread, headSeq }
  }

  private takeGroup(group: NotificationGroup): void {
    const known = this.groups.get(group.id)
    if (!known || BigInt(group.version) > BigInt(known.version)) this.groups.set(group.id, group)
  }

  /** Rows that the page should have and does not are gone. */
  private takePage({ items, nextCursor, state }: NotificationPage): void {
    const floor = nextCursor === null ? 0n : BigInt(items.at(-1)?.seq ?? 0)
    const ids = new Set(items.map(({ id }) => id))
    for (const [id, { seq, version }] of this.groups) {
      if (!ids.has(id) && BigInt(seq) > floor && BigInt(version) <= BigInt(state.version)) this.groups.delete(id)
    }
    this.takeState(state)
    for (const group of items) this.takeGroup(group)
  }
}
