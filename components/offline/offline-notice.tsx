import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'

type OfflineNoticeProps = { children: ReactNode; actions?: readonly { label: string; onPress: () => void }[] }

/** A sentence at the lower edge of the window, with what can be done about it. */
export function OfflineNotice({ children, actions = [] }: OfflineNoticeProps) {
  return (
    <div className="pointer-events-auto flex max-w-md flex-wrap items-center justify-center gap-x-3 gap-y-1 rounded-3xl border border-line bg-surface px-4 py-2 text-sm text-ink-soft shadow-float">
      <p className="min-h-6">{children}</p>
      {actions.map(({ label, onPress }) => (
        <Button key={label} size="small" onClick={onPress}>
          {label}
        </Button>
      ))}
    </div>
  )
}
