import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { env } from '@/lib/process/env'

/** Set by our own server on every request, so that a browser cannot choose its address. */
export const ADDRESS_HEADER = 'x-carillon-address'

/**
 * Where a raw request comes from. Of X-Forwarded-For only what TRUSTED_PROXIES added is believed: everything further
 * left was written by somebody else.
 */
export function addressOfRaw(request: IncomingMessage): string {
  const direct = request.socket.remoteAddress ?? 'unknown'
  if (env.TRUSTED_PROXIES === 0) return plain(direct)
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',')
  const chain = [...forwarded.map((part) => part.trim()).filter(Boolean), direct]
  return plain(chain[Math.max(0, chain.length - 1 - env.TRUSTED_PROXIES)] ?? direct)
}

/** The address that our server noted on a request of the HTTP API. */
export function addressOf(request: { headers: Headers }): string {
  return request.headers.get(ADDRESS_HEADER) ?? 'unknown'
}

/** What limits count by: an IPv6 customer owns a whole /64. */
export function limitSubject(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const zeros = address.includes('::') ? Array(8 - left.length - right.length).fill('0') : []
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}

function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address
}
