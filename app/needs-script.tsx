/** For people whose browser runs no scripts: what works, and what does not. Visitors can read, sign in and sign up without. */
export function NeedsScript({ member }: { member: boolean }) {
  if (!member) return null
  return (
    <noscript>
      <p className="m-4 rounded-control bg-accent-soft px-4 py-3 text-[0.9375rem] text-ink sm:mx-0">
        Your browser runs no scripts here. You can read, but the forms and buttons of this page do not work: you cannot
        write, comment, like or change settings.
      </p>
    </noscript>
  )
}
