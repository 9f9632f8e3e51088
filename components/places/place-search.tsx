'use client'

import { Search, Store } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { PagedList } from '@/components/list/paged-list'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { useTypedBefore } from '@/components/ui/use-typed-before'
import type { Page, Place } from '@/lib/shared/views'
import { NewPlaceDialog } from './new-place-dialog'
import { PlaceRow } from './place-row'
import { PlaceRowSkeleton } from './place-row-skeleton'
import { searchPath } from './search-path'

/** Milliseconds without a key press after which a search begins. */
const PAUSE = 200

type PlaceSearchProps = { query: string; initial: Page<Place> }

/** Finds places by name, with a button to add a place. `initial` is the first page for `query`. */
export function PlaceSearch({ query: given, initial }: PlaceSearchProps) {
  const { typed, setTyped, query } = useSearch(given)
  const [adding, setAdding] = useState(false)

  return (
    <>
      <div className="mb-4 flex flex-wrap gap-2 px-4 sm:px-0">
        <SearchField value={typed} onChange={setTyped} />
        <Button className="min-h-11" onClick={() => setAdding(true)}>
          Add a place
        </Button>
      </div>
      <Card className="overflow-hidden max-sm:rounded-none max-sm:border-x-0">
        <PagedList
          key={query}
          label="Places"
          kind="places"
          path={searchPath(query)}
          initial={query === given ? initial : undefined}
          className="divide-y divide-line"
          renderItem={(place: Place) => <PlaceRow place={place} />}
          skeleton={<PlaceRowSkeleton />}
          empty={
            <EmptyState
              icon={<Store />}
              title={query ? `No place is called “${query}” yet` : 'No places yet'}
              action={
                <Button look="primary" onClick={() => setAdding(true)}>
                  Add a place
                </Button>
              }
            >
              Add it, and everyone can check in there.
            </EmptyState>
          }
        />
      </Card>
      <NewPlaceDialog open={adding} onClose={() => setAdding(false)} name={query} />
    </>
  )
}

function SearchField({ value, onChange }: { value: string; onChange: (typed: string) => void }) {
  const field = useRef<HTMLInputElement>(null)
  useTypedBefore(field, { shown: value, onTyped: onChange })
  return (
    <search className="relative min-w-0 flex-1 basis-56">
      <Search aria-hidden="true" className="pointer-events-none absolute top-3 start-3.5 size-5 text-ink-faint" />
      <input
        ref={field}
        type="search"
        aria-label="Search places"
        placeholder="Search places"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-11 w-full rounded-full border border-line-strong bg-surface ps-11 pe-4 placeholder:text-ink-faint"
      />
    </search>
  )
}

/** What is typed, and what is searched for: the same after a pause. */
function useSearch(given: string) {
  const [typed, setTyped] = useState(given)
  const [query, setQuery] = useState(given)

  useEffect(() => {
    const wanted = typed.trim()
    if (wanted === query) return
    const timer = setTimeout(() => {
      setQuery(wanted)
      // The URL contains the search, so that Back and a reload show it again.
      window.history.replaceState(null, '', wanted ? `?q=${encodeURIComponent(wanted)}` : window.location.pathname)
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [typed, query])

  return { typed, setTyped, query }
}
