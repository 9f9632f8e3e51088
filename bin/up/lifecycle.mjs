import { endRunning } from './run.mjs'

/** @typedef {{ stop: () => Promise<void> | void, kill?: () => void }} Stoppable */

/** @type {Stoppable[][]} */
const layers = []
/** @type {Promise<void> | null} */
let ending = null

/**
 * Notes what must be stopped when everything ends. What was noted last is stopped first; what was noted together, together.
 * @param {Stoppable[]} things
 */
export function stopsWithUs(...things) {
  layers.unshift(things)
  // It was started while everything ends already.
  if (ending) for (const thing of things) void thing.stop()
}

/** Stops everything in order; repeatable. */
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
 * Ctrl-C and SIGTERM stop everything we started, in order. A second one hurries.
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
