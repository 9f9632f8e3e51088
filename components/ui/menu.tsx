'use client'

import { lazy, Suspense, useState } from 'react'
import { type MenuProps, menuButtonClasses } from './menu-props'

const loadMenu = () => import('./menu-content')
const OpenableMenu = lazy(loadMenu)

/** A button that opens a menu. What the menu needs is fetched when somebody comes near it, so pages do not pay for it. */
export function Menu(props: MenuProps) {
  const [wanted, setWanted] = useState(false)
  const button = (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      aria-haspopup="menu"
      aria-expanded={wanted}
      className={menuButtonClasses(props.className)}
      onPointerEnter={loadMenu}
      onFocus={loadMenu}
      onClick={() => setWanted(true)}
    >
      {props.button}
    </button>
  )
  if (!wanted) return button
  return (
    <Suspense fallback={button}>
      <OpenableMenu {...props} />
    </Suspense>
  )
}
