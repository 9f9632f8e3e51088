/** Random enough for a lifetime of drafts. Not randomUUID: browsers have that over https only. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
