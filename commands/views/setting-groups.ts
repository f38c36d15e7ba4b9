import type { Channel, Person } from '../../src/model.ts';
import type { SettingState } from '../../src/setting-changes.ts';
import type { SettingGroup } from '../../src/settings.ts';
import { code, say, strong } from '../kit/text.ts';
import type { Action, Block, View } from '../kit/view.ts';
import { people } from './phrases.ts';

/** What each page of settings is about, in order. */
const titles: Readonly<Record<SettingGroup, string>> = {
  roles: 'Who looks after what others wrote',
  limits: 'How much may be asked, and of whom',
  ladder: 'How a question finds its answer',
  knowledge: 'How knowledge is kept',
  language: 'Language and time zone',
  retention: 'What is deleted, and when',
};

/** The pages that there are, each with its button. */
export function settingPages(): readonly Block[] {
  const pages = Object.entries(titles);
  const facts = pages.map(([label, title]) => ({ label, value: [title] }));
  const actions = pages.map(([about]): Action => {
    const label = `${about.slice(0, 1).toUpperCase()}${about.slice(1)}`;
    return { label, call: { name: 'settings show', args: { about } } };
  });
  return [
    { kind: 'prose', text: [strong('Of the whole community')] },
    { kind: 'facts', facts },
    { kind: 'actions', actions },
  ];
}

/** Who looks after what others wrote, by their own role here; those by a platform's role are not known. */
export interface Lookers {
  readonly admins: readonly Person[];
  readonly curators: readonly Person[];
}

function lookers({ admins, curators }: Lookers): Block[] {
  const named = (all: readonly Person[]) => (all.length === 0 ? ['nobody by name'] : people(all));
  return [
    {
      kind: 'facts',
      facts: [
        { label: 'Admins', value: named(admins) },
        { label: 'Curators', value: named(curators) },
      ],
    },
    {
      kind: 'note',
      text: say`${code('settings role @name curator')} adds somebody; beside them are those in a role below, and who administers the workspace.`,
    },
  ];
}

/** One page of settings: what each is now and usually, and buttons for who may change it. */
export function settingGroupView(
  group: SettingGroup,
  states: readonly SettingState[],
  channel: Channel,
  looking: Lookers | undefined,
): View {
  const how = states.some(({ mayChange }) => mayChange)
    ? say`Typed: ${code('settings set <setting> <value>')}. What can differ in #${channel.name} takes ${code('--here')}.`
    : ['Curators and admins change these.'];
  const kept: Block[] =
    group === 'retention'
      ? [{ kind: 'prose', text: ['What is kept as knowledge is never deleted by itself.'] }]
      : [];
  const all: Action = { label: 'All settings', call: { name: 'settings show', args: {} } };
  return {
    name: 'settings',
    title: [titles[group]],
    blocks: [
      ...kept,
      ...(looking ? lookers(looking) : []),
      ...states.map((state) => settingItem(state, channel)),
      { kind: 'actions', actions: [all] },
      { kind: 'note', text: how },
    ],
  };
}

function settingItem(state: SettingState, channel: Channel): Block {
  const { key, sentence, now, usual, allowed, isHere, isSet, mayChange } = state;
  const besides = isHere ? say` in #${channel.name}` : isSet ? say`; usually ${usual}` : [];
  return {
    kind: 'item',
    title: say`${strong(key)}: ${now}${besides}`,
    lines: [[sentence], ...(mayChange ? [[`It can be ${allowed}.`]] : [])],
    actions: mayChange ? actionsFor(state) : [],
  };
}

function actionsFor({ key, others, isHere, isSet, maySetHere }: SettingState): Action[] {
  const here = isHere ? 'yes' : 'no';
  const set = (label: string, args: Readonly<Record<string, string>>): Action => ({
    label,
    call: { name: 'settings set', args: { key, here, ...args } },
  });
  const labelOf = (value: string) => (/^(on|off)$/.test(value) ? `Turn ${value}` : value);
  const changes = others.map((value) => set(labelOf(value), { value }));
  const only =
    maySetHere && !isHere && others.length === 0 ? [set('Only here', { here: 'yes' })] : [];
  const back: Action = { label: 'As usual', call: { name: 'settings reset', args: { key, here } } };
  return [
    ...(changes.length > 0 ? changes : [set('Change', {})]),
    ...only,
    ...(isSet ? [back] : []),
  ];
}
