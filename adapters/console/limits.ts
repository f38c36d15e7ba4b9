/** Columns that are used: fewer cannot hold a sentence, more cannot be read. */
export const narrowest = 30;
export const widest = 100;

/** Lines of one quote that are shown at once; `more` shows all. */
export const quoteLines = 40;

/** Members or suggestions that are listed at once. */
export const mostListed = 20;

/** Replies with buttons to which `back` can lead. */
export const mostKept = 20;
