import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { formProblem } from './form-problem'
import { nextPath } from './next-path'
import { whyAccount } from './why-account'

type Asked = Record<string, string | string[] | undefined>
type AuthIntroductionProps = {
  title: string
  /** The query of the page. */
  asked: Asked
  /** The page for those who are wrong here. It leads to the same place afterwards. */
  other: { question: string; path: '/sign-in' | '/sign-up'; label: string }
}

/** What stands above a form to sign in or up: why one is here, and what was wrong with the form that was sent. */
export function AuthIntroduction({ title, asked, other }: AuthIntroductionProps) {
  const why = whyAccount(asked.why)
  // next-auth adds an error, too, when an OAuth provider refused or the person cancelled.
  const problem = formProblem(asked.error, asked.field)
  return (
    <>
      <h1 className="text-3xl font-semibold">{title}</h1>
      <p className="mt-2 mb-7 text-ink-soft">
        {other.question}{' '}
        <Link href={pathTo(other.path, asked)} className="font-medium text-accent underline underline-offset-4">
          {other.label}
        </Link>
      </p>
      {why && !problem && (
        <div className="mb-5">
          <Notice>{why}</Notice>
        </div>
      )}
      {problem && (
        <div className="mb-5">
          <Notice look="danger">{problem}</Notice>
        </div>
      )}
    </>
  )
}

function pathTo(path: string, { next, why }: Asked): string {
  const query = new URLSearchParams({ next: nextPath(next) })
  if (typeof why === 'string' && whyAccount(why)) query.set('why', why)
  return `${path}?${query}`
}
