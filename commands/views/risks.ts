import type { NamedRisk } from '../../src/experts/risks.ts';
import { fitsButton } from '../kit/call.ts';
import { code, count, join, say, strong, type Text } from '../kit/text.ts';
import type { Block, View } from '../kit/view.ts';
import { people } from './phrases.ts';

/** Topics that few people know, and what can be done about it. */
export function risksView(risks: readonly NamedRisk[], total: number): View {
  const blocks = risks.map((risk): Block => {
    const ask = { name: 'expertise who-else', args: { tag: risk.tag } };
    const nominate = { name: 'expertise nominate', args: { tag: risk.tag } };
    return {
      kind: 'item',
      title: say`${strong(`#${risk.tag}`)} ${holders(risk)}`,
      lines: [figures(risk)],
      actions: [
        { label: 'Nominate someone', call: nominate },
        { label: 'Ask who else knows', call: ask },
      ].filter(({ call }) => fitsButton(call)),
    };
  });
  const left = total - risks.length;
  if (left > 0) blocks.push({ kind: 'note', text: [`… and ${count(left, 'more topic')}`] });
  if (risks.length === 0) {
    const safe = say`Every topic that is asked about here has at least three people who answer it.`;
    blocks.push({ kind: 'note', text: safe });
  }
  return { name: 'risks', title: ['Knowledge at risk'], blocks };
}

/** Only those are named who agreed to be visible. */
function holders({ busFactor, isOrphan, people: named }: NamedRisk): Text {
  if (busFactor === 0) return ['nobody is known for it yet'];
  if (isOrphan) return ['nobody has answered it in 90 days'];
  const who = named.length === 0 ? [] : say`: ${people(named)}`;
  return say`hangs on ${count(busFactor, 'person', 'people')}${who}`;
}

function figures({ asked, open, active, topShare, busFactor }: NamedRisk): Text {
  const share = `one of them gave ${Math.round(topShare * 100)}% of the answers`;
  return join(
    [
      [`${count(asked, 'question')} in 90 days, ${open} open`],
      active === 0 ? [] : [`${count(active, 'person', 'people')} answered it in 90 days`],
      busFactor === 0 ? [] : [share],
    ],
    '; ',
  );
}

/** A question to everyone in a channel. */
export function whoElseView(tag: string): View {
  const add = { name: 'expertise add', args: { tags: tag } };
  return {
    name: 'who-else',
    title: say`Who else knows about #${tag}?`,
    blocks: [
      {
        kind: 'prose',
        text: say`Few people answer questions on it, and they would be glad of company. Saying so only means that a question may find you now and then, within limits that you set.`,
      },
      {
        kind: 'actions',
        actions: fitsButton(add) ? [{ label: 'I know this', call: add, style: 'primary' }] : [],
      },
      { kind: 'note', text: say`Or say ${code(`expertise add ${tag}`)}.` },
    ],
  };
}
