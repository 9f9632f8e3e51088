import type { Connection } from './connection'

/** The connections of this process by user, and by the network they come from. Most users have one, so a list for each is enough. */
export class Connections {
  private readonly byUser = new Map<string, Connection[]>()
  private readonly byNetwork = new Map<string, Set<Connection>>()
  private count = 0

  get size(): number {
    return this.count
  }

  add(connection: Connection): void {
    this.count++
    const others = this.byUser.get(connection.userKey)
    if (others) others.push(connection)
    else this.byUser.set(connection.userKey, [connection])
    const neighbours = this.byNetwork.get(connection.network) ?? new Set()
    this.byNetwork.set(connection.network, neighbours.add(connection))
  }

  /** Returns true when this was the user's last connection here. Idempotent. */
  remove(connection: Connection): boolean {
    const before = this.of(connection.userKey)
    const left = before.filter((other) => other !== connection)
    if (left.length === before.length) return false
    this.count--
    this.leaveNetwork(connection)
    if (left.length > 0) this.byUser.set(connection.userKey, left)
    else this.byUser.delete(connection.userKey)
    return left.length === 0
  }

  private leaveNetwork(connection: Connection): void {
    const neighbours = this.byNetwork.get(connection.network)
    neighbours?.delete(connection)
    if (neighbours?.size === 0) this.byNetwork.delete(connection.network)
  }

  /** The oldest first. */
  of(userKey: string): Connection[] {
    return this.byUser.get(userKey) ?? []
  }

  /** All that come from one network, the oldest first. */
  from(network: string): ReadonlySet<Connection> {
    return this.byNetwork.get(network) ?? new Set()
  }

  userKeys(): string[] {
    return [...this.byUser.keys()]
  }

  *all(): Generator<Connection> {
    for (const connections of this.byUser.values()) yield* connections
  }
}
