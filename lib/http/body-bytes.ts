import { AppError } from '@/lib/process/errors'
import { once } from '@/lib/process/once'
import { limitSubject } from './network-address'

/** Bytes of the bodies that this process is reading, of one address and of all: 8 and 512 of the largest allowed. */
const MAX_OF_ADDRESS = 1024 * 1024
const MAX_OF_ALL = 64 * 1024 * 1024

const reading = once('body-bytes', () => ({ all: 0, ofAddress: new Map<string, number>() }))

export type BodyBytes = { readonly count: number; add: (bytes: number) => void; release: () => void }

/**
 * Counts the bytes of one body while it is read, so that many slow senders cannot fill the memory. `add` throws `overloaded`
 * when the bodies of this address, or of all, are too large together. `release` must be called in the end.
 */
export function countBodyBytes(address: string): BodyBytes {
  const subject = limitSubject(address)
  let count = 0

  function change(bytes: number): void {
    count += bytes
    reading.all += bytes
    const ofAddress = (reading.ofAddress.get(subject) ?? 0) + bytes
    if (ofAddress > 0) reading.ofAddress.set(subject, ofAddress)
    else reading.ofAddress.delete(subject)
  }

  return {
    get count() {
      return count
    },
    add(bytes) {
      change(bytes)
      const ofAddress = reading.ofAddress.get(subject) ?? 0
      if (reading.all > MAX_OF_ALL || ofAddress > MAX_OF_ADDRESS) {
        throw new AppError('overloaded', 'Too much is being sent at once. Please try again.', { retryAfter: 2 })
      }
    },
    release: () => change(-count),
  }
}
