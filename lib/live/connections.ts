import type { Connection } from './connection'

/** The connections of this process by user. Most users have one, so a list for each is enough. */
export class Connections {
  private readonly byUser = new Map<string, Connection[]>()
  private count = 0

  get size(): number {
    return this.count
  }

  add(connection: Connection): void {
    this.count++
    const others = this.byUser.get(connection.userKey)
    if (others) others.push(connection)
    else this.byUser.set(connection.userKey, [connection])
  }

  /** Returns true when this was the user's last connection here. Idempotent. */
  remove(connection: Connection): boolean {
    const before = this.of(connection.userKey)
    const left = before.filter((other) => other !== connection)
    if (left.length === before.length) return false
    this.count--
    if (left.length > 0) this.byUser.set(connection.userKey, left)
    else this.byUser.delete(connection.userKey)
    return left.length === 0
  }

  of(userKey: string): Connection[] {
    return this.byUser.get(userKey) ?? []
  }

  userKeys(): string[] {
    return [...this.byUser.keys()]
  }

  *all(): Generator<Connection> {
    for (const connections of this.byUser.values()) yield* connections
  }
}
