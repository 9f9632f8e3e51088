import { readdirSync, readFileSync } from 'node:fs'

/** Milliseconds. Linux counts CPU time in hundredths of a second. */
const TICK = 10

type Stat = { pid: number; parent: number; cpu: number }

/** CPU time of every process, from /proc/<pid>/stat. That of ended children is included in their parent's. */
function readStats(): Stat[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const line = readFileSync(`/proc/${name}/stat`, 'utf8')
      // The name in parentheses may contain spaces and parentheses, so the fields are counted from its end.
      const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
      const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0)
      return [{ pid: Number(name), parent: Number(fields[1]), cpu: ticks * TICK }]
    } catch {
      // The process ended after the listing.
      return []
    }
  })
}

/** A process and its descendants. */
function familyOf(pid: number, stats: Stat[]): Stat[] {
  const family = stats.filter((stat) => stat.pid === pid)
  for (const member of family) family.push(...stats.filter((stat) => stat.parent === member.pid))
  return family
}

/** Milliseconds of CPU that these processes and their descendants have used so far. */
function readCpu<Role extends string>(pids: Record<Role, number>): Record<Role, number> {
  const stats = readStats()
  const entries = Object.entries<number>(pids).map(([role, pid]) => [
    role,
    familyOf(pid, stats).reduce((sum, { cpu }) => sum + cpu, 0),
  ])
  return Object.fromEntries(entries)
}

/** Returns a function that gives the milliseconds of CPU used since this call. */
export function watchCpu<Role extends string>(pids: Record<Role, number>): () => Record<Role, number> {
  const before = readCpu(pids)
  return () => {
    const after = readCpu(pids)
    for (const role of Object.keys(after) as Role[]) after[role] -= before[role]
    return after
  }
}

/** Kilobytes of memory that a process and its descendants hold. */
export function memoryOf(pid: number): number {
  const sizes = familyOf(pid, readStats()).map((member) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${member.pid}/status`, 'utf8'))?.[1] ?? 0),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
