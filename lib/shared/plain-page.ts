type PlainPage = {
  title: string
  /** HTML. */
  main: string
  /** HTML for the head of the document. */
  head?: string
  style?: string
  /** Of the content security policy. */
  nonce?: string
}

/** A whole page in the look of the site that needs no other file. For when the site itself cannot answer. */
export function plainPage({ title, main, head = '', style = '', nonce = '' }: PlainPage): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}<title>${title} · Carillon</title>
<style nonce="${nonce}">${STYLE}${style}</style>
<header><a href="/">${MARK}<span>Carillon</span></a></header>
<main>
<h1>${title}</h1>
${main}
</main>
</html>`
}

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
p { color: var(--soft) }
button { min-height: 2.75rem; padding: 0 1.25rem; border: 0; border-radius: 99px; background: var(--accent); color: var(--on-accent); font: inherit; font-size: 0.9375rem; font-weight: 500; cursor: pointer }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
`
