import type { Frame } from './frames'
import { live, receive } from './live'
import { pollFeed } from './poll'
import { randomBetween, wait } from './waiting'

/**
 * Receives a frame of the stream, and fetches what lies between the position of this tab and that of the frame. `from`: the
 * position before this frame of the tab that holds the stream. This tab may have another one.
 */
export function receiveAt(frame: Frame, { from, signal }: { from?: string | null; signal: AbortSignal }): void {
  const { position } = live.get()
  const start = frame.event === 'feed' ? from : startOf(frame)
  const jumps = position !== null && start !== undefined && start !== position
  receive(frame)
  if (jumps) void catchUp(position, signal)
}

/** The position from which a frame goes on, where that is not the one before it; undefined when the frame does not say. */
function startOf(frame: Frame): string | null | undefined {
  if (frame.event === 'polled') return frame.from
  // After a reset the feed is loaded again anyway.
  return frame.event === 'hello' && frame.mode !== 'reset' ? frame.position : undefined
}

/** Fetches what this tab missed between a position and the present, again until the server has answered. */
export async function catchUp(from: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const frame = await pollFeed(from, signal)
    if (frame && !signal.aborted) return receive(frame)
    await wait(randomBetween(2_000, 8_000), signal)
  }
}
