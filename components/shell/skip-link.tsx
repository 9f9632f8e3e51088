/** The first link that the Tab key reaches: it skips the navigation. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed start-3 top-3 z-50 inline-flex items-center rounded-full bg-accent px-5 font-medium text-on-accent not-focus:sr-only not-focus:min-h-0! not-focus:min-w-0! focus:min-h-11"
    >
      Skip to content
    </a>
  )
}
