import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { nextPath } from '@/app/(auth)/next-path'
import { viewerOfPage } from '@/app/viewer-of-page'
import { OAuthButtons } from '@/components/auth/oauth-buttons'
import { SignUpForm } from '@/components/auth/sign-up-form'
import { Link } from '@/components/ui/link'
import { oauthChoices } from '@/lib/next-auth/oauth-providers'

export const metadata: Metadata = { title: 'Create an account' }

type Props = { searchParams: Promise<{ next?: string | string[] }> }

export default async function SignUpPage({ searchParams }: Props) {
  const next = nextPath((await searchParams).next)
  if (await viewerOfPage()) redirect(next)
  return (
    <>
      <h1 className="text-3xl font-semibold">Create an account</h1>
      <p className="mt-2 mb-7 text-ink-soft">
        Been here before?{' '}
        <Link
          href={`/sign-in?next=${encodeURIComponent(next)}`}
          className="font-medium text-accent underline underline-offset-4"
        >
          Sign in
        </Link>
      </p>
      <SignUpForm next={next} />
      <OAuthButtons choices={oauthChoices()} next={next} />
    </>
  )
}
