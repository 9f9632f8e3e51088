/** Where the benchmark keeps its servers, programs and logs. */
export const FOLDER = '.data/bench'
