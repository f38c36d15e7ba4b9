import type { SaidEvidence } from '../src/experts/withholding.ts';
import { command } from './kit/command.ts';
import { revise, show } from './kit/reply.ts';
import { say } from './kit/text.ts';
import { answerName, inPages, pageArg, tagArg } from './references.ts';
import { disputesView, evidenceView } from './views/evidence.ts';
import { doneView } from './views/questions.ts';

/** What members do about the evidence of what they know. */

const evidenceArg = {
  name: 'evidence',
  kind: 'reference',
  summary: 'an answer of yours, or an endorsement',
  example: '42.1 or @ana#postgres',
  required: true,
  canonical: (text: string) => {
    const answer = /^#?([1-9]\d{0,8}\.[1-9]\d{0,5})$/.exec(text)?.[1];
    const [, endorser, tag] = /^@?([^\s#@]{1,40})#(\S{1,50})$/.exec(text) ?? [];
    return answer ?? (endorser && tag ? `@${endorser}#${tag}`.toLowerCase() : undefined);
  },
} as const;

function readEvidence(text: string): SaidEvidence {
  if (!text.startsWith('@')) return answerName(text);
  const at = text.indexOf('#');
  return { endorser: text.slice(1, at), tag: text.slice(at + 1) };
}

export const myEvidence = command({
  name: 'expertise evidence',
  summary: 'All that speaks for what you know, to hide or dispute',
  audience: 'private',
  doors: 'all',
  args: [pageArg],
  async run({ actor, args }, core) {
    const { found, page, pages } = await inPages(args.page, (some) =>
      core.withholding.mine(actor, some),
    );
    const view = evidenceView(found, page, pages);
    return args.page === undefined ? show(view) : revise(view);
  },
});

export const hideEvidence = command({
  name: 'expertise hide',
  summary: 'Hide an answer of yours, or an endorsement: it no longer counts',
  audience: 'private',
  doors: 'all',
  args: [evidenceArg],
  examples: ['expertise hide 42.1', 'expertise hide @ana#postgres'],
  async run({ actor, args: { evidence } }, core) {
    await core.withholding.hide(actor, readEvidence(evidence));
    const words = say`${evidence} is hidden: it is neither shown as evidence nor counted.`;
    return show(
      doneView(words, [{ label: 'Undo', call: { name: 'expertise show', args: { evidence } } }]),
    );
  },
});

export const showEvidence = command({
  name: 'expertise show',
  summary: 'Let what you hid count again',
  audience: 'private',
  doors: 'all',
  args: [evidenceArg],
  examples: ['expertise show 42.1'],
  async run({ actor, args: { evidence } }, core) {
    await core.withholding.show(actor, readEvidence(evidence));
    return show(doneView(say`${evidence} is shown as evidence again.`));
  },
});

export const disputeEvidence = command({
  name: 'expertise dispute',
  summary: 'Hide evidence that is wrong, and tell curators why',
  audience: 'private',
  doors: 'all',
  args: [
    evidenceArg,
    { name: 'reason', kind: 'line', max: 300, summary: 'what is wrong with it', required: true },
  ],
  examples: ['expertise dispute @ana#postgres I have never used it'],
  async run({ actor, args: { evidence, reason } }, core) {
    await core.withholding.dispute(actor, readEvidence(evidence), reason);
    return show(doneView(say`${evidence} is hidden, and curators will look at it.`));
  },
});

export const disputes = command({
  name: 'expertise disputes',
  summary: 'Evidence that members dispute, for curators',
  forRole: 'curator',
  audience: 'private',
  doors: 'all',
  args: [],
  async run({ actor }, core) {
    return show(disputesView(await core.withholding.disputes(actor)));
  },
});

export const settleDispute = command({
  name: 'expertise settle',
  summary: 'A dispute has been looked at',
  audience: 'private',
  doors: 'button',
  args: [
    { name: 'dispute', kind: 'number', min: 1, max: 999_999_999, summary: 'which', required: true },
  ],
  async run({ actor, args }, core) {
    await core.withholding.settle(actor, args.dispute);
    return revise(disputesView(await core.withholding.disputes(actor)));
  },
});

export const notMe = command({
  name: 'expertise not-me',
  summary: 'Be neither found nor asked for one topic',
  audience: 'private',
  doors: 'all',
  args: [tagArg, { name: 'undo', kind: 'flag', summary: 'take it back', required: false }],
  examples: ['expertise not-me kubernetes', 'expertise not-me kubernetes --undo'],
  async run({ actor, args }, core) {
    const tag = await core.withholding.notMe(actor, args.tag, args.undo);
    if (args.undo) return show(doneView(say`What you answer on #${tag} counts again.`));
    const words = say`Nobody finds you for #${tag}, and no question on it is brought to you.`;
    const undo = { name: 'expertise not-me', args: { tag, undo: 'yes' } };
    return show(doneView(words, [{ label: 'Undo', call: undo }]));
  },
});
