import { defineConfig } from '@playwright/test'
import { BROWSER_FLAGS } from './bin/services/browser.mjs'

/** Runs against the built site that `npm test` starts; BASE_URL and CHROMIUM_PATH come from there. */
export default defineConfig({
  testDir: 'tests/components',
  // Beside them are unit tests, which Vitest runs.
  testMatch: '**/*.spec.ts',
  // People in different tests do not know each other, but two browsers keep two cores busy: a third makes nothing faster.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.BASE_URL,
    // Playwright does not see the requests of a service worker. Tests of the worker allow it themselves.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args: BROWSER_FLAGS },
  },
})
