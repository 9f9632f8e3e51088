/** How far counts are below (lost) and above (doubled) the value that each should have. */
export function missBy(expected: number, counts: number[]): { lost: number; doubled: number } {
  const off = counts.map((count) => count - expected)
  const sum = (parts: number[]) => parts.reduce((all, part) => all + Math.max(0, part), 0)
  return { lost: sum(off.map((part) => -part)), doubled: sum(off) }
}
