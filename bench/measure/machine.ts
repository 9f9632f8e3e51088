import { spawnSync } from 'node:child_process'
import { cpus, loadavg, release, totalmem } from 'node:os'

export type Machine = {
  cpu: string
  cores: number
  memoryGb: number
  kernel: string
  node: string
  redis: string
  postgresql: string
  nginx: string | null
  /** The load average of the last minute; near 0 on a quiet machine. */
  load: number
  date: string
  sizes: 'full' | 'quick'
}

/** The machine and the programs with which the figures were measured. */
export function describeMachine(sizes: Machine['sizes'], versions: { redis: string; postgresql: string }): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    ...versions,
    nginx: versionOfNginx(),
    load: loadavg()[0] ?? 0,
    date: new Date().toISOString(),
    sizes,
  }
}

/** The machine in one line of text, with a warning when it is too busy for reliable figures. */
export function lineOf({ cpu, cores, memoryGb, kernel, node, redis, postgresql, nginx, load, sizes }: Machine): string {
  const programs = [`Linux ${kernel}`, `Node ${node}`, `PostgreSQL ${postgresql}`, `Redis ${redis}`]
  const facts = [
    `${cpu}, ${cores} cores, ${memoryGb} GB`,
    ...programs,
    ...(nginx ? [`nginx ${nginx}`] : []),
    `${sizes} sizes`,
  ]
  const busy =
    load > cores / 4 ? `\nThe machine is busy (load ${load.toFixed(1)}): only CPU per unit is reliable now.` : ''
  return facts.join(' - ') + busy
}

function versionOfNginx(): string | null {
  const { stderr } = spawnSync('nginx', ['-v'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  })
  return /nginx\/(\S+)/.exec(stderr ?? '')?.[1] ?? null
}
