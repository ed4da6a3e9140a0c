// Symbol tables of the range coder. Twin: Table in index/browser/range_coder.h.

export const COUNT = 256;
export const FORMS = 257;
export const SHARED = 258;
export const DROP = 259;
export const FREQUENCY = 260;
export const LONG = 261;
export const BUCKET = 262;
export const REST = 263;
export const DAY = 264;
export const PAPERS = 265;
export const HASH = 266;
export const GAP = 272;
export const WEIGHT = 288;
export const FIELDS = 304;
export const PLACES = 320;
export const FIRST = 324;
export const SECOND = 325;
export const DENSITY = 326;
export const ANY_TEXT = 327;
export const TABLES = 328;
