import type { IncomingMessage } from 'node:http'
import { env } from '@/lib/process/env'
import { normalAddress } from './network-address'

/** Our own server sets it on every request, so that a client cannot choose its address. */
const ADDRESS_HEADER = 'x-carillon-address'

/** Writes the client's IP address, which the socket has, into a header. Overwrites what the client sent there. */
export function noteClientAddress(request: IncomingMessage): void {
  request.headers[ADDRESS_HEADER] = addressOfRaw(request)
}

/**
 * The address from which a raw request comes. Of X-Forwarded-For only the entries that TRUSTED_PROXIES added are used:
 * those further left could have been written by anybody.
 */
export function addressOfRaw(request: IncomingMessage): string {
  const direct = request.socket.remoteAddress ?? 'unknown'
  if (env.TRUSTED_PROXIES === 0) return normalAddress(direct)
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',')
  const chain = [...forwarded.map((part) => part.trim()).filter(Boolean), direct]
  return normalAddress(chain[Math.max(0, chain.length - 1 - env.TRUSTED_PROXIES)] ?? direct)
}

/** The address that `noteClientAddress` wrote on a request of the HTTP API. */
export function addressOf(request: { headers: Headers }): string {
  return request.headers.get(ADDRESS_HEADER) ?? 'unknown'
}
