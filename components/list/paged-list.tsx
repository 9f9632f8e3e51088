'use client'

import { Fragment, type ReactNode, useRef } from 'react'
import { messageOf } from '@/components/client/api'
import { positionsToKeep, ROW_KEY } from '@/components/scroll/row-position'
import { useRowSource } from '@/components/scroll/row-source'
import { ScrollAnchor } from '@/components/scroll/scroll-anchor'
import { classes } from '@/components/ui/classes'
import { ErrorState } from '@/components/ui/error-state'
import type { Page } from '@/lib/shared/views'
import { LoadMore } from './load-more'
import { usePages } from './use-pages'

type PagedListProps<Item> = {
  /** Name of the list for screen readers. */
  label: string
  kind: string
  path: string
  initial?: Page<Item>
  renderItem: (item: Item) => ReactNode
  /** The shape of one item that is being loaded. */
  skeleton: ReactNode
  empty: ReactNode
  className?: string
}

const PLACEHOLDERS = ['first', 'second', 'third', 'fourth']

/** A list that is read from the API page by page, in each of its states: loading, empty, failed, with more to load. */
export function PagedList<Item extends { id: string }>(props: PagedListProps<Item>) {
  const { label, kind, path, initial, renderItem, skeleton, empty, className } = props
  const { items, pages, isPending, isError, error, refetch, isRefetching, ...more } = usePages(kind, path, initial)
  const list = useRef<HTMLUListElement>(null)
  useRowSource({
    name: label,
    keys: () => items.map(({ id }) => id),
    loadMore: async () => more.hasNextPage && !(await more.fetchNextPage()).isError,
  })
  const failed = isError && <ErrorState message={messageOf(error)} pending={isRefetching} onRetry={() => refetch()} />

  if (isPending) {
    return (
      <div role="status" aria-label={`${label}: loading`} className={className}>
        {PLACEHOLDERS.map((key) => (
          <Fragment key={key}>{skeleton}</Fragment>
        ))}
      </div>
    )
  }
  if (items.length === 0) return failed || empty
  return (
    <>
      <ul ref={list} aria-label={label} className={classes('[overflow-anchor:none]', className)}>
        {items.map((item) => (
          <li key={item.id} {...{ [ROW_KEY]: item.id }}>
            {renderItem(item)}
          </li>
        ))}
      </ul>
      <ScrollAnchor list={list} shown={[pages]} findAnchors={positionsToKeep} />
      {failed}
      {more.hasNextPage && !isError && (
        <LoadMore pending={more.isFetchingNextPage} onLoad={() => more.fetchNextPage()} />
      )}
    </>
  )
}
