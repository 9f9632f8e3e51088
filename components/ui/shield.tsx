import type { ComponentProps } from 'react'

type ShieldProps = { onPress: () => void } & ComponentProps<'div'>

/** Covers the page behind an open menu or panel, so that the press that closes it presses nothing else. Keys have Escape. */
export function Shield({ onPress, ...rest }: ShieldProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is not there for keys and screen readers
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div aria-hidden="true" className="fixed inset-0 z-40 cursor-default" onClick={onPress} {...rest} />
  )
}
