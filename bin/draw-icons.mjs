// Draws the icons of the installed site into public/icons/ from app/icon.svg. Run it after changing that: node bin/draw-icons.mjs
import { mkdirSync, readFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { BROWSER_FLAGS, findBrowser } from './services/browser.mjs'

const FOLDER = 'public/icons'
const ICON = readFileSync('app/icon.svg', 'utf8')

/** A maskable icon fills its square, because the device cuts it to a shape, and what must be seen lies in the middle. */
const MASKABLE = ICON.replace(' rx="9"', '')
  .replace(/(<path)/, '<g transform="translate(16 16) scale(.8) translate(-16 -16)">$1')
  .replace('</svg>', '</g></svg>')

const browser = await chromium.launch({ executablePath: await findBrowser(console.log), args: BROWSER_FLAGS })
const page = await browser.newPage()

/** @param {string} name @param {{ svg: string, size: number }} icon */
async function draw(name, { svg, size }) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${svg}`)
  await page.screenshot({ path: `${FOLDER}/${name}.png`, omitBackground: true })
}

mkdirSync(FOLDER, { recursive: true })
await draw('icon-192', { svg: ICON, size: 192 })
await draw('icon-512', { svg: ICON, size: 512 })
await draw('maskable-512', { svg: MASKABLE, size: 512 })
await browser.close()
