type Reading<Item> = {
  /** The items of a page that was just read. */
  page: readonly Item[]
  /** Whether the list had this item when the page was requested. */
  wasKnown: (item: Item) => boolean
  /** Whether the page would contain this item if it still existed. */
  covers: (item: Item) => boolean
}

/**
 * The ids of the items in a list that a new page shows to be deleted or no longer visible. An item that arrived after the
 * page was requested is never among them: the page may be older than the item.
 */
export function vanishedIds<Item extends { id: string }>(
  list: Iterable<Item>,
  { page, wasKnown, covers }: Reading<Item>,
): ReadonlySet<string> {
  const there = new Set(page.map(({ id }) => id))
  const vanished = [...list].filter((item) => !there.has(item.id) && wasKnown(item) && covers(item))
  return new Set(vanished.map(({ id }) => id))
}
