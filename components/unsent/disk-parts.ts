/**
 * What works with the disk, loaded as one: of parts that are loaded one by one, each brings a copy of the code that they share.
 */
export { followDrafts, removeDrafts, storeDraft } from './stored-drafts'
export { addUnsent, followOutbox, makeDraft, retry } from './work-outbox'
