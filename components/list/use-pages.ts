'use client'

import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { ApiProblem, api } from '@/components/client/api'
import { queryClient } from '@/components/client/query-client'
import type { Page } from '@/lib/shared/views'
import { keepListsFresh } from './keep-lists-fresh'

type Identified = { id: string }
type Pages<Item> = InfiniteData<Page<Item>, string | null>

/** A list that is read from the API page by page, cached as `[kind, path]`. `initial` is the page that the server rendered. */
export function usePages<Item extends Identified>(kind: string, path: string, initial?: Page<Item>) {
  keepListsFresh()
  const pages = useInfiniteQuery(
    {
      queryKey: [kind, path],
      queryFn: ({ pageParam, signal }) => api.get<Page<Item>>(withCursor(path, pageParam), { signal }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.nextCursor,
      initialData: initial && { pages: [initial], pageParams: [null] },
    },
    queryClient(),
  )
  // What the list belongs to is not there for this viewer any more, and neither is the list.
  const shown = isNotFound(pages.error) ? [] : pages.data?.pages
  return { ...pages, pages: shown, items: unique((shown ?? []).flatMap((page) => page.items)) }
}

/** Returns a function that removes an item from a cached list, for example an answered request. */
export function useRemoveFromPages(kind: string, path: string) {
  return (id: string) =>
    queryClient().setQueryData<Pages<Identified>>([kind, path], (data) => data && withoutItem(data, id))
}

function withoutItem(data: Pages<Identified>, id: string): Pages<Identified> {
  const pages = data.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) }))
  return { ...data, pages }
}

function isNotFound(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status === 404
}

/** An item that moved while pages were read one after the other may be in two of them. */
function unique<Item extends Identified>(items: Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}

function withCursor(path: string, cursor: string | null): string {
  if (!cursor) return path
  return `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`
}
