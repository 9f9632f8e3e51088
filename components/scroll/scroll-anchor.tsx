'use client'

import { Component, type RefObject } from 'react'
import { anchorsAmong, keyOf, type Place, placesInSight, putBack, rowElements } from './row-position'

type KeepPlaceProps = {
  list: RefObject<HTMLElement | null>
  /** Pixels by key: noted while a row is drawn, so that it keeps its room when it is not. */
  heights: Map<string, number>
  /** What the list shows, and which of it is drawn: when one of them changes, the page does. */
  rows: readonly unknown[]
  drawn: readonly string[]
}

/**
 * Rule one: what is being read does not move, whatever joins, changes or vanishes above it. A class, because only classes
 * are asked just before the page changes. Who stands at the very top wants to see what happens there.
 */
export class KeepPlace extends Component<KeepPlaceProps> {
  override componentDidMount(): void {
    this.noteHeights()
  }

  override getSnapshotBeforeUpdate({ rows, drawn }: KeepPlaceProps): Place[] | null {
    const same = rows === this.props.rows && drawn === this.props.drawn
    return same || window.scrollY < 1 ? null : anchorsAmong(placesInSight(this.props.list.current))
  }

  override componentDidUpdate(_props: KeepPlaceProps, _state: unknown, places: Place[] | null): void {
    this.noteHeights()
    if (places) putBack(this.props.list.current, places)
  }

  private noteHeights(): void {
    const { list, heights } = this.props
    for (const row of rowElements(list.current)) heights.set(keyOf(row) ?? '', row.getBoundingClientRect().height)
  }

  override render() {
    return null
  }
}
