/** The first link that the Tab key reaches: it skips the navigation. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="sr-only z-50 rounded-full bg-accent px-5 py-2.5 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:start-3"
    >
      Skip to content
    </a>
  )
}
