type Fields = Record<string, string>

/** A form that is open. `base`: the version that its writer has seen. `mine`: what the fields hold now. */
export type Edit<Form extends Fields> = { base: Form; mine: Form }

export const openEdit = <Form extends Fields>(version: Form): Edit<Form> => ({ base: version, mine: version })

/** Only what was changed: the other fields may have been changed on another device meanwhile. */
export function changeOf<Form extends Fields>({ base, mine }: Edit<Form>): Partial<Form> {
  return pick(mine, (name) => mine[name] !== base[name])
}

/** True when there is something to save, or to lose. */
export function isChanged<Form extends Fields>(edit: Edit<Form>): boolean {
  return Object.keys(changeOf(edit)).length > 0
}

/** The fields that were changed here, and also elsewhere, to another value: with the value from elsewhere. */
export function conflictOf<Form extends Fields>({ base, mine }: Edit<Form>, now: Form): Partial<Form> {
  return pick(
    now,
    (name) => !(same(now[name], base[name]) || same(mine[name], base[name]) || same(now[name], mine[name])),
  )
}

/** The server removes spaces at both ends. */
const same = (one = '', other = '') => one.trim() === other.trim()

/** Takes over what was changed elsewhere and is not changed here. A conflict stays until one of the two versions is chosen. */
export function adopt<Form extends Fields>(edit: Edit<Form>, now: Form): Edit<Form> {
  const conflict = conflictOf(edit, now)
  const settled = pick(now, (name) => !(name in conflict) && now[name] !== edit.base[name])
  if (Object.keys(settled).length === 0) return edit
  return { base: { ...edit.base, ...settled }, mine: { ...edit.mine, ...settled } }
}

/** What is written here replaces the version from elsewhere, which its writer has now seen. */
export const keepMine = <Form extends Fields>(edit: Edit<Form>, now: Form): Edit<Form> => ({ ...edit, base: now })

/** The values from elsewhere replace those in conflict. */
export function takeTheirs<Form extends Fields>(edit: Edit<Form>, now: Form): Edit<Form> {
  return { base: now, mine: { ...edit.mine, ...conflictOf(edit, now) } }
}

/** `sent` was saved as this version. What was written here since is a change of it. */
export function afterSaving<Form extends Fields>({ mine }: Edit<Form>, { sent, saved }: { sent: Form; saved: Form }) {
  return { base: saved, mine: { ...saved, ...pick(mine, (name) => mine[name] !== sent[name]) } }
}

function pick<Form extends Fields>(form: Form, keep: (name: keyof Form) => boolean): Partial<Form> {
  return Object.fromEntries(Object.entries(form).filter(([name]) => keep(name))) as Partial<Form>
}
