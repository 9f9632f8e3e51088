/** The number on the bell. It lies over the icon, so nothing moves when it appears or changes. */
export function BellBadge({ children }: { children: string }) {
  if (!children) return null
  return (
    <span
      aria-hidden="true"
      data-badge=""
      className="absolute -end-2.5 -top-2 flex h-[1.125rem] min-w-[1.125rem] items-center justify-center rounded-full bg-accent px-1 text-[0.6875rem] leading-none font-semibold text-on-accent tabular-nums ring-2 ring-canvas max-md:ring-surface"
    >
      {children}
    </span>
  )
}
