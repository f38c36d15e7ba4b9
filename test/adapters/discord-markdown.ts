/**
 * What Discord would make of a text beyond showing it: links, mentions, times, headings and the rest.
 * Written from its documentation, apart from the code that writes such text:
 * https://docs.discord.com/developers/reference#message-formatting,
 * https://support.discord.com/hc/en-us/articles/210298617
 */
export function activeIn(text: string, where: 'words' | 'quote'): readonly string[] {
  const bare = withoutEscapes(withoutCode(text, where));
  const always: readonly [string, RegExp][] = [
    ['masked link', /\[[^\]\n]*\]\(/],
    ['angle', /<(?:[@#:/]|t:|a:|id:|https?:)/],
    ['everyone', /@(?:everyone|here)/],
    ['spoiler', /\|\|/],
    ['heading', /^\s*(?:#{1,3}\s|-#)/m],
    ['quote', /^\s*>(?:>>)?\s/m],
    ['direction', /[\u202a-\u202e\u2066-\u2069]/],
    ['control', /[^\P{Cc}\n]/u],
    ['half', /\p{Cs}/u],
  ];
  const looks: readonly [string, RegExp][] = [
    ['emphasis', /\*|~~|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u],
    ['code', /`/],
    ['list', /^\s*(?:-|\d+\.)\s/m],
  ];
  const checked = where === 'words' ? [...always, ...looks] : always;
  return checked.filter(([, pattern]) => pattern.test(bare)).map(([name]) => name);
}

/** An escaped sign is a sign of its own that nothing begins or ends with. */
const withoutEscapes = (text: string) =>
  text.replace(/https?:\/\/[^\s<]+/g, 'x').replace(/\\[^\p{L}\p{N}\s]/gu, '\u00b7');

/** In code nothing else is read. An escaped backtick begins none. */
function withoutCode(text: string, where: 'words' | 'quote'): string {
  if (where === 'words') return text;
  return text.replace(
    /\\[^\p{L}\p{N}\s]|```[\s\S]*?```|(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/gu,
    (found) => (found.startsWith('\\') ? found : 'x'),
  );
}
