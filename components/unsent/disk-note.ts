import { readSetting, writeSetting } from '@/components/client/local-setting'

const SETTING = 'carillon:unsent'

/** Notes whether this browser has texts on its disk, for the next page that is opened. */
export function noteTexts(there: boolean): void {
  if (there !== notesTexts()) writeSetting(SETTING, there ? 'yes' : 'no')
}

/** What was noted last. It may be wrong: the browser may forbid settings, and tabs may overtake each other. */
export const notesTexts = (): boolean => readSetting(SETTING) === 'yes'
