/** By this attribute, scripts know that the page shows nothing. */
export const NOTHING_HERE = 'data-nothing-here'
