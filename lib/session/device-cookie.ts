import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/process/env'
import { readCookies, secureCookie } from './session-cookie'

/** Names accounts that were signed in to with this browser. It signs nobody in. It stays when they sign out. */
export const DEVICE_COOKIE = `${secureCookie ? '__Host-' : ''}carillon.device`

/** Seconds. Browsers keep no cookie longer than 400 days. */
const AGE = 400 * 24 * 3600
/** Of one browser, so that a family can share it. The others come first again by signing in. */
const ACCOUNTS_AT_MOST = 5

/** An account and its password, of which nobody but this site can tell anything from `mark`. */
type Account = { id: bigint; passwordHash: string | null }

/** What a device cookie says of one account. `id` names the device in limits. */
export type KnownDevice = { userId: string; id: string; mark: string }

/**
 * The accounts that a browser was signed in to, the latest first. Only what this site has signed counts. Whether the password is
 * still the same must be compared with `isDeviceOf`.
 */
export function readDevices(cookieHeader: string | null | undefined): KnownDevice[] {
  const entries = readCookies(cookieHeader ?? '')[DEVICE_COOKIE]?.split('~') ?? []
  return entries.slice(0, ACCOUNTS_AT_MOST).flatMap((entry) => readEntry(entry) ?? [])
}

/** Whether somebody has signed in to the account on this device with the password that it has now. */
export function isDeviceOf(device: KnownDevice, account: Account): boolean {
  return device.userId === String(account.id) && device.mark === markOf(account)
}

/**
 * A Set-Cookie line that adds an account to those of this browser. The name of the device follows from the session, and a session
 * takes a right password: nobody can make many names by sending one cookie often.
 */
export function makeDeviceCookie(account: Account, session: { id: string; devices: KnownDevice[] }): string {
  const device = { userId: String(account.id), id: sign(`device\n${session.id}`, 16), mark: markOf(account) }
  const others = session.devices.filter(({ userId }) => userId !== device.userId)
  const value = [device, ...others].slice(0, ACCOUNTS_AT_MOST).map(writeEntry).join('~')
  const secure = secureCookie ? ' Secure;' : ''
  return `${DEVICE_COOKIE}=${value}; Path=/; Max-Age=${AGE}; HttpOnly;${secure} SameSite=Lax`
}

/** Another one after each change of the password: who knew the former one has no device any more. */
const markOf = ({ id, passwordHash }: Account) => sign(`password\n${id}\n${passwordHash ?? ''}`, 11)

function writeEntry({ userId, id, mark }: KnownDevice): string {
  return [userId, id, mark, signatureOf({ userId, id, mark })].join('.')
}

function readEntry(entry: string): KnownDevice | null {
  const [userId = '', id = '', mark = '', signature = '', ...more] = entry.split('.')
  const right = Buffer.from(signatureOf({ userId, id, mark }))
  const given = Buffer.from(signature)
  const isOurs = more.length === 0 && given.length === right.length && timingSafeEqual(given, right)
  return isOurs ? { userId, id, mark } : null
}

const signatureOf = ({ userId, id, mark }: KnownDevice) => sign(`entry\n${userId}\n${id}\n${mark}`, 32)

/** So many characters of six bits each. */
function sign(text: string, length: number): string {
  return createHmac('sha256', env.AUTH_SECRET).update(`carillon.device\n${text}`).digest('base64url').slice(0, length)
}
