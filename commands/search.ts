import { canonicalTag } from '../src/tags.ts';
import { command } from './kit/command.ts';
import { revise, show } from './kit/reply.ts';
import { pageArg, pageOf, pagesOf, tagArg } from './references.ts';
import { searchView } from './views/knowledge.ts';

/** Words that fit in a button, so that its page can be turned; longer searches show one page. */
const longestPaged = 50;

export const search = command({
  name: 'search',
  summary: 'Search the kept knowledge',
  audience: 'private',
  doors: 'all',
  args: [
    { name: 'words', kind: 'line', max: 1_000, summary: 'what to look for', required: true },
    { ...tagArg, required: false },
    pageArg,
  ],
  examples: ['search undo commit', 'search connection refused tag:postgres'],
  async run({ actor, args }, core) {
    const tag = args.tag === undefined ? undefined : (canonicalTag(args.tag) ?? args.tag);
    const found = await core.knowledge.search(actor, args.words, tag, pageOf(args.page));
    const call = { words: args.words, ...(tag !== undefined && { tag }) };
    const isPaged = args.words.length + (tag?.length ?? 0) <= longestPaged;
    const view = searchView({
      words: args.words,
      found,
      page: args.page ?? 1,
      pages: pagesOf(found.total),
      to: isPaged
        ? (page) => ({ name: 'search', args: { ...call, page: String(page) } })
        : undefined,
    });
    return args.page === undefined ? show(view) : revise(view);
  },
});
