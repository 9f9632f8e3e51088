/** A setting that this browser stores. Null when there is none, or the browser forbids storage. */
export function readSetting(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    // Storage is forbidden by the browser's settings.
    return null
  }
}

export function writeSetting(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Storage is forbidden or full: the setting lasts until the page is left.
  }
}
