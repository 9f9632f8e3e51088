/** Progress goes to stderr, so that stdout contains only the tables. */
export function log(line: string): void {
  process.stderr.write(`${line}\n`)
}
