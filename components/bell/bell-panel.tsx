'use client'

import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { useViewer } from '@/components/client/viewer-context'
import { useBell } from '@/components/live/use-bell'
import { ListBody } from '@/components/notifications/list-body'
import { markAllRead } from '@/components/notifications/mark-rows'
import { NOTIFICATIONS } from '@/components/notifications/notifications-path'
import { useBellRows } from '@/components/notifications/use-bell-rows'
import { useSeen } from '@/components/notifications/use-seen'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Shield } from '@/components/ui/shield'
import type { NotificationState } from '@/lib/shared/views'
import { useDismissal } from './use-dismissal'

/** The panel shows no more rows than this; the page shows all. */
const MOST = 20
/** Pixels between the panel and what is around it. */
const GAP = 10

type BellPanelProps = { initial: NotificationState; button: RefObject<HTMLElement | null>; onClose: () => void }

/** The newest rows, beside the bell. It closes when the focus goes elsewhere, and by a press beside it. */
export default function BellPanel({ initial, button, onClose }: BellPanelProps) {
  const panel = useRef<HTMLDivElement>(null)
  const viewer = useViewer()
  const { unread, unseen } = useBell(initial)
  const bellRows = useBellRows(viewer?.id ?? '', 'all')
  const { list, view } = bellRows
  useSeen({ list, filter: 'all', view, unseen })
  const position = usePositionBeside(button)

  const close = useDismissal({ panel, button, onClose })

  return (
    <>
      <Shield onPress={close} />
      <div
        ref={panel}
        role="dialog"
        aria-label="Notifications"
        tabIndex={-1}
        style={position}
        className="fixed z-40 flex w-[25rem] flex-col overflow-hidden rounded-card border border-line bg-surface text-ink shadow-float outline-none"
      >
        <header className="flex flex-wrap items-center justify-between gap-3 border-b border-line py-2 ps-4 pe-2">
          <h2 className="text-lg font-semibold">Notifications</h2>
          <Button
            size="small"
            look="quiet"
            disabled={unread === 0 || !view}
            title={unread === 0 ? 'Everything is read' : undefined}
            onClick={() => view && markAllRead(list, view.headSeq)}
          >
            Mark all as read
          </Button>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
          <ListBody bellRows={bellRows} filter="all" most={MOST} within={panel} onFollow={onClose} />
        </div>
        <footer className="flex border-t border-line p-2">
          <ButtonLink href={NOTIFICATIONS} look="quiet" size="small" className="flex-1" onClick={onClose}>
            See all notifications
          </ButtonLink>
        </footer>
      </div>
    </>
  )
}

/** To the right of the bell, with all the width and height that the window has there. */
function usePositionBeside(button: RefObject<HTMLElement | null>) {
  const [position, setPosition] = useState({ left: 0, top: 0, maxWidth: '', maxHeight: 0 })

  useLayoutEffect(() => {
    const update = () => {
      const { top, right } = button.current?.getBoundingClientRect() ?? { top: 0, right: 0 }
      const topOfPanel = Math.max(GAP, Math.min(top - GAP, window.innerHeight / 3))
      const left = right + GAP
      setPosition({
        left,
        top: topOfPanel,
        // Of the window without its scrollbar.
        maxWidth: `calc(100% - ${left + GAP}px)`,
        maxHeight: window.innerHeight - topOfPanel - GAP,
      })
    }
    update()
    window.addEventListener('resize', update)
    return () => window.removeEventListener('resize', update)
  }, [button])

  return position
}
