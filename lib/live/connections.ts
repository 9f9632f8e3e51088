import type { Connection } from './connection'

/** Who is connected to this process: user -> connections. A user mostly has one, so a list does. */
export class Members {
  private readonly byUser = new Map<string, Connection[]>()
  size = 0

  add(connection: Connection): void {
    this.size++
    const known = this.byUser.get(connection.userKey)
    if (known) known.push(connection)
    else this.byUser.set(connection.userKey, [connection])
  }

  /** Returns true when this was the user's last connection here. */
  remove(connection: Connection): boolean {
    const left = this.of(connection.userKey).filter((other) => other !== connection)
    if (left.length === this.of(connection.userKey).length) return false
    this.size--
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
