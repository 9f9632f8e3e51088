'use client'

import { Component, type RefObject } from 'react'
import { type RowPosition, restorePosition } from './row-position'

type ScrollAnchorProps = {
  list: RefObject<HTMLElement | null>
  /** What the list shows: the page changes when one of these values does. */
  shown: readonly unknown[]
  /** The rows that should not move. The first that still exists after a change stays where it was. */
  findAnchors: (list: HTMLElement | null) => RowPosition[]
}

/**
 * Keeps what is being read where it is on the screen while rows above it appear, change or vanish. A class, because React
 * calls only classes just before it changes the page.
 */
export class ScrollAnchor extends Component<ScrollAnchorProps> {
  override getSnapshotBeforeUpdate({ shown }: ScrollAnchorProps): RowPosition[] {
    const { list, shown: next, findAnchors } = this.props
    return shown.some((value, nth) => value !== next[nth]) ? findAnchors(list.current) : []
  }

  override componentDidUpdate(_props: ScrollAnchorProps, _state: unknown, anchors: RowPosition[]): void {
    restorePosition(this.props.list.current, anchors)
  }

  override render() {
    return null
  }
}
