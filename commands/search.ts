import { canonicalTag } from '../src/tags.ts';
import { fitsButton } from './kit/call.ts';
import { command } from './kit/command.ts';
import { revise, show } from './kit/reply.ts';
import { inPages, mostPages, pageArg, tagArg } from './references.ts';
import { searchView } from './views/knowledge.ts';

export const search = command({
  name: 'search',
  summary: 'Search the kept knowledge',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'words',
      kind: 'line',
      max: 1_000,
      summary: 'what to look for; "in this order", -without, begins*, tag:name',
      required: true,
      keepsQuotes: true,
    },
    { ...tagArg, required: false, isNamed: true },
    { ...pageArg, isNamed: true },
  ],
  examples: ['search undo commit', 'search "connection refused" -docker tag:postgres'],
  phrases: [
    {
      like: 'what do we know about caching?',
      pattern: /^what do (?:we|you) know about ([^?\n]+)/i,
    },
  ],
  async run({ actor, args }, core) {
    const tag = args.tag === undefined ? undefined : (canonicalTag(args.tag) ?? args.tag);
    const list = await inPages(args.page, (page) =>
      core.knowledge.search(actor, args.words, tag, page),
    );
    if (args.page === undefined) {
      await core.gaps.noteSearch(actor, args.words, tag, list.found.total);
    }
    const call = { words: args.words, ...(tag !== undefined && { tag }) };
    const to = (page: number) => ({ name: 'search', args: { ...call, page: String(page) } });
    const isPaged = fitsButton(to(mostPages));
    const view = searchView({ words: args.words, tag, ...list, to: isPaged ? to : undefined });
    return args.page === undefined ? show(view) : revise(view);
  },
});
