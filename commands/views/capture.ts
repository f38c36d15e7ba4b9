import type { Capture } from '../../src/capture/captures.ts';
import type { Glimpse } from '../../src/capture/compose.ts';
import type { Linted } from '../../src/capture/lint.ts';
import type { Saved } from '../../src/capture/saving.ts';
import type { Found } from '../../src/knowledge.ts';
import { ago, code, count, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { pageActions } from './phrases.ts';
import { doneView } from './questions.ts';

/** As many fit a message of any platform, with a button each. */
export const picksOnPage = 6;

const callOf = (name: string, capture: number, more: Record<string, string> = {}) => ({
  name: `capture ${name}`,
  args: { capture: String(capture), ...more },
});

/** Chooses messages of a conversation: pressed one after the other, they stand in that order. */
export function picksView(
  capture: Pick<Capture, 'id' | 'picks'>,
  messages: readonly Glimpse[],
  about: { readonly asked: string | undefined; readonly onlyFiles: number },
  page: number,
): View {
  const { id, picks } = capture;
  const { asked, onlyFiles } = about;
  const pages = Math.max(1, Math.ceil(messages.length / picksOnPage));
  const at = Math.min(Math.max(1, page), pages);
  const from = (at - 1) * picksOnPage;
  const here = { page: String(at) };
  const items = messages.slice(from, from + picksOnPage).map((message, i): Block => {
    const place = picks.indexOf(message.id);
    const toggle = callOf('pick', id, { pick: message.id, ...(at > 1 && here) });
    return {
      kind: 'item',
      title: say`${strong(String(from + i + 1))} ${message.by}, ${ago(message.at)}`,
      lines: linesOf(message),
      actions: [{ label: place < 0 ? 'Add' : `✓ ${ordinal(place + 1)}; take out`, call: toggle }],
    };
  });
  const actions: Action[] = [
    ...(picks.length > 0
      ? [{ label: 'Continue', call: callOf('write', id), style: 'primary' } as const]
      : []),
    ...(messages.length > 1 ? [{ label: 'By numbers', call: callOf('order', id) }] : []),
    ...pageActions(at, pages, (to) => callOf('pick', id, { page: String(to) })),
    { label: 'Discard', call: callOf('discard', id) },
  ];
  const answers: Text = asked === undefined ? [] : say` It answers: “${asked}”`;
  const unlisted: Block[] =
    onlyFiles === 0 ? [] : [{ kind: 'note', text: [unlistedSentence(onlyFiles)] }];
  const chosen: Text =
    picks.length === 0
      ? say`Choose what answers it, in the order in which it should stand.${answers}`
      : say`${count(picks.length, 'message')} chosen, in the order in which ${picks.length === 1 ? 'it' : 'they'} will stand.${answers}`;
  return {
    name: 'picks',
    title: ['Save as knowledge: which messages?'],
    blocks: [{ kind: 'prose', text: chosen }, ...items, { kind: 'actions', actions }, ...unlisted],
  };
}

const linesOf = ({ extract, files }: Glimpse): readonly Text[] =>
  files > 0 ? [[extract], [`${count(files, 'file')} with it: not kept.`]] : [[extract]];

/** Said in a form that is filled in from messages with files. */
export const filesStay = (files: number): string =>
  `${count(files, 'file')} of what was chosen ${files === 1 ? 'is' : 'are'} not kept: say in words what matters of ${files === 1 ? 'it' : 'them'}.`;

const unlistedSentence = (messages: number): string =>
  `${count(messages, 'message')} of nothing but files ${messages === 1 ? 'is' : 'are'} not listed: files are not kept. Say in words what they show.`;

/** Told to whoever chooses a message that is nothing but files. */
export const onlyFilesSentence =
  'Files are not kept, and there are no words in that message. Type `save` to write down what it shows.';

function ordinal(n: number): string {
  const ending = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}

/** The thread cannot be read, or not from here: what was chosen so far, and how more is added. */
export function keptSoFarView(
  { id, picks }: Capture,
  messages: readonly Glimpse[],
  question: string | undefined,
  isHere: boolean,
): View {
  const items = picks.flatMap((pick, i): Block[] => {
    const message = messages.find((one) => one.id === pick);
    if (!message) return [];
    const title = say`${strong(String(i + 1))} ${message.by}`;
    const out = { label: 'Take out', call: callOf('pick', id, { pick }) };
    return [{ kind: 'item', title, lines: linesOf(message), actions: [out] }];
  });
  const why: Text = isHere
    ? say`I may not read this thread by myself.`
    : say`Only what you chose there can be read from here.`;
  const asked: Block[] =
    question === undefined ? [] : [{ kind: 'prose', text: say`It answers: “${question}”` }];
  return {
    name: 'picks',
    title: [`Save as knowledge: ${count(items.length, 'message')} so far`],
    blocks: [
      ...asked,
      ...items,
      {
        kind: 'actions',
        actions: [
          { label: 'Continue', call: callOf('write', id), style: 'primary' },
          ...(items.length > 1 ? [{ label: 'By numbers', call: callOf('order', id) }] : []),
          { label: 'Discard', call: callOf('discard', id) },
        ],
      },
      {
        kind: 'note',
        text: say`${why} To add a message, choose ${code('Save as knowledge')} on it; then continue.`,
      },
    ],
  };
}

/** Told to whoever types `save` where nothing can be read and nothing is begun. */
export function unreadableView(): View {
  const text = say`I may not read this thread. Choose ${code('Save as knowledge')} in the menu of each message that should be in it: they are put together.`;
  return doneView(text);
}

/** For who put the emoji under a message, alone: no form opens from a reaction. */
export function reactedView(capture: number): View {
  const text = say`Save this as knowledge? The same reaction under further messages of the thread adds them; taken back, it takes them out.`;
  return doneView(text, [
    { label: 'Save as knowledge', call: callOf('pick', capture), style: 'primary' },
    { label: 'Discard', call: callOf('discard', capture) },
  ]);
}

/** What a reader would stumble over, before it is kept. */
export function lintView(
  capture: number,
  { findings, dated }: Linted,
  similar: readonly Found[],
  mayMerge: (found: Found) => boolean,
): View {
  const lines = findings.map(({ sentence }) => [sentence]);
  const blocks: Block[] = [];
  if (lines.length > 0) {
    blocks.push({ kind: 'item', title: ['Its reader may stumble:'], lines, actions: [] });
  }
  for (const found of similar) blocks.push(similarItem(capture, found, mayMerge(found)));
  const dates: Action[] = dated
    ? [{ label: 'Use the dates', call: callOf('dates', capture), style: 'primary' }]
    : [];
  const edit: Action = { label: 'Edit again', call: callOf('write', capture) };
  blocks.push({
    kind: 'actions',
    actions: [
      ...dates,
      dated ? edit : { ...edit, style: 'primary' },
      { label: 'Save anyway', call: callOf('anyway', capture) },
      { label: 'Discard', call: callOf('discard', capture) },
    ],
  });
  blocks.push({ kind: 'note', text: ['Nothing is kept yet. What you wrote waits here for you.'] });
  return { name: 'lint', title: ['Before it is kept'], blocks };
}

function similarItem(capture: number, found: Found, mayMerge: boolean): Block {
  const { snippet, question, title } = found;
  const name = snippet ? `S${snippet.number}` : `#${question?.number}`;
  const show: Action = snippet
    ? {
        label: `Show ${name}`,
        call: { name: 'snippet show', args: { snippet: String(snippet.number) } },
      }
    : {
        label: `Show ${name}`,
        call: { name: 'show', args: { question: String(question?.number) } },
      };
  const into = snippet ? { snippet: String(snippet.number) } : undefined;
  const link: Action[] = into
    ? [{ label: 'Link it instead', call: callOf('link', capture, into) }]
    : [];
  const merge: Action[] =
    into && mayMerge ? [{ label: `Add to ${name}`, call: callOf('merge', capture, into) }] : [];
  return {
    kind: 'item',
    title: say`This may be kept already: ${strong(name)} ${title}`,
    lines: [found.extract.map((piece) => piece.text)],
    actions: [show, ...link, ...merge],
  };
}

/** It is kept: under which name, and what becomes of others' words. */
export function savedView(
  { snippet, asked, leftOut }: Saved,
  undo: readonly Action[],
  verb = 'Kept as',
): View {
  const name = `S${snippet.number}`;
  const people = (n: number) =>
    n === 1 ? 'One person whose words are' : `${n} people whose words are`;
  const blocks: Block[] = [
    {
      kind: 'prose',
      text: say`${verb} ${strong(name)}. ${code(`snippet edit ${name}`)} corrects it.`,
    },
  ];
  if (asked > 0) {
    blocks.push({
      kind: 'note',
      text: [
        `${people(asked)} in it ${asked === 1 ? 'is' : 'are'} asked in private whether to be named; until then nobody else is.`,
      ],
    });
  }
  if (leftOut.length > 0) {
    const gone = leftOut.map((words) => `“${words}”`).join(', ');
    blocks.push({
      kind: 'note',
      text: [
        `Words of who does not want to be quoted are left out: ${gone}. If it lacks something now, say it in your own words.`,
      ],
    });
  }
  const open = { name: 'snippet show', args: { snippet: String(snippet.number) } };
  const actions = [{ label: `Show ${name}`, call: open }, ...undo];
  return { name: 'done', title: [], blocks: [...blocks, { kind: 'actions', actions }] };
}
