/** Progress goes to the error output, so that the output proper is the tables. */
export function log(line: string): void {
  process.stderr.write(`${line}\n`)
}
