'use client'

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { useViewer } from '@/components/client/viewer-context'
import { useBell } from '@/components/live/use-bell'
import { ListBody } from '@/components/notifications/list-body'
import { markAllRead } from '@/components/notifications/mark'
import { NOTIFICATIONS } from '@/components/notifications/notifications-path'
import { useHeldRows } from '@/components/notifications/use-held-rows'
import { useSeen } from '@/components/notifications/use-seen'
import { Button, ButtonLink } from '@/components/ui/button'
import type { NotificationState } from '@/lib/shared/views'

/** As many as one looks through at a glance. */
const MOST = 20
/** Pixels between the panel and what is around it. */
const GAP = 10
/** Messages lie over everything: pressing their buttons is not pressing beside the panel. */
const MESSAGES = '[data-sonner-toaster]'

type PanelProps = { initial: NotificationState; button: RefObject<HTMLElement | null>; onClose: () => void }

/** The newest rows, beside the bell. Not modal: it closes when the reader turns to something else. */
export default function Panel({ initial, button, onClose }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null)
  const viewer = useViewer()
  const { unread, unseen } = useBell(initial)
  const held = useHeldRows(viewer?.id ?? '', 'all')
  const { list, view } = held
  useSeen({ list, filter: 'all', view, unseen })
  const place = usePlaceBeside(button)

  // The focus goes back where it came from, unless the reader has taken it elsewhere.
  useLayoutEffect(() => {
    const from = button.current
    const element = panel.current
    element?.focus({ preventScroll: true })
    return () => {
      if (element?.contains(document.activeElement)) from?.focus({ preventScroll: true })
    }
  }, [button])

  const turnAway = useEffectEvent(({ type, target, relatedTarget }: FocusEvent | PointerEvent) => {
    const to = type === 'focusout' ? relatedTarget : target
    if (!(to instanceof Element) || to.closest(MESSAGES)) return
    if (!panel.current?.contains(to) && !button.current?.contains(to)) onClose()
  })
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    button.current?.focus({ preventScroll: true })
    onClose()
  })

  useEffect(() => {
    const element = panel.current
    const listener = (event: FocusEvent | PointerEvent) => turnAway(event)
    const keys = (event: KeyboardEvent) => press(event)
    document.addEventListener('pointerdown', listener)
    document.addEventListener('keydown', keys)
    element?.addEventListener('focusout', listener)
    return () => {
      document.removeEventListener('pointerdown', listener)
      document.removeEventListener('keydown', keys)
      element?.removeEventListener('focusout', listener)
    }
  }, [])

  return (
    <div
      ref={panel}
      role="dialog"
      aria-label="Notifications"
      tabIndex={-1}
      style={place}
      className="fixed z-40 flex w-[25rem] flex-col overflow-hidden rounded-card border border-line bg-surface text-ink shadow-float outline-none"
    >
      <header className="flex items-center justify-between gap-3 border-b border-line py-2 ps-4 pe-2">
        <h2 className="text-lg font-semibold">Notifications</h2>
        <Button
          size="small"
          look="quiet"
          disabled={unread === 0 || !view}
          onClick={() => view && markAllRead(list, view.headSeq)}
        >
          Mark all as read
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <ListBody held={held} filter="all" most={MOST} within={panel} onFollow={onClose} />
      </div>
      <footer className="flex border-t border-line p-2">
        <ButtonLink href={NOTIFICATIONS} look="quiet" size="small" className="flex-1" onClick={onClose}>
          See all notifications
        </ButtonLink>
      </footer>
    </div>
  )
}

/** Beside the rail that the bell stands in, as high as there is room. */
function usePlaceBeside(button: RefObject<HTMLElement | null>) {
  const [place, setPlace] = useState({ left: 0, top: 0, maxHeight: 0 })

  useLayoutEffect(() => {
    const find = () => {
      const { top, right } = button.current?.getBoundingClientRect() ?? { top: 0, right: 0 }
      const from = Math.max(GAP, Math.min(top - GAP, window.innerHeight / 3))
      setPlace({ left: right + GAP, top: from, maxHeight: window.innerHeight - from - GAP })
    }
    find()
    window.addEventListener('resize', find)
    return () => window.removeEventListener('resize', find)
  }, [button])

  return place
}
