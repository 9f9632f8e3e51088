import { isIPv4, isIPv6 } from 'node:net'

/** What limits count by: the address, or its /64 network for IPv6, all of which belongs to one customer. */
export function limitSubject(address: string): string {
  if (!isIPv6(address) || isLoopback(address)) return address
  const [head = '', tail] = address.split('::')
  const left = head.split(':').filter(Boolean)
  if (tail === undefined) return left.slice(0, 4).join(':')
  const right = tail.split(':').filter(Boolean)
  const zeros = Array(8 - left.length - right.length).fill('0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}

/**
 * An address in its one form: without brackets, port and zone, IPv6 in lower case with the longest run of zeros left out, IPv4
 * that is written as IPv6 as IPv4. `unknown` for what is no address, so that all of that shares one limit.
 */
export function normalAddress(text: string): string {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '')
  if (isIPv4(bare)) return bare
  if (!isIPv6(bare)) return 'unknown'
  const normal = new URL(`http://[${bare}]`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(normal)
  if (!mapped) return normal
  const [high = 0, low = 0] = mapped.slice(1).map((part) => Number.parseInt(part, 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
