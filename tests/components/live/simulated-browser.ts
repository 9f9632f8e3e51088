import {
  claim,
  type Election,
  type ElectionMessage,
  hear,
  leads,
  leave,
  newElection,
  type Step,
  tick,
} from '@/components/live/election'

/**
 * Tabs of one browser. Messages of one tab reach another in the order in which they were sent; between two senders there is no
 * order. A tab that hangs does nothing, and what is sent to it waits.
 */
export class SimulatedBrowser {
  tabs = new Map<string, { election: Election; hangs: boolean; inbox: { from: string; message: ElectionMessage }[] }>()
  /** How often a tab began to lead. */
  takeovers = 0
  clock = 1_000
  private opened = 0

  open(known: Election['leader'] = null): string {
    const name = `tab${this.opened++}`
    this.tabs.set(name, { election: newElection(name, known), hangs: false, inbox: [] })
    return name
  }

  take(name: string, step: (election: Election) => Step): void {
    const tab = this.tabs.get(name)
    if (!tab || tab.hangs) return
    const { election, send } = step(tab.election)
    if (leads(election) && !leads(tab.election)) this.takeovers++
    tab.election = election
    if (!send) return
    for (const [other, { inbox }] of this.tabs) if (other !== name) inbox.push({ from: name, message: send })
  }

  tick = (name: string) => this.take(name, tick)
  /** The clock may be set back. */
  claim(name: string, drift = 1): void {
    this.clock += drift
    this.take(name, (election) => claim(election, this.clock))
  }

  /** Delivers the first message that a sender has for this tab. */
  deliver(name: string, choice = 0): void {
    const tab = this.tabs.get(name)
    const senders = [...new Set(tab?.inbox.map(({ from }) => from))]
    const sender = senders[choice % senders.length]
    const at = tab?.inbox.findIndex(({ from }) => from === sender) ?? -1
    const [next] = tab && !tab.hangs && at >= 0 ? tab.inbox.splice(at, 1) : []
    if (next) this.take(name, (election) => hear(election, next.message))
  }

  hang = (name: string) => this.set(name, true)
  wake = (name: string) => this.set(name, false)
  private set(name: string, hangs: boolean) {
    const tab = this.tabs.get(name)
    if (tab) tab.hangs = hangs
  }

  close(name: string): void {
    this.take(name, leave)
    this.tabs.delete(name)
  }

  /** Everything that can be delivered is, and tabs without a leader claim. */
  settle(): void {
    for (let left = 500; left > 0; left--) {
      const reached = this.awake().find(([, { inbox }]) => inbox.length > 0)
      const lonely = this.awake().find(([, { election }]) => !election.leader)
      if (reached) this.deliver(reached[0])
      else if (lonely) this.claim(lonely[0])
      else return
    }
    throw new Error('the tabs never stop sending')
  }

  /** So many rounds in which each tab ticks once. */
  pass(rounds: number): void {
    for (let round = 0; round < rounds; round++) {
      this.settle()
      for (const [name] of this.awake()) {
        this.tick(name)
        this.settle()
      }
    }
  }

  awake = () => [...this.tabs].filter(([, { hangs }]) => !hangs)
  leaders = () => this.awake().flatMap(([name, { election }]) => (leads(election) ? [name] : []))
  followed = () => new Set(this.awake().map(([, { election }]) => election.leader?.tab))
}
