/** The first match counts: most browsers also name older ones (Edge names Chrome, Chrome names Safari). */
const BROWSERS: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'Chromebook'],
  [/Linux|X11/, 'Linux'],
]

/** Characters of a user agent that are read. Browsers send fewer. */
const MAX_LENGTH = 512

/**
 * A device in words that its owner recognises ("Firefox on Linux"). The words come from the tables above, so a client cannot
 * choose what is shown.
 */
export function describeDevice(userAgent: string | null): string {
  const text = (userAgent ?? '').slice(0, MAX_LENGTH)
  const browser = firstMatch(BROWSERS, text)
  const system = firstMatch(SYSTEMS, text)
  if (browser && system) return `${browser} on ${system}`
  return browser ?? system ?? 'Unknown device'
}

function firstMatch(table: [RegExp, string][], text: string): string | null {
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? null
}
