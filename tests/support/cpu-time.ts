/** Milliseconds of computing that this work takes in this process: they do not depend on how busy the machine is. */
export function cpuTimeOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
