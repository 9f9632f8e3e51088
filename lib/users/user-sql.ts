/** The columns that `presentUser` needs, as SQL. `u` is the alias of "User". */
export function userColumns(u: string): string {
  return `${u}.id, ${u}.handle, ${u}.name, ${u}.bio, ${u}."avatarUrl"`
}

/** Whether a person is to be seen at all, as SQL: suspended and deleted people are nowhere. */
export function inGoodStanding(u: string): string {
  return `(${u}."suspendedAt" IS NULL AND ${u}."deletedAt" IS NULL)`
}
