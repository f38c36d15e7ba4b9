import type { OwnEvidence } from '../../src/experts/withholding.ts';
import type { Dispute } from '../../src/store/withheld.ts';
import { fitsButton } from '../kit/call.ts';
import { ago, code, count, person, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { pageActions } from './phrases.ts';

const mostEndorsements = 5;

/** All that speaks for a member, for themselves: endorsements on the first page, then their answers. */
export function evidenceView(evidence: OwnEvidence, page: number, pages: number): View {
  const { items, endorsements, notMe, total } = evidence;
  const endorsed = page > 1 ? [] : endorsements.slice(0, mostEndorsements);
  const blocks: Block[] = [
    ...endorsed.map((one) =>
      item(
        say`endorsed on ${strong(`#${one.tag}`)} by ${person(one)} ${ago(one.at)}`,
        `@${one.handle}#${one.tag}`,
        one.isWithheld,
      ),
    ),
    ...items.map((one) => {
      const accepted = one.accepted ? ', accepted' : '';
      const title = say`${strong(one.name)} “${one.title}” ${ago(one.at)}${accepted}`;
      return item(title, one.name, one.isWithheld);
    }),
  ];
  if (blocks.length === 0) {
    const none = say`Nothing yet: your answers to others' questions will stand here, and who endorsed you.`;
    blocks.push({ kind: 'note', text: none });
  }
  if (page === 1 && endorsements.length > endorsed.length) {
    const left = count(endorsements.length - endorsed.length, 'more endorsement');
    blocks.push({ kind: 'note', text: say`… and ${left}, named like ${code('@ana#postgres')}.` });
  }
  if (notMe.length > 0) {
    const tags = notMe.map((tag) => `#${tag}`).join(', ');
    blocks.push({ kind: 'note', text: say`You said “not me” to ${tags}.` });
  }
  const to = (other: number) => ({ name: 'expertise evidence', args: { page: String(other) } });
  const turns = pageActions(page, pages, to);
  if (turns.length > 0) blocks.push({ kind: 'actions', actions: turns });
  return {
    name: 'evidence',
    title: say`What speaks for you (${total + endorsements.length})`,
    blocks,
  };
}

function item(title: Text, evidence: string, isWithheld: boolean): Block {
  const action = (label: string, name: string): Action => ({
    label,
    call: { name, args: { evidence } },
  });
  const actions = isWithheld
    ? [action('Show again', 'expertise show')]
    : [action('Hide', 'expertise hide'), action('Dispute', 'expertise dispute')];
  const lines: Text[] = isWithheld ? [['hidden: it does not count']] : [];
  return { kind: 'item', title, lines, actions: actions.filter(({ call }) => fitsButton(call)) };
}

/** What members say is wrong, for curators. */
export function disputesView(disputes: readonly Dispute[]): View {
  const blocks = disputes.map((one): Block => {
    const what =
      one.answer === null
        ? say`the endorsement on #${one.tag ?? ''} by @${one.endorser ?? ''}`
        : say`their answer ${one.answer}`;
    const settle = { name: 'expertise settle', args: { dispute: String(one.id) } };
    return {
      kind: 'item',
      title: say`${person(one)} disputes ${what}, ${ago(one.at)}`,
      lines: [],
      quote: one.reason,
      actions: [{ label: 'Looked at', call: settle }],
    };
  });
  const none: Block = { kind: 'note', text: ['Nobody disputes anything.'] };
  return {
    name: 'disputes',
    title: ['Disputed evidence'],
    blocks: blocks.length > 0 ? blocks : [none],
  };
}
