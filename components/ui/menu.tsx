'use client'

import { lazy, type ReactNode, Suspense, useState } from 'react'
import { lazyRetry } from './lazy-retry'
import { type MenuProps, menuButtonClasses } from './menu-props'

const loadMenu = lazyRetry(() => import('./menu-content'))
const OpenableMenu = lazy(loadMenu)

/** A button that opens a menu. The code of the menu is loaded when the pointer or the focus reaches the button. */
export function Menu(props: MenuProps) {
  return (
    <MenuButton {...props} load={loadMenu}>
      <OpenableMenu {...props} />
    </MenuButton>
  )
}

type MenuButtonProps = Pick<MenuProps, 'label' | 'button' | 'className'> & {
  load: () => Promise<unknown>
  /** The open menu with its button, whose code `load` loads. */
  children: ReactNode
}

/** The button of a menu until it is pressed for the first time. */
export function MenuButton({ label, button, className, load, children }: MenuButtonProps) {
  const [wanted, setWanted] = useState(false)
  const unopened = (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-haspopup="menu"
      aria-expanded={wanted}
      className={menuButtonClasses(className)}
      onPointerEnter={load}
      onFocus={load}
      onClick={() => setWanted(true)}
    >
      {button}
    </button>
  )
  return wanted ? <Suspense fallback={unopened}>{children}</Suspense> : unopened
}
