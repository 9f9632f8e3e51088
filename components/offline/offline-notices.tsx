'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { missingParts, retryNow } from '@/components/ui/lazy-retry'
import { PageAnnouncement } from '@/components/ui/page-announcement'
import { keepNavigations, waitingPages } from './keep-navigations'
import { newVersion, openNewVersion } from './new-version'
import { OfflineNotice } from './offline-notice'
import { registerWorker } from './register-worker'
import { StoredCopy } from './stored-copy'
import { useSiteAnswers } from './use-site-answers'

const TRY_AGAIN = { label: 'Try again', onPress: retryNow }

/** What the reader has to know when the network is away or the site has a newer version. It covers nothing that is read. */
export default function OfflineNotices() {
  const missing = useSyncExternalStore(missingParts.subscribe, missingParts.get, () => 0)
  const waiting = useSyncExternalStore(waitingPages.subscribe, waitingPages.get, () => 0)

  useEffect(registerWorker, [])
  useEffect(keepNavigations, [])
  useEffect(() => {
    window.addEventListener('online', retryNow)
    return () => window.removeEventListener('online', retryNow)
  }, [])

  return (
    <>
      {/* Loaded with these: it belongs to no page either, and is needed when the first one is left. */}
      <PageAnnouncement />
      <div
        role="status"
        aria-label="Connection"
        className="pointer-events-none fixed inset-x-0 bottom-[calc(var(--bottom-bar)+5.5rem)] z-40 flex flex-col items-center gap-2 px-4 print:hidden"
      >
        {waiting > 0 ? (
          <OfflineNotice actions={[TRY_AGAIN]}>No connection. The page opens when it is back.</OfflineNotice>
        ) : missing > 0 ? (
          <MissingPart />
        ) : (
          <StoredCopy />
        )}
        <NewVersion />
      </div>
    </>
  )
}

function MissingPart() {
  if (!useSiteAnswers()) {
    return <OfflineNotice actions={[TRY_AGAIN]}>No connection. This opens when it is back.</OfflineNotice>
  }
  return (
    <OfflineNotice actions={[TRY_AGAIN, { label: 'Reload', onPress: openNewVersion }]}>
      This cannot be loaded. Carillon may have a new version.
    </OfflineNotice>
  )
}

function NewVersion() {
  const worker = useSyncExternalStore(newVersion.subscribe, newVersion.get, () => null)
  const [refused, setRefused] = useState<ServiceWorker | null>(null)
  if (!worker || worker === refused) return null
  return (
    <OfflineNotice
      actions={[
        { label: 'Reload', onPress: openNewVersion },
        { label: 'Later', onPress: () => setRefused(worker) },
      ]}
    >
      A new version of Carillon is ready.
    </OfflineNotice>
  )
}
