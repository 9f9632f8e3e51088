import type { MouseEvent, PointerEvent } from 'react'
import { SHORTCUT } from '@/components/shortcuts/use-article-shortcuts'

/** What does something else when it is pressed, or lies over the card. */
const OTHERS = 'a, button, input, textarea, select, label, summary, dialog, [role=menu]'
/** A pointer that moves further than this while it is down drags. Pixels. */
const STILL = 6

type Press = MouseEvent<HTMLElement>

/** Where the pointer came down, and whether it found a selection, which the press then takes away. */
let down = { x: 0, y: 0, selected: false }

/** The handlers of a card that opens its post when it is pressed anywhere: the press of its link, with all that it does. */
export const openByClick = {
  onPointerDown({ clientX: x, clientY: y, currentTarget }: PointerEvent<HTMLElement>): void {
    down = { x, y, selected: hasSelection(currentTarget) }
  },

  onClick(event: Press): void {
    const { ctrlKey, metaKey, shiftKey, altKey } = event
    if (shiftKey || altKey || !isPressOfCard(event)) return
    if (ctrlKey || metaKey) openTab(event)
    else linkOf(event)?.click()
  },

  /** The middle button. */
  onAuxClick(event: Press): void {
    if (event.button === 1 && isPressOfCard(event)) openTab(event)
  },

  /** Without this, browsers would begin to scroll with the mouse when the middle button comes down. */
  onMouseDown(event: Press): void {
    if (event.button === 1 && !isElsewhere(event)) event.preventDefault()
  },
}

function isPressOfCard(event: Press): boolean {
  const dragged = Math.hypot(event.clientX - down.x, event.clientY - down.y) > STILL
  return (
    !event.defaultPrevented && !isElsewhere(event) && !dragged && !down.selected && !hasSelection(event.currentTarget)
  )
}

/** Events of menus and dialogs come here too, although they are elsewhere in the document: React passes them to the parent. */
function isElsewhere({ target, currentTarget }: Press): boolean {
  return !(target instanceof Element) || !currentTarget.contains(target) || target.closest(OTHERS) !== null
}

function hasSelection(card: Element): boolean {
  const selection = window.getSelection()
  return selection !== null && !selection.isCollapsed && selection.containsNode(card, true)
}

const linkOf = ({ currentTarget }: Press) => currentTarget.querySelector<HTMLAnchorElement>(`[${SHORTCUT}=o]`)

function openTab(event: Press): void {
  const link = linkOf(event)
  if (link) window.open(link.href, '_blank', 'noopener')
}
