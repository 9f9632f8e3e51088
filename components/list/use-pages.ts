'use client'

import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { api } from '@/components/client/api'
import { queryClient } from '@/components/client/query-client'
import type { Page } from '@/lib/shared/views'

type Identified = { id: string }
type Pages<Item> = InfiniteData<Page<Item>, string | null>

/** A list that is read from the API page by page, cached as `[kind, path]`. `initial` is the page that the server rendered. */
export function usePages<Item extends Identified>(kind: string, path: string, initial?: Page<Item>) {
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
  return { ...pages, pages: pages.data?.pages, items: unique(pages.data?.pages.flatMap((page) => page.items) ?? []) }
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

/** An item that moved while pages were read one after the other may be in two of them. */
function unique<Item extends Identified>(items: Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}

function withCursor(path: string, cursor: string | null): string {
  if (!cursor) return path
  return `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`
}
