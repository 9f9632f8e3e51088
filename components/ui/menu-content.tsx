'use client'

import { Check } from 'lucide-react'
import * as Radix from 'radix-ui/dropdown-menu'
import { type PointerEvent, useRef, useState } from 'react'
import { classes } from './classes'
import { Link } from './link'
import { type MenuItem, type MenuProps, menuButtonClasses } from './menu-props'
import { Shield } from './shield'

/**
 * The menu with its button. It is open from the start, because it is rendered after the button was pressed. It opens and closes
 * when a press ends and not, as the library does it, when it begins: a finger that comes down may be about to scroll.
 */
export default function MenuContent({ label, button, items, align = 'end', className }: MenuProps) {
  // A state, because the menu is placed by it.
  const [trigger, setTrigger] = useState<HTMLButtonElement | null>(null)
  const chosen = useRef<(() => void) | null>(null)
  const [open, setOpen] = useState(true)

  /**
   * Acts on the choice when the menu is closed and its button has the focus again: a dialog that opens then gives the focus
   * back to the button.
   */
  function returnFocus(event: Event) {
    event.preventDefault()
    trigger?.focus({ preventScroll: true })
    chosen.current?.()
    chosen.current = null
  }

  // A modal dialog covers the rest of the page: a menu in a dialog must be inside of it.
  const container = trigger?.closest('dialog') ?? undefined

  return (
    <Radix.Root open={open} onOpenChange={setOpen} modal={false}>
      <Radix.Trigger
        ref={setTrigger}
        aria-label={label}
        title={label}
        className={menuButtonClasses(className)}
        onPointerDown={(event: PointerEvent) => event.preventDefault()}
        onClick={() => setOpen(!open)}
      >
        {button}
      </Radix.Trigger>
      <Radix.Portal container={container}>
        <Shield onPress={() => setOpen(false)} />
      </Radix.Portal>
      <Radix.Portal container={container}>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onPointerDownOutside={(event) => event.preventDefault()}
          onCloseAutoFocus={returnFocus}
          className="z-50 min-w-52 max-w-80 rounded-card border border-line bg-surface p-1.5 text-ink shadow-float"
        >
          {items.map((item) => (
            <Item key={item.label} item={item} onChoose={(act) => (chosen.current = act)} />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Item({ item, onChoose }: { item: MenuItem; onChoose: (act: () => void) => void }) {
  const look = classes(
    'flex min-h-10 cursor-default items-center gap-3 rounded-control px-3 py-2 text-[0.9375rem] outline-none select-none',
    'data-highlighted:bg-sunken pointer-coarse:min-h-[44px] [&_svg]:size-[1.125rem] [&_svg]:shrink-0',
    item.danger && 'text-danger',
  )
  if ('href' in item) {
    return (
      <Radix.Item asChild className={look}>
        <Link href={item.href}>
          <Face item={item} />
        </Link>
      </Radix.Item>
    )
  }
  if (item.checked !== undefined) {
    return (
      <Radix.CheckboxItem checked={item.checked} onSelect={() => onChoose(item.onSelect)} className={look}>
        <Face item={item} />
      </Radix.CheckboxItem>
    )
  }
  return (
    <Radix.Item onSelect={() => onChoose(item.onSelect)} className={look}>
      <Face item={item} />
    </Radix.Item>
  )
}

function Face({ item }: { item: MenuItem }) {
  return (
    <>
      {item.icon}
      <span className="min-w-0 flex-1">
        {item.label}
        {item.detail && <span className="block text-sm text-ink-faint">{item.detail}</span>}
      </span>
      {item.checked && <Check aria-hidden="true" className="text-accent" />}
    </>
  )
}
