const WIDTH = 20

/** A step cannot succeed. The message says in one line what to do. */
export class Refusal extends Error {}

/**
 * Runs one step and prints its name, its time and the text that it returns.
 * @param {string} name
 * @param {(note: (line: string) => void) => Promise<string | undefined> | string | undefined} work `note`: prints a line below the step
 */
export async function step(name, work) {
  const began = Date.now()
  /** @type {string[]} */
  const notes = []
  if (process.stdout.isTTY) process.stdout.write(`  ${name} …`)
  try {
    const result = await work((line) => notes.push(line))
    show(`  ${name.padEnd(WIDTH)} ${seconds(began)}  ${result ?? ''}`)
  } catch (error) {
    show(`  ${name.padEnd(WIDTH)} ${seconds(began)}  failed`)
    throw error
  } finally {
    for (const line of notes) console.log(`    ${line}`)
  }
}

/** @param {string} line */
function show(line) {
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K')
  console.log(line.trimEnd())
}

/** @param {number} since */
function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`.padStart(8)
}

/**
 * Prints an error and ends the process. Expected errors are printed as one line, others with their stack.
 * @param {unknown} error
 * @returns {never}
 */
export function exitWithError(error) {
  const known =
    error instanceof Refusal ||
    (error instanceof Error && !(error instanceof TypeError || error instanceof ReferenceError))
  console.error(known ? `\n${error.message}` : error)
  process.exit(1)
}
