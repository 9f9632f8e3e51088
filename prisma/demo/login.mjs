/** The password of everybody in the demo village. */
export const DEMO_PASSWORD = 'carillon-demo'

/** @param {string} handle */
export function demoEmail(handle) {
  return `${handle}@carillon.example`
}
