'use client'

import { Component, type RefObject } from 'react'

type KeepReadingProps = {
  area: RefObject<HTMLElement | null>
  /** What is shown: when it changes, the page does. */
  shown: unknown
}

type Place = { element: Element; top: number }

/** Marks what a reader may be looking at. */
export const KEPT = 'data-kept'

/**
 * What is being read, or written in, does not move, whatever joins or vanishes above it. A class, because only classes are
 * asked just before the page changes.
 */
export class KeepReading extends Component<KeepReadingProps> {
  override getSnapshotBeforeUpdate({ shown }: KeepReadingProps): Place[] | null {
    return shown === this.props.shown ? null : placesIn(this.props.area.current)
  }

  override componentDidUpdate(_props: KeepReadingProps, _state: unknown, places: Place[] | null): void {
    const kept = places?.find(({ element }) => element.isConnected)
    if (!kept) return
    const moved = kept.element.getBoundingClientRect().top - kept.top
    if (Math.abs(moved) >= 0.5) window.scrollBy({ top: moved, behavior: 'instant' })
  }

  override render() {
    return null
  }
}

/** What of the area is in the window, best to hold on to first: what the reader is busy with, then from the top. */
function placesIn(area: HTMLElement | null): Place[] {
  const busyWith = area?.contains(document.activeElement) ? document.activeElement?.closest(`[${KEPT}]`) : null
  const all = [busyWith, ...(area?.querySelectorAll(`[${KEPT}]`) ?? [])]
  return all.flatMap((element) => {
    if (!element) return []
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > 0 && top < window.innerHeight ? { element, top } : []
  })
}
