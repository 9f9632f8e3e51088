'use client'

import { useMutation } from '@tanstack/react-query'
import { MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/components/client/api'
import { queryClient } from '@/components/client/query-client'
import { PagedList } from '@/components/list/paged-list'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { toast } from '@/components/ui/toast'
import { toastFailure } from '@/components/ui/toast-failure'
import type { Page, Session } from '@/lib/shared/views'
import { DeviceRow, DeviceRowSkeleton } from './device-row'

const PATH = '/api/me/sessions'

/** The sessions of the viewer, and the buttons to end them. */
export function DeviceList({ initial }: { initial: Page<Session> }) {
  const client = queryClient()
  const [asking, setAsking] = useState(false)

  const endOthers = useMutation(
    {
      mutationFn: () => api.delete(PATH),
      onError: (error) => toastFailure(error),
      onSuccess: async () => {
        setAsking(false)
        toast('All other devices are signed out.')
        await client.invalidateQueries({ queryKey: ['sessions'] })
      },
    },
    queryClient(),
  )

  return (
    <div className="flex flex-col gap-4">
      <Card className="max-sm:rounded-none max-sm:border-x-0">
        <PagedList
          label="Devices"
          kind="sessions"
          path={PATH}
          initial={initial}
          className="divide-y divide-line"
          renderItem={(session) => <DeviceRow session={session} path={PATH} />}
          skeleton={<DeviceRowSkeleton />}
          empty={<EmptyState icon={<MonitorSmartphone />} title="No devices" />}
        />
      </Card>
      <Button look="danger" className="mx-4 self-start sm:mx-0" onClick={() => setAsking(true)}>
        Sign out all other devices
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Sign out all other devices?"
        confirm="Sign them out"
        danger
        pending={endOthers.isPending}
        onConfirm={() => endOthers.mutate()}
      >
        Only this device stays signed in. The others are signed out within a second, also where Carillon is open right
        now.
      </ConfirmDialog>
    </div>
  )
}
