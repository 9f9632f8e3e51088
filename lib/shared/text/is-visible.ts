/**
 * Characters that draw nothing: spaces, control characters, everything that Unicode says a font may ignore (joiners, fillers,
 * variation selectors), and blanks that it counts as symbols (Braille, music, hieroglyphs). Of the format characters, the signs
 * before Arabic, Syriac and Kaithi numbers do draw.
 */
const BLANK = new RegExp(
  String.raw`(?![\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])` +
    String.raw`[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{16fe4}\u{1d159}\u{13441}\u{13442}]`,
  'gu',
)

/** Whether anything of a text can be seen. */
export function isVisible(text: string): boolean {
  return text.replace(BLANK, '') !== ''
}
