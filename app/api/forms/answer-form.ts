import { isAppError } from '@/lib/process/errors'

type Form = {
  /** The page of the form. */
  form: string
  /** The path of this site to which its sender wants to go. */
  next: string
  /** Returns the cookie of the new session. */
  work: () => Promise<string>
}

/**
 * Answers a form that a browser has sent without a script, by a redirect: to where its sender wants to go, or back to the form
 * with the reason, as a code, and the names of the fields that were refused. The values stay out of the address.
 */
export async function answerForm({ form, next, work }: Form): Promise<Response> {
  try {
    return seeOther(next, { 'set-cookie': await work() })
  } catch (error) {
    if (!isAppError(error)) throw error
    const fields = Object.keys(error.fields ?? {})
    const reason = new URLSearchParams([
      ['next', next],
      ['error', error.code],
      ...fields.map((name) => ['field', name]),
    ])
    return seeOther(`${form}?${reason}`)
  }
}

function seeOther(location: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { location, ...headers } })
}
