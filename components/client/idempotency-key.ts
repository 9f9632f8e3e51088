/** 128 random bits in hexadecimal. Not `randomUUID`: browsers offer it on https pages only. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
