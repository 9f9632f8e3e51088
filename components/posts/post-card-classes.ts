/** The classes of a card of a post, and of what stands in its place. */
export const POST_CARD =
  'flex scroll-mt-18 gap-3 border-line bg-surface px-4 py-4 max-sm:border-y max-sm:-outline-offset-2 sm:rounded-card sm:border sm:px-5 sm:py-5 md:scroll-mt-4'
