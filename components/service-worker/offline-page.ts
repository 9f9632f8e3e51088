import { plainPage } from '@/lib/shared/plain-page'
import { type ListedPage, listPages } from './stored-pages'

/** The page for an address that cannot be reached and is not stored. It needs nothing from the network. */
export async function offlinePage(): Promise<Response> {
  const nonce = Math.random().toString(36).slice(2)
  const policy = `default-src 'none'; connect-src 'self'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  return new Response(await write(nonce), {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    },
  })
}

async function write(nonce: string): Promise<string> {
  const pages = await listPages()
  return plainPage({
    title: 'You are offline',
    nonce,
    style: STYLE,
    main: `<p>This page is not on your device, and Carillon cannot be reached. It opens by itself when the connection is back.</p>
<button type="button">Try again</button>
${pages.length > 0 ? `<h2>What you can read now</h2>\n<ul>${pages.map(item).join('\n')}</ul>` : ''}
<script nonce="${nonce}">${SCRIPT}</script>`,
  })
}

/** The title is already escaped: it is part of a page as the server wrote it. */
function item({ path, title, readAt }: ListedPage): string {
  const at = readAt.toLocaleString(undefined, { weekday: 'short', hour: 'numeric', minute: '2-digit' })
  return `<li><a href="${path.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"><bdi>${title || path}</bdi></a> <span>${at}</span></li>`
}

/** Asks whether the site answers again, and then loads the page that the reader wanted. */
const SCRIPT = `
const reload = () => location.reload()
const look = () => fetch('/api/healthz', { cache: 'no-store' }).then((answer) => answer.ok && reload(), () => {})
document.querySelector('button').onclick = reload
addEventListener('online', look)
setInterval(look, 5000)`

const STYLE = `
h2 { margin: 2.5rem 0 0.5rem; font-size: 1rem }
ul { margin: 0; padding: 0; list-style: none }
li { display: flex; justify-content: space-between; gap: 1rem; border-top: 1px solid var(--line) }
li a { padding: 0.625rem 0; min-width: 0; overflow-wrap: anywhere; color: inherit }
li span { padding: 0.625rem 0; white-space: nowrap; color: var(--soft) }`
