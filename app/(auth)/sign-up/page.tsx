import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthIntroduction } from '@/app/(auth)/auth-introduction'
import { nextPath } from '@/app/(auth)/next-path'
import { viewerOfPage } from '@/app/viewer-of-page'
import { OAuthButtons } from '@/components/auth/oauth-buttons'
import { SignUpForm } from '@/components/auth/sign-up-form'
import { oauthChoices } from '@/lib/next-auth/oauth-providers'

export const metadata: Metadata = { title: 'Create an account' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignUpPage({ searchParams }: Props) {
  const asked = await searchParams
  const next = nextPath(asked.next)
  if (await viewerOfPage()) redirect(next)
  return (
    <>
      <AuthIntroduction
        title="Create an account"
        asked={asked}
        other={{ question: 'Been here before?', path: '/sign-in', label: 'Sign in' }}
      />
      <SignUpForm next={next} />
      <OAuthButtons choices={oauthChoices()} next={next} />
    </>
  )
}
