import type { Forgetting, Holding } from '../../src/privacy.ts';
import { code, count, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, File, View } from '../kit/view.ts';

/** Platforms take files of 10 MB. In UTF-8 a sign takes at most three of the bytes a string has units. */
const longestFile = 3_000_000;

/** What is held on a member, as files: one for machines and one for people. */
export function exportView(holding: Holding): View {
  const rows = holding.held.reduce((sum, { rows: some }) => sum + some.length, 0);
  const facts = holding.held.map(({ title, rows: some }) => ({
    label: title,
    value: [String(some.length)],
  }));
  const all: Block[] = facts.length > 0 ? [{ kind: 'facts', facts }] : [];
  return {
    name: 'privacy',
    title: ['What is held on you'],
    blocks: [
      {
        kind: 'prose',
        text: say`All of it is in these files: ${count(rows, 'entry', 'entries')}.`,
      },
      ...all,
      ...files('what-is-held-on-me.md', 'text/markdown', document(holding), 'to read'),
      ...files('what-is-held-on-me.json', 'application/json', json(holding), 'for other programs'),
      {
        kind: 'note',
        text: say`What is made from your texts so that they are found (their words, without order) is not in them. ${code('privacy forget')} deletes all of it.`,
      },
    ],
  };
}

/** As many files as it takes; lines stay whole. */
function files(name: string, mediaType: string, content: string, what: string): File[] {
  const parts = [''];
  for (const line of content.split(/(?<=\n)/)) {
    const last = parts.at(-1) ?? '';
    if (last !== '' && last.length + line.length > longestFile) parts.push(line);
    else parts[parts.length - 1] = last + line;
  }
  const numbered = (i: number) =>
    parts.length === 1 ? name : name.replace(/(\.\w+)$/, `-${i + 1}-of-${parts.length}$1`);
  return parts.map((part, i) => ({
    kind: 'file',
    name: numbered(i),
    mediaType,
    content: part,
    text: [what],
  }));
}

function json({ community, member, madeAt, held }: Holding): string {
  const { handle, name, role, joinedAt } = member;
  const you = { handle, name, role, joined: new Date(joinedAt).toISOString() };
  const all = Object.fromEntries(held.map(({ title, rows }) => [title, rows]));
  const made = new Date(madeAt).toISOString();
  return `${JSON.stringify({ community, made, you, held: all }, null, 1)}\n`;
}

function document({ community, member, madeAt, held }: Holding): string {
  const head = [
    `# What ${community} holds on ${member.name}`,
    '',
    `@${member.handle}, ${member.role}, since ${new Date(member.joinedAt).toISOString().slice(0, 10)}. Made ${new Date(madeAt).toISOString().slice(0, 10)}.`,
  ];
  const sections = held.map(({ title, rows }) =>
    [`\n## ${title} (${rows.length})\n`, ...rows.map(entry)].join('\n'),
  );
  return `${[...head, ...sections].join('\n')}\n`;
}

/** Short things on one line, texts below it. */
function entry(row: Readonly<Record<string, unknown>>): string {
  const cells = Object.entries(row).map(([label, value]) => [label, String(value)] as const);
  const isLong = (text: string) => text.length > 80 || text.includes('\n');
  const short = cells.filter(([, text]) => !isLong(text));
  const long = cells.filter(([, text]) => isLong(text));
  const line = `- ${short.map(([label, text]) => `${label}: ${text}`).join(' · ')}`;
  const texts = long.flatMap(([label, text]) => [
    `  ${label}:`,
    ...text.split('\n').map((one) => `  > ${one}`),
  ]);
  return [line, ...texts].join('\n');
}

/** What will happen, before it does. */
export function forgettingView(forgetting: Forgetting): View {
  const { member, isSelf, unanswered } = forgetting;
  const questions = forgetting.questions - unanswered;
  const whose = isSelf ? 'Your' : `@${member.handle}'s`;
  const stays = [
    questions > 0 ? [count(questions, 'question')] : [],
    forgetting.answers > 0 ? [count(forgetting.answers, 'answer')] : [],
    forgetting.snippets > 0 ? [count(forgetting.snippets, 'snippet')] : [],
  ].flat();
  const goes: Text = [
    `${whose} name, accounts, profile, topics, preferences, notices, drafts and digests are deleted here${unanswered > 0 ? `, and ${count(unanswered, 'question')} that nobody answered` : ''}.`,
  ];
  const kept: Text =
    stays.length === 0
      ? [`Nothing that others use was written by ${isSelf ? 'you' : 'them'}.`]
      : [`What others use stays, by “Former member”: ${stays.join(', ')}.`];
  const forget: Action = {
    label: isSelf ? 'Forget me' : `Forget @${member.handle}`.slice(0, 60),
    call: { name: 'forget-now', args: { member: `@${member.handle}` } },
    style: 'danger',
  };
  const first: Action = {
    label: 'First give me my data',
    call: { name: 'privacy export', args: {} },
  };
  return {
    name: 'privacy',
    title: isSelf ? ['This forgets you here'] : say`This forgets @${member.handle} here`,
    blocks: [
      { kind: 'prose', text: goes },
      { kind: 'prose', text: kept },
      {
        kind: 'prose',
        text: [
          'Mentions in what others wrote are replaced, and votes count without a name. Backups made before keep it until they are deleted. There is no way back: whoever returns is new here.',
        ],
      },
      { kind: 'actions', actions: isSelf ? [forget, first] : [forget] },
      {
        kind: 'note',
        text: say`A text that is to go, too: ${code('delete')} it first.`,
      },
    ],
  };
}

export function forgottenView(isSelf: boolean): View {
  const text = isSelf
    ? say`${strong('You are forgotten here.')} Thank you for what you gave. Whatever you say to me next makes you a new member.`
    : say`${strong('Forgotten.')} What they gave the community stays, without their name.`;
  return { name: 'done', title: [], blocks: [{ kind: 'prose', text }] };
}
