import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from '@/lib/process/env'
import { NO_SERVICE_WORKER } from './no-service-worker'

/**
 * The service worker of this build. In development, and where it is switched off, it is one that removes itself: browsers look
 * here at each page load, so they lose the one they have.
 */
export async function GET(): Promise<Response> {
  const wanted = process.env.NODE_ENV === 'production' && env.SERVICE_WORKER === 'on'
  const script = wanted ? await readFile(join(process.cwd(), 'dist', 'service-worker.js'), 'utf8') : NO_SERVICE_WORKER
  return new Response(script, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  })
}
