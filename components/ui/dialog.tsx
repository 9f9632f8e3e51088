'use client'

import { X } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { classes } from './classes'
import { IconButton } from './icon-button'
import { exceptComposing } from './keys'

type DialogProps = {
  open: boolean
  /** Called for Escape, the cross and a press beside the dialog. The dialog stays open as long as `open` says so. */
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons at the bottom, the affirmative one last. */
  footer?: ReactNode
  wide?: boolean
}

/**
 * A modal dialog. It is the browser's own element, which keeps the focus inside, makes the page behind inert and gives the
 * focus back, without a library.
 */
export function Dialog({ open, onClose, title, children, footer, wide = false }: DialogProps) {
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)

  // A layout effect closes the dialog before React removes the element, so that the browser can give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    if (!open || !element) return
    element.showModal()
    firstFocusOf(element)?.focus()
    return () => {
      // A question inside goes first: while it is open, nothing outside of it can get the focus.
      for (const inner of element.querySelectorAll('dialog')) inner.close()
      element.close()
    }
  }, [open])

  const pressedBeside = useRef(false)
  const isBeside = ({ target }: { target: EventTarget }) => target === dialog.current

  // A browser closes at the second Escape whatever the answer to its `cancel` event was, but not when the key has no effect.
  const closeByKey = exceptComposing((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    event.stopPropagation()
    onClose()
  })

  /** Browsers ask for it in other ways too, for example by the back gesture of a phone. */
  function closeByBrowser() {
    if (!open || dialog.current?.open) return
    dialog.current?.showModal()
    onClose()
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onKeyDown={closeByKey}
      onClose={closeByBrowser}
      // A text selection that begins inside and ends beside the dialog is no press beside it.
      onPointerDown={(event: PointerEvent) => {
        pressedBeside.current = isBeside(event)
      }}
      onPointerUp={(event: PointerEvent) => {
        pressedBeside.current &&= isBeside(event)
      }}
      onClick={(event) => pressedBeside.current && isBeside(event) && onClose()}
      className={classes(
        'dialog rounded-card border border-line bg-surface text-ink shadow-float',
        wide ? 'sm:max-w-xl' : 'sm:max-w-md',
      )}
    >
      {open && (
        <div className="flex max-h-[inherit] flex-col">
          <header className="flex items-center justify-between gap-4 py-3 ps-5 pe-3">
            <h2 id={titleId} className="text-lg font-semibold">
              {title}
            </h2>
            <IconButton label="Close" icon={<X />} onClick={onClose} />
          </header>
          <div className="overflow-y-auto px-5 pb-5">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-4">{footer}</footer>
          )}
        </div>
      )}
    </dialog>
  )
}

/** What gets the focus at first: a field, else the first button of the footer. A browser would take the cross. */
function firstFocusOf(dialog: HTMLDialogElement): HTMLElement | null {
  return dialog.querySelector<HTMLElement>('input, textarea') ?? dialog.querySelector<HTMLElement>('footer button')
}
