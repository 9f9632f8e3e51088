/** Of the first that fits; browsers name their ancestors too, so the order matters. */
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

/** Whoever sends more is not describing a browser. */
const MAX_READ = 512

/** A device in words its owner recognises ("Firefox on Linux"). Only words of ours, whatever a client sends. */
export function describeDevice(userAgent: string | null): string {
  const told = (userAgent ?? '').slice(0, MAX_READ)
  const browser = nameIn(BROWSERS, told)
  const system = nameIn(SYSTEMS, told)
  if (browser && system) return `${browser} on ${system}`
  return browser ?? system ?? 'Unknown device'
}

function nameIn(known: [RegExp, string][], told: string): string | null {
  return known.find(([sign]) => sign.test(told))?.[1] ?? null
}
