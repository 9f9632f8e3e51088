import { ButtonLink } from '@/components/ui/button'
import { MessagePage } from '@/components/ui/message-page'

/** The same for what never was and for what is hidden from this viewer: it must tell nobody which of the two. */
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
