import { limits } from '../src/limits.ts';
import { cut } from '../src/text.ts';
import { writingForm } from './captures.ts';
import { command } from './kit/command.ts';
import { formFor } from './kit/form.ts';
import { revise, show } from './kit/reply.ts';
import { say } from './kit/text.ts';
import { inPages, memberArg, pageArg, theMember } from './references.ts';
import { madeView } from './views/approaches.ts';
import { gapsView } from './views/gaps.ts';
import { doneView } from './views/questions.ts';

/** What members look for and nobody has written down, for curators. */

const gapArg = {
  name: 'gap',
  kind: 'number',
  min: 1,
  max: 999_999_999,
  summary: 'which',
  required: true,
} as const;

const longestTopic = 300;

export const gapsList = command({
  name: 'gaps list',
  summary: 'What members look for and nobody has written down, for curators',
  forRole: 'curator',
  group: 'What is missing',
  audience: 'private',
  doors: 'all',
  args: [pageArg],
  async run({ actor, args }, core) {
    const list = await inPages(args.page, (page) => core.gaps.list(actor, page));
    const to = (page: number) => ({ name: 'gaps list', args: { page: String(page) } });
    const view = gapsView({ ...list, to });
    return args.page === undefined ? show(view) : revise(view);
  },
});

const wordsArg = {
  name: 'words',
  kind: 'text',
  max: 1_000,
  summary: 'what you ask of them; they see it with your name',
  required: false,
} as const;

/** What it is about, with its tags: who said "not me" to one of them is not asked. */
function titled(title: string, tags: readonly string[]): string {
  const left = tags.map((tag) => `#${tag}`).filter((tag) => !title.includes(tag));
  const behind = left.length === 0 ? '' : ` ${left.join(' ')}`;
  return `${cut(title, longestTopic - behind.length)}${behind}`;
}

export const gapsAsk = command({
  name: 'gaps ask',
  summary: 'Ask them to write it',
  audience: 'private',
  doors: 'button',
  args: [gapArg, memberArg, wordsArg],
  async run({ actor, args }, core) {
    const { title, tags, members } = await core.gaps.find(actor, args.gap);
    const member = await theMember(core, actor, args.member);
    if (!args.words) {
      const many = members === 1 ? 'Somebody looks' : `${members} of us looked`;
      const words = `${many} for this and found nothing kept. Would you write down what you know? \`save\` keeps it.`;
      const call = { gap: String(args.gap), member: `@${member.handle}`, words };
      const spec = {
        summary: 'Ask them to write it',
        args: [gapArg, memberArg, { ...wordsArg, required: true }],
      };
      return { kind: 'form', form: formFor(spec, { name: 'gaps ask', args: call }, []) };
    }
    const wish = {
      kind: 'ask',
      member,
      topic: titled(title, tags),
      words: args.words,
    } as const;
    return show(madeView(await core.approaches.make(actor, wish), member, wish));
  },
});

export const gapsWrite = command({
  name: 'gaps write',
  summary: 'Write down what is missing',
  audience: 'private',
  doors: 'button',
  args: [gapArg],
  async run({ actor, args }, core) {
    const { title, tags } = await core.gaps.find(actor, args.gap);
    return writingForm(core, actor, undefined, {
      title: cut(title, limits.title),
      tags: [...tags],
    });
  },
});

export const gapsDismiss = command({
  name: 'gaps dismiss',
  summary: 'Say that it is not missing: it is shown again when three more members miss it',
  audience: 'private',
  doors: 'button',
  args: [gapArg],
  async run({ actor, args }, core) {
    await core.gaps.dismiss(actor, args.gap);
    const next = { label: 'What else?', call: { name: 'gaps list', args: {} } };
    const text = say`Noted. It is shown again when three more members miss it.`;
    return show(doneView(text, [next]));
  },
});
