import type { Reader } from '../model.ts';
import type { World } from '../world.ts';

const day = 24 * 60 * 60 * 1000;
/** So long after two became one a button may still be from before. */
const doubtFor = 30 * day;

/** What a number meant before its community joined another: it is said for long, and stands on buttons. */
export function createFormerNumbers({ store, clock }: World) {
  async function former(reader: Reader, kind: 'question' | 'snippet', number: number) {
    const was = await store.linking.former(kind, reader.channelId, number);
    const nouns = kind === 'question' ? store.questions : store.snippets;
    const seen = was && (await nouns.find(reader, was.number));
    return seen && { ...was, title: seen.title };
  }

  return {
    /** The number that it has now, and its title, if the reader may see it; for where it was said. */
    former,

    /**
     * Why what is pressed may mean something else than it says: its number meant another thing where it
     * stands until lately. Undefined where there is no doubt.
     */
    async doubt(
      reader: Reader,
      args: Readonly<Record<string, string>>,
    ): Promise<string | undefined> {
      const named = [
        ['question', Number.parseInt(args.question ?? args.answer ?? '', 10)],
        ['snippet', Number.parseInt(args.snippet ?? '', 10)],
      ] as const;
      for (const [kind, number] of named) {
        if (!(number > 0)) continue;
        const was = await former(reader, kind, number);
        if (!was || was.joinedAt < clock() - doubtFor) continue;
        const sign = kind === 'question' ? '#' : 'S';
        return `This may be from before your community was linked: ${sign}${number} was “${was.title}” here, and is ${sign}${was.number} now. If you mean today's ${sign}${number}, type the command instead of pressing it.`;
      }
      return undefined;
    },
  };
}
