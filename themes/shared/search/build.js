// Which build a bundle belongs to. Each bundle has its own copy of this constant, so that a bundle
// that was loaded at once can refuse one of another build that is loaded later.

/** `cmake` replaces the value by a hash of all bundles (generator/client/bundle.cmake). */
export const BUILD = '<build>';
