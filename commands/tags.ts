import { canonicalTag } from '../src/tags.ts';
import { command } from './kit/command.ts';
import { revise, show } from './kit/reply.ts';
import { code, say } from './kit/text.ts';
import { inPages, pageArg, suggestTags } from './references.ts';
import { doneView } from './views/questions.ts';
import { newTagsView } from './views/tags.ts';

/** The community's words, for curators. */

const name = {
  kind: 'reference',
  required: true,
  canonical: canonicalTag,
} as const;

const tagArg = {
  ...name,
  name: 'tag',
  summary: 'a topic, like kubernetes',
  example: 'kubernetes',
  suggest: suggestTags,
} as const;

const aliasArg = {
  ...name,
  name: 'alias',
  summary: 'the name that means the same, like k8s',
  example: 'k8s',
  suggest: suggestTags,
} as const;

export const tagsNew = command({
  name: 'tags new',
  summary: 'Tags that are offered to nobody yet, for curators',
  forRole: 'curator',
  group: 'The words for your topics',
  audience: 'private',
  doors: 'all',
  args: [pageArg],
  async run({ actor, args }, core) {
    const list = await inPages(args.page, (page) => core.tags.waiting(actor, page));
    const to = (page: number) => ({ name: 'tags new', args: { page: String(page) } });
    const view = newTagsView({ ...list, to });
    return args.page === undefined ? show(view) : revise(view);
  },
});

export const tagsApprove = command({
  name: 'tags approve',
  summary: 'Offer a tag to who asks or saves, for curators',
  forRole: 'curator',
  audience: 'private',
  doors: 'all',
  args: [tagArg],
  examples: ['tags approve kubernetes'],
  async run({ actor, args }, core) {
    const { tag } = await core.tags.approve(actor, args.tag);
    return show(
      doneView(say`#${tag.name} is offered from now on to whoever may see what is tagged so.`),
    );
  },
});

export const tagsAlias = command({
  name: 'tags alias',
  summary: 'Let another name mean a tag; what is tagged with it is tagged so, for curators',
  forRole: 'curator',
  audience: 'private',
  doors: 'all',
  args: [aliasArg, tagArg],
  examples: ['tags alias k8s kubernetes'],
  async run({ actor, args }, core) {
    const { tag, wasTag } = await core.tags.alias(actor, args.alias, args.tag);
    const moved = wasTag ? ' What was tagged so is tagged with it now.' : '';
    return show(
      doneView(
        say`#${args.alias} means #${tag.name} from now on.${moved} ${code(`tags unalias ${args.alias}`)} ends that for what is tagged afterwards.`,
      ),
    );
  },
});

export const tagsUnalias = command({
  name: 'tags unalias',
  summary: 'Let a name mean a tag no longer, for curators',
  forRole: 'curator',
  audience: 'private',
  doors: 'all',
  args: [aliasArg],
  examples: ['tags unalias k8s'],
  async run({ actor, args }, core) {
    const { tag } = await core.tags.unalias(actor, args.alias);
    return show(
      doneView(
        say`#${args.alias} does not mean #${tag.name} any more. What is tagged #${tag.name} stays so.`,
      ),
    );
  },
});
