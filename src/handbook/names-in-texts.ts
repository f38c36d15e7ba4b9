/** Somebody whose name is to be taken out of texts. */
interface Hidden {
  readonly handle: string;
  readonly name: string;
}

/** What stands for a name that was taken out. */
const somebody = 'someone';

const word = /@?[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[._'’-][\p{L}\p{N}\p{M}]+)*/gu;
/** How platforms write a mention when they hand a text over. */
const platformMention = /<@[!&]?[A-Z0-9]{1,32}(?:\|[^>\n]{0,100})?>/g;

/**
 * Takes the names of these members out of a text: `@handle`, the platforms' own mentions, and display
 * names of two words and more. A single word (`mark`, `will`) may be a word of the language: it stays,
 * and `suspects` tells of it.
 */
export function nameRemover(members: readonly Hidden[]) {
  const handles = new Set(members.map(({ handle }) => handle.toLowerCase()));
  const singles = new Set(handles);
  const byFirstWord = new Map<string, string[]>();
  for (const { name } of members) {
    const words = name.toLowerCase().split(/\s+/).filter(Boolean);
    const [first = ''] = words;
    if (words.length > 0) singles.add(first);
    if (words.length < 2) continue;
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), words.join(' ')]);
  }
  const longest = [...byFirstWord.values()]
    .flat()
    .reduce((most, { length }) => Math.max(most, length), 0);

  /** How many characters of the text, from `start`, are the display name of one of them. */
  function nameAt(text: string, start: number, first: string): number {
    const names = byFirstWord.get(first);
    if (!names) return 0;
    const ahead = text.slice(start, start + 2 * longest).toLowerCase();
    const lengths = names.map((name) => {
      const pattern = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s{1,3}');
      return new RegExp(`^${pattern}(?![\\p{L}\\p{N}])`, 'u').exec(ahead)?.[0].length ?? 0;
    });
    return Math.max(...lengths);
  }

  return {
    remove(text: string): string {
      const said = text.replace(platformMention, `@${somebody}`);
      let kept = '';
      let from = 0;
      for (const { 0: found, index } of said.matchAll(word)) {
        if (index < from) continue;
        const at = found.startsWith('@') ? 1 : 0;
        const named =
          nameAt(said, index + at, (found.slice(at).split(/[-'’.]/)[0] ?? '').toLowerCase()) ||
          nameAt(said, index + at, found.slice(at).toLowerCase());
        const length = named > 0 ? at + named : at === 1 ? handleLength(found, handles) : 0;
        if (length === 0) continue;
        kept += said.slice(from, index) + (at === 1 ? `@${somebody}` : somebody);
        from = index + length;
      }
      return kept + said.slice(from);
    },

    /** Words of the text that are also one of their names, in alphabetical order. */
    suspects(text: string): string[] {
      const found = Array.from(text.matchAll(word), ([one]) => one).filter(
        (one) => /^\p{Lu}/u.test(one) && singles.has(one.toLowerCase()),
      );
      return [...new Set(found)].sort();
    },
  };
}

/** `@ana.` and `@ana's` mention `ana`: the longest beginning that is a handle counts. */
function handleLength(mention: string, handles: ReadonlySet<string>): number {
  for (let end = mention.length; end > 1; ) {
    if (handles.has(mention.slice(1, end).toLowerCase())) return end;
    const shorter = Math.max(
      ...["'", '’', '.', '-', '_'].map((sign) => mention.lastIndexOf(sign, end - 1)),
    );
    end = shorter;
  }
  return 0;
}
