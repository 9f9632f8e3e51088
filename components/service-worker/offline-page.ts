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
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>You are offline · Carillon</title>
<style nonce="${nonce}">${STYLE}</style>
<header><a href="/">${MARK}<span>Carillon</span></a></header>
<main>
<h1>You are offline</h1>
<p>This page is not on your device, and Carillon cannot be reached. It opens by itself when the connection is back.</p>
<button type="button">Try again</button>
${pages.length > 0 ? `<h2>What you can read now</h2>\n<ul>${pages.map(item).join('\n')}</ul>` : ''}
</main>
<script nonce="${nonce}">${SCRIPT}</script>
</html>`
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

const MARK = `<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9" fill="var(--accent)"/><path d="M16 6.5c-3.6 0-5.6 2.7-5.6 6.3 0 3.9-1.1 5.6-2.3 6.9-.5.6-.1 1.5.7 1.5h14.4c.8 0 1.2-.9.7-1.5-1.2-1.3-2.3-3-2.3-6.9 0-3.6-2-6.3-5.6-6.3Z" fill="var(--on-accent)"/><circle cx="16" cy="23.9" r="2.1" fill="var(--on-accent)"/></svg>`

/** The colours are those of app/globals.css. */
const STYLE = `
:root { color-scheme: light dark; --canvas: #f7f4ef; --ink: #211d19; --soft: #514942; --line: #e6dfd4; --accent: #94490c; --on-accent: #fff }
@media (prefers-color-scheme: dark) {
  :root { --canvas: #161412; --ink: #f2ede7; --soft: #cbc2b8; --line: #37312b; --accent: #eda45c; --on-accent: #241400 }
}
body { margin: 0; background: var(--canvas); color: var(--ink); font: 1rem/1.55 ui-sans-serif, system-ui, sans-serif }
header { padding: 1rem 1.25rem }
header a { display: inline-flex; align-items: center; gap: 0.625rem; min-height: 2.5rem; font-size: 1.125rem; font-weight: 600; color: inherit; text-decoration: none }
svg { width: 2rem; height: 2rem }
main { max-width: 28rem; margin: 0 auto; padding: 3rem 1.25rem }
h1 { margin: 0; font-size: 1.875rem; line-height: 1.25 }
h2 { margin: 2.5rem 0 0.5rem; font-size: 1rem }
p { color: var(--soft) }
button { min-height: 2.75rem; padding: 0 1.25rem; border: 0; border-radius: 99px; background: var(--accent); color: var(--on-accent); font: inherit; font-size: 0.9375rem; font-weight: 500; cursor: pointer }
ul { margin: 0; padding: 0; list-style: none }
li { display: flex; justify-content: space-between; gap: 1rem; border-top: 1px solid var(--line) }
li a { padding: 0.625rem 0; min-width: 0; overflow-wrap: anywhere; color: inherit }
li span { padding: 0.625rem 0; white-space: nowrap; color: var(--soft) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }`
