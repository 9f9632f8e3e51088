import { expect, test } from 'vitest'
import {
  filesIn,
  isReadable,
  markAsStored,
  pageAddress,
  picturesIn,
  titleIn,
  viewerIn,
} from '@/components/service-worker/page-text'

const PAGE = `<!DOCTYPE html><html lang="en" class="geist"><head><meta charSet="utf-8"/>
<link rel="stylesheet" href="/_next/static/chunks/a.css" data-precedence="next"/>
<link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/b.js"/>
<script src="/_next/static/chunks/b.js" async="" nonce=""></script><script src="/_next/static/chunks/c.js" async=""></script>
<script src="/_next/static/chunks/old.js" noModule="" nonce=""></script><script src="https://elsewhere.example/_next/static/d.js"></script>
<meta name="carillon-viewer" content="120"/><title>(2) A post by Ana · Carillon</title></head>
<body><img class="x" src="/faces/ana.svg" alt=""/><img src="/faces/ana.svg"/><img src="/api/media/1/small"/></body></html>`

test('a page says for whom it was rendered: a member, a visitor, or nobody says', () => {
  expect(viewerIn(PAGE)).toBe('120')
  expect(viewerIn(PAGE.replace('content="120"', 'content=""'))).toBe('')
  expect(viewerIn('<html><title>There is nothing here</title></html>')).toBeNull()
})

test('what somebody writes cannot say it instead: signs of a tag are escaped in a text', () => {
  expect(viewerIn(`&lt;meta name=&quot;carillon-viewer&quot; content=&quot;7&quot;&gt;${PAGE}`)).toBe('120')
})

test('the files without which a page does not work are its own scripts and styles, each once, and no polyfills', () => {
  const files = ['a.css', 'b.js', 'c.js'].map((name) => `/_next/static/chunks/${name}`)
  expect(filesIn(PAGE)).toEqual(files)
})

test('pictures of the site are stored with a page; those of people are not', () => {
  expect(picturesIn(PAGE)).toEqual(['/faces/ana.svg'])
})

test('the title is without the name of the site', () => {
  expect(titleIn(PAGE)).toBe('(2) A post by Ana')
})

test('a stored page says since when', () => {
  expect(markAsStored(PAGE, { readAt: '2026-11-28T14:32:00.000Z', cause: 'slow' })).toContain(
    '<html data-stored-at="2026-11-28T14:32:00.000Z" data-shown-as="slow" lang="en"',
  )
})

test.each([
  '/',
  '/posts/1',
  '/people/ana',
  '/people/ana/friends',
  '/places',
  '/places/1',
  '/friends',
  '/notifications?filter=unread',
])('%s is stored', (path) => {
  expect(isReadable(`https://carillon.example${path}`)).toBe(true)
})

test.each([
  '/settings',
  '/settings/devices',
  '/sign-in?next=%2F',
  '/sign-up',
  '/api/feed',
  '/postscript',
  '/sw.js',
  '/.well-known/change-password',
])('%s is not', (path) => {
  expect(isReadable(`https://carillon.example${path}`)).toBe(false)
})

test('a page has one address, whether the browser or the router asks for it', () => {
  const page = 'https://carillon.example/notifications?filter=unread'
  expect(pageAddress(`${page}&_rsc=1a2b`)).toBe(page)
  expect(pageAddress(`${page}#row-3`)).toBe(page)
})
