// Draws the faces of the demo village into public/faces/. Run it after changing people.mjs: node prisma/demo/draw-faces.mjs
import { mkdirSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { PEOPLE } from './people.mjs'

/** @typedef {import('./people.mjs').Villager} Villager */

const INK = '#2b2623'

/** What lies behind the head. @type {Record<Villager['style'], (hair: string) => string>} */
const BEHIND = {
  short: () => '',
  bald: () => '',
  cap: () => '',
  bun: (hair) => `<circle cx="48" cy="15" r="9" fill="${hair}"/>`,
  long: (hair) => `<path d="M24 42c0-18 10-27 24-27s24 9 24 27v30H24z" fill="${hair}"/>`,
  bob: (hair) => `<path d="M25 42c0-17 10-26 23-26s23 9 23 26v16H25z" fill="${hair}"/>`,
  curls: (hair) =>
    [
      [30, 34],
      [33, 25],
      [41, 19],
      [50, 17],
      [59, 21],
      [65, 29],
      [67, 38],
      [29, 43],
    ]
      .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="9" fill="${hair}"/>`)
      .join(''),
  scarf: (hair) => `<path d="M23 46c0-20 10-31 25-31s25 11 25 31c0 14-6 26-25 26S23 60 23 46z" fill="${hair}"/>`,
}

/** What lies before the head. @type {Record<Villager['style'], (hair: string, coat: string) => string>} */
const BEFORE = {
  bald: () => '',
  short: (hair) =>
    `<path d="M29 40c0-15 8-22 19-22s19 7 19 22c-3-8-7-12-12-13-8 3-18 2-22 4-2 2-3 5-4 9z" fill="${hair}"/>`,
  bun: (hair) => `<path d="M29 41c-1-15 8-22 19-22s20 7 19 22c-4-9-10-14-19-14s-15 5-19 14z" fill="${hair}"/>`,
  long: (hair) => `<path d="M29 43c0-16 8-24 19-24s19 8 19 24c-5-5-9-9-11-15-6 7-17 8-27 15z" fill="${hair}"/>`,
  bob: (hair) => `<path d="M28 40c2-14 10-21 20-21s18 7 20 21c-11-1-25-2-40 0z" fill="${hair}"/>`,
  curls: (hair) =>
    [
      [36, 27],
      [44, 24],
      [53, 25],
      [60, 30],
    ]
      .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="6" fill="${hair}"/>`)
      .join(''),
  cap: (hair, coat) =>
    `<path d="M29 38c-1 5-1 7 0 9l3-10z" fill="${hair}"/><path d="M67 38c1 5 1 7 0 9l-3-10z" fill="${hair}"/><path d="M27 36c0-14 9-20 21-20s21 6 21 20z" fill="${coat}"/><path d="M26 35h45c4 0 6 2 6 5H27c-2 0-3-4-1-5z" fill="${INK}" opacity=".75"/>`,
  scarf: (hair) =>
    `<path d="M28 42c0-16 8-24 20-24s20 8 20 24c-4-8-11-12-20-12s-16 4-20 12z" fill="${hair}"/><path d="M28 42c4-8 11-12 20-12s16 4 20 12" fill="none" stroke="#000" stroke-opacity=".12" stroke-width="2"/>`,
}

/** @type {Record<NonNullable<Villager['with']>[number], (person: Villager) => string>} */
const EXTRAS = {
  glasses: () =>
    `<g fill="none" stroke="${INK}" stroke-width="1.8"><circle cx="40" cy="45" r="6"/><circle cx="56" cy="45" r="6"/><path d="M46 45h4"/></g>`,
  beard: ({ hair, style }) =>
    `<path d="M30 48c1 14 8 22 18 22s17-8 18-22c-3 6-7 8-10 7-3-2-13-2-16 0-3 1-7-1-10-7z" fill="${style === 'bald' ? INK : hair}"/>`,
  moustache: ({ hair }) => `<path d="M38 55c3-4 8-4 10-1 2-3 7-3 10 1-4 2-8 2-10 0-2 2-6 2-10 0z" fill="${hair}"/>`,
  freckles: () =>
    `<g fill="#b5703f" opacity=".55">${[
      [34, 50],
      [37, 52],
      [33, 53],
      [62, 50],
      [59, 52],
      [63, 53],
    ]
      .map(([x, y]) => `<circle cx="${x}" cy="${y}" r=".9"/>`)
      .join('')}</g>`,
  earrings: () => '<circle cx="28" cy="54" r="2.2" fill="#e5b53b"/><circle cx="68" cy="54" r="2.2" fill="#e5b53b"/>',
}

/**
 * A face as an SVG document: everything in it follows from the person.
 * @param {Villager} person
 */
export function drawFace(person) {
  const { name, skin, hair, style, coat, ground } = person
  const extras = person.with ?? []
  const smile = extras.includes('beard') ? '#fff' : '#8c3b2e'
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img" aria-label="${name}">`,
    `<rect width="96" height="96" fill="${ground}"/>`,
    BEHIND[style](hair),
    `<path d="M14 96c2-18 15-25 34-25s32 7 34 25z" fill="${coat}"/>`,
    `<path d="M41 60h14v12c0 4-3 6-7 6s-7-2-7-6z" fill="${skin}"/><path d="M41 66c4 4 10 4 14 0v4c-4 4-10 4-14 0z" fill="#000" opacity=".1"/>`,
    style === 'scarf'
      ? `<path d="M30 62c6 12 30 12 36 0l4 12c-10 10-34 10-44 0z" fill="${hair}"/>`
      : `<circle cx="29" cy="47" r="4" fill="${skin}"/><circle cx="67" cy="47" r="4" fill="${skin}"/>`,
    `<ellipse cx="48" cy="45" rx="19" ry="22" fill="${skin}"/>`,
    extras.includes('beard') ? EXTRAS.beard(person) : '',
    `<circle cx="40" cy="45" r="2.1" fill="${INK}"/><circle cx="56" cy="45" r="2.1" fill="${INK}"/>`,
    `<circle cx="36" cy="52" r="3.4" fill="#e2725b" opacity=".25"/><circle cx="60" cy="52" r="3.4" fill="#e2725b" opacity=".25"/>`,
    `<path d="M48 46c-1 3-2 5 0 6" fill="none" stroke="#000" stroke-opacity=".25" stroke-width="1.6" stroke-linecap="round"/>`,
    `<path d="M42 58c3 4 9 4 12 0" fill="none" stroke="${smile}" stroke-width="2" stroke-linecap="round"/>`,
    BEFORE[style](hair, coat),
    ...extras.filter((extra) => extra !== 'beard').map((extra) => EXTRAS[extra](person)),
    '</svg>\n',
  ].join('')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = new URL('../../public/faces/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  for (const person of PEOPLE) writeFileSync(new URL(`${person.handle}.svg`, folder), drawFace(person))
}
