import type { Linked } from '../../src/linking/linking.ts';
import type { JoinPreview, Side } from '../../src/model-linking.ts';
import type { Matter } from '../../src/notices/matters.ts';
import { platformName } from '../kit/elsewhere.ts';
import { code, count, join, say, strong, type Text } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';

const prose = (text: Text): Block => ({ kind: 'prose', text });
const note = (text: Text): Block => ({ kind: 'note', text });
const view = (name: string, title: Text, ...blocks: readonly Block[]): View => ({
  name,
  title,
  blocks,
});

const placesOf = (workspaces: JoinPreview['workspaces']): Text =>
  workspaces.length === 0
    ? ['no workspace that is connected now']
    : join(
        workspaces.map(({ platform, name }) => say`${strong(name)} (${platformName(platform)})`),
        ', ',
      );

/** The code, shown once. */
export function codeView(shown: string): View {
  return view(
    'link',
    ['Link another workspace'],
    prose(say`The code is ${strong(shown)}. It holds for 15 minutes, and can be typed once.`),
    prose(
      say`An admin of the other workspace, or server, types ${code(`settings link ${shown}`)} there. Then you are asked here, and see what it would bring along, before anything happens.`,
    ),
    note([
      'The other community joins this one. Give the code to nobody else; a new one makes this one void.',
    ]),
  );
}

export function typedView(): View {
  return view(
    'link',
    ['The code is right'],
    prose([
      'Nothing has happened yet, and neither side sees anything of the other. An admin there now sees the name of this workspace and how much it would bring along, and decides within a day. You are told.',
    ]),
  );
}

/** Who wants to join, and what would come of it. */
export function waitingView(id: number, preview: JoinPreview): View {
  const { name, workspaces, questions, snippets, members, handles, tags, language } = preview;
  const args = { code: String(id) };
  const facts = [
    { label: 'Wants to join', value: say`“${name}”: ${placesOf(workspaces)}` },
    {
      label: 'Brings along',
      value: [
        `${count(questions, 'question')}, ${count(snippets, 'snippet')}, ${count(members, 'member')}`,
      ],
    },
    { label: 'Numbers', value: shifts(preview) },
    ...(handles > 0
      ? [{ label: 'Names', value: [`${count(handles, 'name')} that both have: theirs get -2`] }]
      : []),
    ...(tags > 0
      ? [{ label: 'Tags', value: [`${count(tags, 'tag')} that both have become one`] }]
      : []),
    ...(language === null
      ? []
      : [{ label: 'Language', value: [`theirs is read by this community's: ${language}`] }]),
  ];
  return view(
    'link',
    ['Shall these become one community?'],
    { kind: 'facts', facts },
    prose([
      'From then on each side finds, asks and answers what is public on the other; private channels stay private, guests see nothing across. Settings for all of the community, tags and roles are shared: an admin or curator there is one here.',
    ]),
    {
      kind: 'actions',
      actions: [
        { label: 'Become one community', call: { name: 'link-yes', args }, style: 'primary' },
        { label: 'No', call: { name: 'link-no', args } },
      ],
    },
    note(say`It can be undone, and loses nothing: ${code('settings unlink')}.`),
  );
}

function shifts({ questionsShift, snippetsShift }: JoinPreview): Text {
  const all = [
    ...(questionsShift > 0 ? [`#12 there becomes #${12 + questionsShift}`] : []),
    ...(snippetsShift > 0 ? [`S7 becomes S${7 + snippetsShift}`] : []),
  ];
  return all.length > 0 ? [`${all.join(', ')}; yours stay`] : ['nothing changes'];
}

export function joinedView({ name }: JoinPreview): View {
  return view(
    'link',
    ['You are one community now'],
    prose(
      say`“${name}” joined. Members with an account on both sides can say so: ${code('profile link')}.`,
    ),
    note(say`${code('settings unlink')} parts you again.`),
  );
}

export const refusedView = (): View =>
  view('link', ['They were not let in'], prose(['Nothing has happened. They are told.']));

/** The sides, each with a button to take it out. */
export function chooseSideView({ sides, own }: Linked): View {
  if (sides.length === 0) {
    return view(
      'unlink',
      ['This workspace is linked to no other'],
      note(say`${code('settings link')} makes a code for that.`),
    );
  }
  const facts = sides.map((side) => ({
    label: side.id === own ? 'This side' : side.isHost ? 'Joined by the others' : 'Joined',
    value: say`“${side.name}”: ${placesOf(side.workspaces)}`,
  }));
  const actions = sides.slice(0, 5).map((side): Action => {
    const label = side.id === own ? 'Take this side out' : `Take out ${side.name}`;
    return { label, call: { name: 'unlink-side', args: { side: String(side.id) } } };
  });
  return view(
    'unlink',
    ['What this community is made of'],
    { kind: 'facts', facts },
    { kind: 'actions', actions: sides.length === 2 ? actions.slice(1) : actions },
    note(['You are asked once more before anything happens.']),
  );
}

/** What parting would mean. */
export function partView(side: Side, { own }: Linked): View {
  const whose = side.id === own ? 'This side' : `“${side.name}”`;
  return view(
    'unlink',
    say`${whose} leaves?`,
    prose([
      'Each side keeps what was asked, answered and kept in its own channels, with the numbers from before. What somebody of the other side wrote there stays, with their name. From then on neither side sees anything of the other.',
    ]),
    prose([
      'Members who linked their accounts are two again. What they did since they linked is by where it was done, as far as that is known.',
    ]),
    {
      kind: 'actions',
      actions: [
        {
          label: 'Unlink',
          call: { name: 'unlink-side', args: { side: String(side.id), sure: 'yes' } },
          style: 'danger',
        },
      ],
    },
    note(['Otherwise leave it: nothing happens.']),
  );
}

export const partedView = ({ name }: Side): View =>
  view(
    'unlink',
    ['Unlinked'],
    prose(say`“${name}” is a community of its own again. Nothing is lost on either side.`),
    note(say`${code('settings link')} makes a new code, should you want to be one again.`),
  );

/** Under a question whose number was another's here until the community was linked. */
export const formerNote = (
  number: number,
  was: { readonly number: number; readonly title: string },
): Block =>
  note(
    say`Before this community was linked, #${number} was “${was.title}” here: ${code(`show ${was.number}`)}.`,
  );

/** What an admin is told in private. */
export function linkNewsView({ news, name }: Extract<Matter, { kind: 'link' }>): View {
  const look: Action = { label: 'Look', call: { name: 'settings link', args: {} } };
  switch (news) {
    case 'typed':
      return view(
        'link',
        ['Somebody typed your code'],
        prose(['See who it is and what they would bring along; then you decide.']),
        { kind: 'actions', actions: [look] },
      );
    case 'refused':
      return view(
        'link',
        ['You were not let in'],
        prose(['The other side does not want to be linked. Nothing has happened.']),
      );
    case 'joined':
      return view(
        'link',
        say`You are one community with “${name}” now`,
        prose(
          say`What was asked here before may have a new number: ask for #12, and you are told which. Members with an account on both sides can say so: ${code('profile link')}.`,
        ),
        note(say`${code('settings unlink')} parts you again, and loses nothing.`),
      );
    case 'parted':
      return view(
        'unlink',
        ['Your community was unlinked'],
        prose([
          'An admin parted it from the other side. What was asked, answered and kept in your channels is still here.',
        ]),
        note(say`${code('settings audit')} says who did it.`),
      );
  }
}
