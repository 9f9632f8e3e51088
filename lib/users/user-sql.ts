/** The columns that `presentUser` needs, as SQL. `u` is the alias of "User". */
export function userColumns(u: string): string {
  return `${u}.id, ${u}.handle, ${u}.name, ${u}.bio, ${u}."avatarUrl"`
}

/** Whether an account is neither suspended nor deleted, as SQL. Others are shown nowhere and cannot sign in. */
export function isActiveAccount(u: string): string {
  return `(${u}."suspendedAt" IS NULL AND ${u}."deletedAt" IS NULL)`
}
