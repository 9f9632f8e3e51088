import { BellRing, MapPin, ShieldCheck } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button-link'
import { LandingPicture } from './landing-picture'

const REASONS = [
  {
    Icon: BellRing,
    title: 'The moment it happens',
    text: 'What your friends post is on your screen within a blink. Nothing to pull, nothing to refresh.',
  },
  {
    Icon: ShieldCheck,
    title: 'For whom you choose',
    text: 'Everyone, friends, or only you: each post says who may see it, and that is who does.',
  },
  {
    Icon: MapPin,
    title: 'Where you are',
    text: 'Say where you went or where you are eating. A check-in is as private as the post it belongs to.',
  },
]

/** The front page for visitors. */
export function Landing() {
  return (
    <div data-wide className="px-5 pt-12 pb-8 sm:pt-16 lg:pt-24">
      <div className="grid items-center gap-12 lg:grid-cols-[1fr_24rem]">
        <div>
          <h1 className="max-w-xl text-4xl font-semibold tracking-tight text-balance sm:text-5xl">
            News of your people, as it happens.
          </h1>
          <p className="mt-5 max-w-lg text-lg text-pretty text-ink-soft">
            Carillon is a quiet place for friends. It rings when somebody you care about has something to say, and is
            still when not.
          </p>
          <div className="mt-8 flex flex-wrap gap-3">
            <ButtonLink href="/sign-up" look="primary" className="px-6">
              Create an account
            </ButtonLink>
            <ButtonLink href="/sign-in" className="px-6">
              Sign in
            </ButtonLink>
          </div>
        </div>
        <LandingPicture />
      </div>
      <ul className="mt-16 grid gap-8 sm:grid-cols-3 lg:mt-24">
        {REASONS.map(({ Icon, title, text }) => (
          <li key={title}>
            <Icon aria-hidden="true" className="size-6 text-accent" />
            <h2 className="mt-3 font-semibold">{title}</h2>
            <p className="mt-1.5 text-[0.9375rem] text-pretty text-ink-soft">{text}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
