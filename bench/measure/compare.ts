import { log } from '@/bench/report/log'

/** The result of one run of one competitor. It is void when a delivery was lost or doubled. */
export type Sample = { figures: Record<string, number>; lost: number; doubled: number }

export type Competitor = { name: string; run: () => Promise<Sample> }

export type Samples = Map<string, Sample[]>

/**
 * Runs all competitors `repeats` times, every second time in reverse order, so that none always runs later than another. No
 * sample is dropped.
 */
export async function compare(competitors: Competitor[], repeats: number): Promise<Samples> {
  const samples: Samples = new Map(competitors.map(({ name }) => [name, []]))
  for (let repeat = 0; repeat < repeats; repeat++) {
    const order = repeat % 2 === 0 ? competitors : competitors.toReversed()
    for (const { name, run } of order) {
      const sample = await run()
      samples.get(name)?.push(sample)
      log(`    ${repeat + 1}/${repeats} ${name}: ${summary(sample)}`)
    }
  }
  return samples
}

function summary({ figures, lost, doubled }: Sample): string {
  const parts = Object.entries(figures).map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
  return [...parts, ...(lost + doubled > 0 ? [`VOID: lost ${lost}, doubled ${doubled}`] : [])].join(', ')
}
