'use client'

import { MapPinPlus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useViewer } from '@/components/client/viewer-context'
import { Button } from '@/components/ui/button'
import { holdKeyboard } from '@/components/ui/hold-keyboard'
import type { Place } from '@/lib/shared/views'
import { checkInHere } from './composition'
import { COMPOSER_PATH } from './focus-composer'

/** Opens the composer with a check-in at this place. */
export function CheckInButton({ place }: { place: Place }) {
  const router = useRouter()
  const viewer = useViewer()

  function checkIn() {
    if (viewer) checkInHere(viewer.id, place)
    holdKeyboard()
    router.push(COMPOSER_PATH)
  }

  return (
    <Button look="primary" onClick={checkIn}>
      <MapPinPlus aria-hidden="true" className="size-4" />
      Check in here
    </Button>
  )
}
