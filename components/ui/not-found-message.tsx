import { ButtonLink } from './button-link'
import { MessagePage } from './message-page'
import { NOTHING_HERE } from './nothing-here'

/** The same for what does not exist and for what this viewer may not see: it must not show which of the two it is. */
export function NotFoundMessage() {
  return (
    <div {...{ [NOTHING_HERE]: '' }}>
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
    </div>
  )
}
