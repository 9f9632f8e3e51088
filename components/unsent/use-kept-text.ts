'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { useViewer } from '@/components/client/viewer-context'
import { createEditDraft } from './edit-draft'

type KeptText = {
  /** Undefined while the text is as it was. */
  text: string | undefined
  onPutBack: (text: string) => void
}

/** Keeps a changed text on the disk: the session may end, the page be left or the browser crash while it is being edited. */
export function useKeptText(of: string, { text = '', onPutBack }: KeptText) {
  const viewerId = useViewer()?.id
  const [draft] = useState(() => createEditDraft(of))
  const putBack = useEffectEvent(onPutBack)

  useEffect(() => {
    if (viewerId) draft.keeper.open(viewerId)
    return draft.keeper.close
  }, [draft, viewerId])

  useEffect(() => {
    if (draft.text.get() !== text) draft.text.set(text)
  }, [draft, text])

  return {
    ...draft.keeper,
    putBack(kept: Parameters<typeof draft.keeper.putBack>[0]) {
      draft.keeper.putBack(kept)
      putBack(kept.value)
    },
    /** Nothing of it stays on the disk. */
    erase: () => draft.text.set(''),
  }
}
