import { canonicalTag } from '../src/tags.ts';
import { fitsButton } from './kit/call.ts';
import { command } from './kit/command.ts';
import { revise, show } from './kit/reply.ts';
import { mostPages, pageArg, pageOf, pagesOf, tagArg } from './references.ts';
import { searchView } from './views/knowledge.ts';

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
    const to = (page: number) => ({ name: 'search', args: { ...call, page: String(page) } });
    const view = searchView({
      words: args.words,
      found,
      page: args.page ?? 1,
      pages: pagesOf(found.total),
      to: fitsButton(to(mostPages)) ? to : undefined,
    });
    return args.page === undefined ? show(view) : revise(view);
  },
});
