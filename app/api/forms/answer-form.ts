import { nextPath } from '@/app/(auth)/next-path'
import { readForm } from '@/lib/http/form'
import { knownError } from './known-error'

type Form = {
  /** The page of the form. */
  form: string
  /** Returns the cookies of the new session, or null when its sender has an account now, but has to sign in. */
  work: (fields: Record<string, string>) => Promise<string[] | null>
}

/**
 * Reads and answers a form that a browser has sent without a script, by a redirect: to where its sender wants to go, or back to
 * the form with the reason, as a code, and the names of the fields that were refused. The values stay out of the address.
 */
export async function answerForm(request: Request, { form, work }: Form): Promise<Response> {
  let next = '/'
  try {
    const { next: asked, ...fields } = await readForm(request)
    next = nextPath(asked)
    const cookies = await work(fields)
    if (cookies === null) return seeOther(`/sign-in?${new URLSearchParams({ next, why: 'account_made' })}`)
    return seeOther(next, cookies)
  } catch (error) {
    const { code, fields = {} } = knownError(error)
    const names = Object.keys(fields).map((name) => ['field', name])
    return seeOther(`${form}?${new URLSearchParams([['next', next], ['error', code], ...names])}`)
  }
}

function seeOther(location: string, cookies: string[] = []): Response {
  const lines = cookies.map((cookie): [string, string] => ['set-cookie', cookie])
  return new Response(null, { status: 303, headers: [['location', location], ...lines] })
}
