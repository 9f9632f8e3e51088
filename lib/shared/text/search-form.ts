/**
 * What is left out, by script: accents, and other marks without which a script is written too. The vowel signs of Indic scripts
 * and of Thai stay: without them other words would be the same.
 */
const MARKS = [
  String.raw`\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f`, // Latin, Greek, Cyrillic
  String.raw`\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7`, // Hebrew
  String.raw`\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed`, // Arabic
  String.raw`\u0711\u0730-\u074a`, // Syriac
  String.raw`\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u{e0000}-\u{e0fff}`, // draw nothing
]
const LEFT_OUT = new RegExp(`[${MARKS.join('')}]`, 'gu')

/** Whatever stands between words: spaces, punctuation and symbols. */
const SIGNS = [
  String.raw`\0-/:-@[-\x60{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02b9-\u02df\u02e5-\u02ff`, // Latin
  String.raw`\u055a-\u055f\u0589-\u058f\u05be\u05c0\u05c3\u05c6\u05f3\u05f4`, // Armenian, Hebrew
  String.raw`\u0600-\u060f\u061b\u061d-\u061f\u066a-\u066d\u06d4`, // Arabic
  String.raw`\u0964\u0965\u0e3f\u0e4f\u0e5a\u0e5b\u17d4-\u17d6\u17d8-\u17db\ua9c1-\ua9cd`, // Indic, Thai, Khmer, Javanese
  String.raw`\u1361-\u1368\u1400\u166e\u1680\u169b\u169c\u1800-\u180a\ua673\ua67e\ufd3e-\ufd4f\ufdcf\ufdfd-\ufdff`,
  String.raw`\u2000-\u200a\u2010-\u2029\u202f-\u205f\u20a0-\u20cf\u2100-\u2182\u2190-\u2bff\u2e00-\u2e7f`, // of all scripts
  String.raw`\u2ff0-\u3004\u3008-\u3020\u3030\u303d\u3040\u30a0\u30fb\ufe10-\ufe1f\ufe30-\ufe6f\ufffc\ufffd`, // East Asian
  String.raw`\u{1f000}-\u{1faff}`, // emoji
]
const BETWEEN_WORDS = new RegExp(`[${SIGNS.join('')}]+`, 'gu')

/** Letters that have no accent to leave out but are typed as others, and what keyboards write in two ways. */
const SAME: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ŋ: 'n', ı: 'i', ə: 'e' },
  ...{ ς: 'σ', ґ: 'г', ی: 'ي', ى: 'ي', ک: 'ك' },
  ...{ '٠': '0', '١': '1', '٢': '2', '٣': '3', '٤': '4', '٥': '5', '٦': '6', '٧': '7', '٨': '8', '٩': '9' },
  ...{ '۰': '0', '۱': '1', '۲': '2', '۳': '3', '۴': '4', '۵': '5', '۶': '6', '۷': '7', '۸': '8', '۹': '9' },
}
const TYPED_ALIKE = new RegExp(`[${Object.keys(SAME).join('')}]`, 'gu')

/**
 * The form in which texts are searched and compared: without case, accents, normal forms and punctuation, its words with one
 * space between them. A text of symbols alone stays itself. Idempotent.
 *
 * PostgreSQL has the same function: `search_form` of the migration place_names fills what is searched. A change here needs a
 * migration that changes it there.
 */
export function searchForm(text: string): string {
  const letters = text.normalize('NFKD').replace(LEFT_OUT, '').toLowerCase()
  const alike = letters.replace(TYPED_ALIKE, (letter) => SAME[letter] ?? letter).normalize('NFC')
  return alike.replace(BETWEEN_WORDS, ' ').trim() || text.normalize('NFKC').replaceAll(' ', '')
}
