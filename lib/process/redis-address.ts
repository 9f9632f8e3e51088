import type { RedisOptions, SentinelAddress } from 'ioredis'

const SENTINEL = /^(rediss?)\+sentinel:\/\/(?:([^@/]*)@)?([^@/?]+)\/([^/?]+)(?:\/(\d+))?\/?(?:\?(.*))?$/

/** The port of a Sentinel whose address names none. */
const SENTINEL_PORT = 26379

/**
 * How to connect to a Redis by its address: `redis://` or `rediss://` for one server, or, for the master that Sentinels know by
 * a name, `redis+sentinel://user:password@host:port,host:port/name/db?sentinelPassword=…`. Null when it is none of them.
 */
export function parseRedisAddress(address: string): RedisOptions | null {
  const sentinel = SENTINEL.exec(address)
  if (sentinel) return parseSentinelAddress(sentinel)
  if (!URL.canParse(address)) return null
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(address)
  if (!/^rediss?:$/.test(protocol) || !/^\/?\d*$/.test(pathname)) return null
  return {
    host: hostname.replace(/^\[|\]$/g, '') || '127.0.0.1',
    port: Number(port || 6379),
    db: Number(pathname.slice(1) || searchParams.get('db') || 0),
    ...login(username, password),
    ...(protocol === 'rediss:' && { tls: {} }),
  }
}

function parseSentinelAddress([, scheme, user = '', hosts = '', name, db, query]: string[]): RedisOptions | null {
  const sentinels = hosts.split(',').map(parseHost)
  if (!sentinels.every((host) => host !== null)) return null
  const [username = '', password = ''] = user.includes(':') ? splitOnce(user, ':') : ['', user]
  const search = new URLSearchParams(query)
  const [sentinelUsername, sentinelPassword] = [search.get('sentinelUsername'), search.get('sentinelPassword')]
  return {
    sentinels,
    name: decodeURIComponent(name ?? ''),
    role: 'master',
    // Without it a connection stays with a server that is no longer the master until that one refuses a write.
    failoverDetector: true,
    db: Number(db ?? 0),
    ...login(username, password),
    ...(sentinelUsername && { sentinelUsername }),
    ...(sentinelPassword && { sentinelPassword }),
    ...(scheme === 'rediss' && { tls: {}, enableTLSForSentinelMode: true }),
  }
}

function parseHost(text: string): SentinelAddress | null {
  if (!URL.canParse(`redis://${text}`)) return null
  const { hostname, port } = new URL(`redis://${text}`)
  return hostname ? { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || SENTINEL_PORT) } : null
}

function login(username: string, password: string): RedisOptions {
  return {
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
  }
}

function splitOnce(text: string, at: string): [string, string] {
  const index = text.indexOf(at)
  return [text.slice(0, index), text.slice(index + 1)]
}
