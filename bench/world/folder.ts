/** The folder for the benchmark's servers, programs and logs. */
export const FOLDER = '.data/bench'
