/** Something this browser remembers for its reader. Null when there is nothing, or storage is forbidden. */
export function readSetting(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    // Forbidden by the browser's settings: then nothing is remembered.
    return null
  }
}

export function writeSetting(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Forbidden or full: the choice holds until the page is left.
  }
}
