import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthIntroduction } from '@/app/(auth)/auth-introduction'
import { nextPath } from '@/app/(auth)/next-path'
import { viewerOfPage } from '@/app/viewer-of-page'
import { OAuthButtons } from '@/components/auth/oauth-buttons'
import { SignInForm } from '@/components/auth/sign-in-form'
import { oauthChoices } from '@/lib/next-auth/oauth-providers'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignInPage({ searchParams }: Props) {
  const asked = await searchParams
  const next = nextPath(asked.next)
  if (await viewerOfPage()) redirect(next)
  return (
    <>
      <AuthIntroduction
        title="Welcome back"
        asked={asked}
        other={{ question: 'New here?', path: '/sign-up', label: 'Create an account' }}
      />
      <SignInForm next={next} />
      <OAuthButtons choices={oauthChoices()} next={next} />
    </>
  )
}
