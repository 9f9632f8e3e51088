declare const CARILLON_FILES: { build: string; paths: readonly string[] }

/**
 * The files of this build that every page may need: scripts, styles and the font. `build` names their whole; it is the same as
 * long as they are. bin/build-service-worker.mjs writes them in.
 */
export const { build: BUILD, paths: FILE_PATHS } = CARILLON_FILES
