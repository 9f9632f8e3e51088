'use client'

import { Fragment, type ReactNode } from 'react'
import { positionsToKeep, ROW_KEY } from './row-position'
import { heightOfRange, type RowRange } from './row-range'
import { ScrollAnchor } from './scroll-anchor'
import type { WindowedList } from './use-windowed-list'

type WindowedRowsProps<Row extends { key: string }> = {
  list: WindowedList<Row>
  renderRow: (row: Row, at: number) => ReactNode
  /** Of the element around each row. */
  className: string
}

/** The rendered rows of a list, with empty spaces of the height of the others. */
export function WindowedRows<Row extends { key: string }>({ list, renderRow, className }: WindowedRowsProps<Row>) {
  const { rows, rendered } = list
  const heights = rendered.heightsNow()
  const indexes = indexesOf(rendered.range, list.focused)
  // It changes also when rows above were measured since the last rendering.
  const above = heightOfRange(heights, { from: 0, to: indexes[0] ?? 0 })

  return (
    <>
      {indexes.map((at, nth) => {
        const row = rows[at]
        if (!row) return null
        return (
          <Fragment key={row.key}>
            <Spacer height={heightOfRange(heights, { from: (indexes[nth - 1] ?? -1) + 1, to: at })} />
            <div {...{ [ROW_KEY]: row.key }} className={className}>
              {renderRow(row, at)}
            </div>
          </Fragment>
        )
      })}
      <Spacer height={heightOfRange(heights, { from: (indexes.at(-1) ?? -1) + 1, to: rows.length })} />
      <ScrollAnchor
        list={list.container}
        shown={[rows, rendered.keys, list.focused, above]}
        findAnchors={positionsToKeep}
      />
    </>
  )
}

/** The indexes of a range, and of the row with the focus. */
function indexesOf({ from, to }: RowRange, focused: number | undefined): number[] {
  const range = Array.from({ length: to - from }, (_, nth) => from + nth)
  if (focused === undefined || range.includes(focused)) return range
  return [...range, focused].sort((one, other) => one - other)
}

function Spacer({ height }: { height: number }) {
  return height > 0 ? <div aria-hidden="true" style={{ height }} /> : null
}
