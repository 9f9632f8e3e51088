/** Pairs of friends; the first one asked. */
export const FRIENDS = [
  'ana ben',
  'ana leo',
  'ana greta',
  'ana noor',
  'ana paula',
  'ben dag',
  'ben mira',
  'ben otis',
  'cleo mira',
  'cleo farid',
  'cleo kaya',
  'dag jonas',
  'dag ines',
  'edda greta',
  'edda hiro',
  'edda kaya',
  'farid noor',
  'farid otis',
  'greta otis',
  'hiro paula',
  'hiro ines',
  'ines paula',
  'jonas mira',
  'jonas leo',
  'kaya noor',
  'leo otis',
  'leo paula',
  'mira edda',
  'greta kaya',
  'ben leo',
]

/** Friend requests without an answer: the first asked the second so many minutes ago. */
export const ASKED = { 'cleo ana': 33, 'jonas ana': 21, 'otis ana': 6, 'ben kaya': 17, 'hiro cleo': 28 }

/** Who follows whom besides friends, who follow each other. */
export const FOLLOWS = {
  ana: ['cleo', 'dag', 'edda', 'mira'],
  ben: ['greta', 'hiro', 'ines', 'kaya'],
  cleo: ['ana', 'ben', 'edda', 'hiro'],
  dag: ['ana', 'greta', 'leo', 'noor'],
  edda: ['ana', 'cleo', 'farid', 'noor'],
  farid: ['ana', 'edda', 'leo', 'mira', 'paula'],
  greta: ['ben', 'dag', 'jonas', 'noor'],
  hiro: ['ana', 'farid', 'greta', 'mira'],
  ines: ['ana', 'jonas', 'noor'],
  jonas: ['ana', 'edda', 'greta', 'noor', 'paula'],
  kaya: ['ana', 'dag', 'mira', 'otis'],
  leo: ['cleo', 'farid', 'hiro', 'mira'],
  mira: ['ana', 'dag', 'greta', 'kaya', 'otis'],
  noor: ['greta', 'ines', 'otis'],
  otis: ['ana', 'cleo', 'edda', 'jonas'],
  paula: ['ben', 'dag', 'farid', 'noor'],
}

/** Who is notified of every post: the first, of those of the second. */
export const BELLS = [
  'ana greta',
  'ana leo',
  'ben greta',
  'cleo edda',
  'dag ana',
  'edda noor',
  'ines jonas',
  'kaya otis',
  'mira kaya',
  'paula ben',
]

/**
 * The latest of these, with minutes before now: requests of FRIENDS that were accepted, FOLLOWS that began. All others are
 * as old as the village.
 * @type {Record<'accepted' | 'followed', Record<string, number>>}
 */
export const LATELY_TIED = {
  accepted: { 'ben leo': 12900, 'farid otis': 7300, 'ana paula': 6100, 'jonas mira': 4500, 'hiro ines': 2900 },
  followed: {
    'kaya dag': 9900,
    'noor ines': 8600,
    'hiro farid': 7800,
    'jonas edda': 5200,
    'leo hiro': 3300,
    'hiro ana': 3100,
    'mira ana': 290,
    'farid mira': 270,
    'edda noor': 230,
    'leo cleo': 200,
    'ines jonas': 160,
    'mira otis': 95,
    'ben hiro': 85,
    'paula ben': 25,
  },
}
