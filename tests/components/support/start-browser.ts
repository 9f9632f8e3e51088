import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type BrowserContext, chromium } from '@playwright/test'
import { BROWSER_FLAGS } from '../../../bin/services/browser.mjs'

type StartedBrowser = {
  context: BrowserContext
  /** As a crash or a power cut would end it. */
  kill: () => Promise<void>
}

/** Starts a browser that keeps what it stores in a folder. */
export async function startBrowser(profile: string): Promise<StartedBrowser> {
  const flags = [...BROWSER_FLAGS, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`]
  const browser = spawn(process.env.CHROMIUM_PATH ?? chromium.executablePath(), flags, {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  const address = await new Promise<string>((resolve, reject) => {
    browser.stderr.on('data', (text) => {
      said += text
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    })
    browser.on('exit', () => reject(new Error(said)))
  })
  const [context] = (await chromium.connectOverCDP(address)).contexts()
  if (!context) throw new Error('the browser has no context')
  return {
    context,
    async kill() {
      const ended = once(browser, 'exit')
      browser.kill('SIGKILL')
      await ended
    },
  }
}
