import { signUp } from '@/lib/users/sign-up'

let count = 0

export type Account = { id: bigint; handle: string; email: string; password: string }

/** An account with a password. */
export async function account(name: string): Promise<Account> {
  const handle = `${name.toLowerCase()}_with_password_${++count}`
  const email = `${handle}@example.com`
  const password = `the password of ${name}`
  const { id } = await signUp({ handle, name, email, password }, '127.0.0.1')
  return { id: BigInt(id), handle, email, password }
}
