import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { nextPath } from '@/app/(auth)/next-path'
import { viewerOfPage } from '@/app/viewer-of-page'
import { OAuthButtons } from '@/components/auth/oauth-buttons'
import { SignInForm } from '@/components/auth/sign-in-form'
import { Link } from '@/components/ui/link'
import { Notice } from '@/components/ui/notice'
import { oauthChoices } from '@/lib/next-auth/oauth-providers'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<{ next?: string | string[]; error?: string }> }

export default async function SignInPage({ searchParams }: Props) {
  const { next: asked, error } = await searchParams
  const next = nextPath(asked)
  if (await viewerOfPage()) redirect(next)
  return (
    <>
      <h1 className="text-3xl font-semibold">Welcome back</h1>
      <p className="mt-2 mb-7 text-ink-soft">
        New here?{' '}
        <Link
          href={`/sign-up?next=${encodeURIComponent(next)}`}
          className="font-medium text-accent underline underline-offset-4"
        >
          Create an account
        </Link>
      </p>
      {/* next-auth redirects here when an OAuth provider refused or the person cancelled. */}
      {error && (
        <div className="mb-5">
          <Notice look="danger">Signing in did not work. Please try again.</Notice>
        </div>
      )}
      <SignInForm next={next} />
      <OAuthButtons choices={oauthChoices()} next={next} />
    </>
  )
}
