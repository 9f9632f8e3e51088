import { endRunning } from './run.mjs'

/** @typedef {{ stop: () => Promise<void> | void, kill?: () => void }} Stoppable */

/** @type {Stoppable[][]} */
const layers = []
/** @type {Promise<void> | null} */
let ending = null

/**
 * Registers what must be stopped when everything ends. The last registered is stopped first; things of one call are stopped
 * at the same time.
 * @param {Stoppable[]} things
 */
export function stopAtEnd(...things) {
  layers.unshift(things)
  // It was started while everything is being stopped.
  if (ending) for (const thing of things) void thing.stop()
}

/** Stops everything in order. Idempotent. */
export function stopEverything() {
  ending ??= (async () => {
    endRunning()
    for (const layer of [...layers]) await Promise.allSettled(layer.map((thing) => thing.stop()))
  })()
  return ending
}

export function isEnding() {
  return ending !== null
}

/**
 * Makes Ctrl-C and SIGTERM stop everything in order. A second signal kills what can be killed.
 * @param {(line: string) => void} log
 */
export function listenForSignals(log) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (ending) {
        for (const thing of layers.flat()) thing.kill?.()
        return
      }
      log('stopping …')
      stopEverything().then(() => {
        log('stopped')
        process.exit(0)
      })
    })
  }
}
