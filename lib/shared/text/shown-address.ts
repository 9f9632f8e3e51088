/** Characters of the path and query that are shown. */
const MAX_REST = 32

/** Letters of other scripts that look like Latin ones: a host of these alone can pass for another host. */
const LIKE_LATIN = /^[аеорсухіјѕһԁԛԝӏкмнтвгьѵοναρτυικ0-9-]+$/u

const LATIN_LIKE_SCRIPTS = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}]/u

/**
 * How a link is shown: the whole host, because its end says whose site it is, and the beginning of the rest. A host that can be
 * taken for another one is shown as browsers do (`xn--…`).
 */
export function shownAddress(text: string, href: string): string {
  const [, written = '', rest = ''] = /^(?:https?:\/\/)?([^/?#]*)(.*)$/isu.exec(text) ?? []
  const { host } = new URL(href)
  const shownHost = (readsAsWritten(written) ? written.toLowerCase() : host).replace(/^www\./, '')
  const shownRest = rest === '/' ? '' : rest
  const characters = [...shownRest]
  return shownHost + (characters.length > MAX_REST ? `${characters.slice(0, MAX_REST - 1).join('')}…` : shownRest)
}

/** Whether a host of other letters than those of ASCII is shown with them. Others are shown as the browser reads them. */
function readsAsWritten(host: string): boolean {
  const letters = host.toLowerCase()
  return /[^\0-\x7f]/.test(letters) && letters.normalize('NFKC') === letters && !letters.split('.').some(isAmbiguous)
}

/** Whether a part of a host mixes letters that look alike, or consists only of such. */
function isAmbiguous(label: string): boolean {
  if (/^[\0-\x7f]*$/.test(label)) return false
  return LIKE_LATIN.test(label) || (/\p{Script=Latin}/u.test(label) && LATIN_LIKE_SCRIPTS.test(label))
}
