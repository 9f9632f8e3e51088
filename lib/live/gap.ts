/**
 * Knows since when messages to this gateway may be missing. A message arrives while the subscription does, which probes show,
 * and while the gateway is registered, which its lease shows. Times are those of `performance.now()`: clocks may be set.
 */
export class Gap {
  private probedAt = performance.now()
  private leasedAt: number | null = null
  private since: number | null = null
  private checking = false
  /** How many troubles there were: a check ends the gap only when no other one came meanwhile. */
  private troubles = 0

  get isOpen(): boolean {
    return this.since !== null
  }

  /** A message to this gateway itself has arrived. */
  probed(): void {
    this.probedAt = performance.now()
  }

  /** The lease was still valid when it was renewed, or is the first one. */
  leased(): void {
    this.leasedAt = performance.now()
  }

  /** False when there was no lease yet: nobody was registered before. */
  get hadLease(): boolean {
    return this.leasedAt !== null
  }

  /** Messages may be missing since the last moment at which they were known to arrive. */
  open(): void {
    this.troubles++
    this.since ??= Math.min(this.probedAt, this.leasedAt ?? this.probedAt)
  }

  /** Runs a check of the time since the gap began, in seconds; one at a time. When it does not throw, the gap is over. */
  async check(work: (seconds: number) => Promise<void>): Promise<void> {
    if (this.since === null || this.checking) return
    const [began, { troubles }] = [performance.now(), this]
    this.checking = true
    try {
      await work((began - this.since) / 1000)
      // A trouble that came meanwhile is another gap, for the next check.
      this.since = troubles === this.troubles ? null : began
    } finally {
      this.checking = false
    }
  }
}
