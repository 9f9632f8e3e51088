/** Names under which somebody could pass for the people who run the site. They are reserved in look-alike spellings, too. */
const ROLES = `
  admin admins administrator administrators moderator moderators mod mods owner owners operator operators staff team
  support supportteam help helpdesk helpcenter contact security abuse trust trustandsafety safety legal privacy press
  official verified carillon carillonteam carillonsupport carillonofficial carillonhelp system root sysadmin superuser webmaster
  postmaster hostmaster noreply donotreply mailerdaemon billing payments payment feedback info service services customerservice`

/** Names of addresses of the site, now or most likely later, and words that mean a group of people or nobody. */
const WORDS = `
  about account accounts activity all anonymous anyone api apps app archive archived assets atom auth authentication authorize
  avatar avatars badge ban bell blocks blog bookmark bookmarks bot bots cafe calendar catchup channel channels chat circle circles
  comment comments community config cookies create css dashboard data deleted delete demo dev developer developers devices
  discover docs domain download edit email emails error errors event events everybody everyone example explore export faq
  favicon feed feeds file files follow followers following forgot friend friends ftp graphql group groups guest guests guidelines
  hashtag hashtags health healthz here hidden home host http https icon icons image images img import inbox index internal
  invite invites invitation jobs join js like likes link links list lists live local localhost login logout mail manifest
  me media member members mention mentions message messages metrics mine moderation mute mutes my myself name new news next nobody
  none notification notifications null oauth offline onboarding open openapi operations page pages password passwords people permalink
  person photo photos place places policy post posts premium privacy_policy profile profiles public push queues readyz redirect
  register report reports reset robots rss rules script search self server session sessions settings setup share shop sign_in sign_up
  sign_out signin signout signup site sitemap source sources sponsor sponsors static stats status stream streams subscribe
  tag tags terms test tests themselves thread threads timeline tos trending undefined unsubscribe update updates upload uploads
  us user username users void web webhook webhooks website welcome well_known wellknown wiki www you yourself`

const listOf = (words: string) => words.trim().split(/\s+/)

const ROLE_SHAPES = new Set(listOf(ROLES).map(shapeOf))
const RESERVED_WORDS = new Set(listOf(WORDS).map(withoutSeparators))

/** Whether a handle cannot be taken by new accounts. Accounts that have one keep it. */
export function isReservedHandle(handle: string): boolean {
  return RESERVED_WORDS.has(withoutSeparators(handle)) || ROLE_SHAPES.has(shapeOf(handle))
}

/** What a handle looks like at a glance: `Adm1n_` looks like `admin`. */
function shapeOf(handle: string): string {
  return withoutSeparators(handle)
    .replaceAll('0', 'o')
    .replaceAll(/[1l]/g, 'i')
    .replaceAll('5', 's')
    .replaceAll('3', 'e')
    .replaceAll('4', 'a')
    .replaceAll('rn', 'm')
}

function withoutSeparators(handle: string): string {
  return handle.toLowerCase().replaceAll('_', '')
}
