import { ButtonLink } from '@/components/ui/button'
import { MessagePage } from '@/components/ui/message-page'

/** The same for what does not exist and for what this viewer may not see: it must not show which of the two it is. */
export function NotFound() {
  return (
    <MessagePage
      title="There is nothing here"
      action={
        <ButtonLink href="/" look="primary">
          Go home
        </ButtonLink>
      }
    >
      The address may be wrong, what was here may be gone, or it is not for everyone to see.
    </MessagePage>
  )
}
