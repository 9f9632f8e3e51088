import { Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { BellSigns } from '@/components/bell/bell-signs'
import { ViewerProvider } from '@/components/client/viewer-context'
import { PositionKeeper } from '@/components/scroll/position-keeper'
import { ButtonLink } from '@/components/ui/button-link'
import { classes } from '@/components/ui/classes'
import { Link } from '@/components/ui/link'
import type { NotificationState, User } from '@/lib/shared/views'
import { AccountMenu } from './account-menu'
import { Brand } from './brand'
import { EditHost } from './edit-host'
import { LazyFreshPages } from './lazy-fresh-pages'
import { Navigation } from './navigation'
import { PageFrame } from './page-frame'
import { PageShortcuts } from './page-shortcuts'
import { PhoneBack } from './phone-back'

/** The viewer, and the state of their bell when the page was rendered. */
export type Member = { viewer: User; notifications: NotificationState }

/** The frame of every page: with the navigation for members, with an invitation for visitors. */
export function AppShell({ member, children }: { member: Member | null; children: ReactNode }) {
  return (
    <ViewerProvider viewer={member?.viewer ?? null}>
      <PageShortcuts />
      <div
        className={classes(
          'mx-auto min-h-dvh',
          member
            ? 'with-bottom-bar md:grid md:grid-cols-[4.5rem_minmax(0,1fr)] lg:grid-cols-[15rem_minmax(0,42rem)] lg:justify-center lg:gap-6 xl:gap-10'
            : '',
        )}
      >
        {member ? <MemberBars {...member} /> : <VisitorBar />}
        <main
          id="main"
          tabIndex={-1}
          className="relative mx-auto w-full max-w-2xl has-data-wide:max-w-5xl pb-[calc(var(--bottom-bar)+3rem)] sm:px-5 md:pt-4"
        >
          <PageFrame>{children}</PageFrame>
          <PositionKeeper />
        </main>
      </div>
    </ViewerProvider>
  )
}

function MemberBars({ viewer, notifications }: Member) {
  return (
    <>
      <BellSigns initial={notifications} />
      <LazyFreshPages />
      <EditHost />
      <header className="z-30 flex items-center justify-between max-md:sticky max-md:top-0 max-md:border-b max-md:border-line max-md:bg-canvas/95 max-md:px-4 max-md:py-2 md:hidden">
        <div className="flex min-w-0 items-center">
          <PhoneBack />
          <Brand />
        </div>
        <Link
          href="/settings"
          aria-label="Settings"
          className="-me-2.5 inline-flex size-[44px] shrink-0 items-center justify-center rounded-full text-ink-soft hover:bg-sunken hover:text-ink"
        >
          <Settings aria-hidden="true" className="size-[1.375rem]" strokeWidth={1.75} />
        </Link>
      </header>
      <header className="sticky top-0 z-40 hidden h-dvh flex-col gap-6 overflow-y-auto px-3.5 py-5 md:flex max-lg:items-center lg:px-4">
        <div className="lg:px-2">
          <Brand markOnly />
        </div>
        <Navigation viewer={viewer} notifications={notifications} look="side" />
        <div className="mt-auto lg:w-full">
          <AccountMenu viewer={viewer} />
        </div>
      </header>
      <div className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
        <Navigation viewer={viewer} notifications={notifications} look="bottom" />
      </div>
    </>
  )
}

function VisitorBar() {
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-canvas/95">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-2 px-4 py-2 sm:px-6">
        <div className="flex shrink-0 items-center">
          <PhoneBack />
          <Brand />
        </div>
        <div className="flex flex-wrap gap-2">
          <ButtonLink href="/sign-in" look="quiet" className="max-[22rem]:px-2.5">
            Sign in
          </ButtonLink>
          <ButtonLink href="/sign-up" look="primary" className="max-[22rem]:px-3">
            Sign up
          </ButtonLink>
        </div>
      </div>
    </header>
  )
}
