import { describe, expect, test } from '@jest/globals';
import { toChanges, toRegistration } from '../../adapters/discord/register.ts';
import { commands } from '../../commands/index.ts';
import { command } from '../../commands/kit/command.ts';
import { wrongIn as wrongWords } from '../../commands/kit/localised.ts';
import { problemView } from '../../commands/kit/problem.ts';
import { show } from '../../commands/kit/reply.ts';
import { wrongIn } from './discord-validator.ts';

const registered = toRegistration(commands);
const named = (name: string) => registered.find((one) => one.name === name);

describe('the registration of commands', () => {
  test('is what Discord takes', () => {
    const call = { method: 'PUT', path: '/applications/1/commands', body: registered };
    expect(wrongIn(call)).toEqual([]);
    expect(registered.filter(({ type }) => type === 1).length).toBeLessThanOrEqual(100);
    expect(registered.filter(({ type }) => type === 3).length).toBeLessThanOrEqual(5);
  });

  test('has every command that can be typed, two words as a subcommand', () => {
    const names = registered.flatMap(({ name, type, options = [] }) => {
      const subs = (options as readonly { type: number; name: string }[]).filter(
        (o) => o.type === 1,
      );
      if (type !== 1) return [];
      return subs.length > 0 ? subs.map((sub) => `${name} ${sub.name}`) : [name];
    });
    const typed = commands.filter(({ doors }) => doors === 'all').map(({ name }) => name);
    expect(names.toSorted()).toEqual(typed.toSorted());
  });

  test('types every argument, with its limits, choices and suggestions', () => {
    expect(named('ask')?.options).toEqual([
      expect.objectContaining({ name: 'question', type: 3, max_length: 300, required: true }),
      expect.objectContaining({ name: 'details', type: 3, max_length: 6_000, required: false }),
      expect.objectContaining({ name: 'tags', type: 3, autocomplete: true }),
      expect.objectContaining({ name: 'anonymous', type: 5 }),
    ]);
    const settings = JSON.stringify(named('settings'));
    expect(settings).toContain(
      '"choices":[{"name":"on","value":"on"},{"name":"off","value":"off"}]',
    );
    expect(JSON.stringify(named('profile'))).toContain('"type":6');
  });

  test('has the menus of messages and members', () => {
    const menus = registered.filter(({ type }) => type !== 1).map(({ name, type }) => [name, type]);
    expect(menus).toEqual(
      expect.arrayContaining([
        ['Save as knowledge', 3],
        ['Answer with this', 3],
        ['Ask the community', 3],
        ['Expertise', 2],
      ]),
    );
  });

  test('says what changes', () => {
    const before = registered.slice(1).map((one, i) => ({
      ...one,
      id: String(i),
      ...(one.name === 'accept' && { description: 'old' }),
    }));
    const old = { name: 'gone', type: 1, id: '9' };
    expect(toChanges([...before, old], registered)).toEqual({
      added: ['ask'],
      changed: ['accept'],
      removed: ['gone'],
    });
  });
});

describe('a command in other languages', () => {
  const localised = {
    de: { name: 'grüße', summary: 'Jemanden grüßen', group: 'Höflichkeiten' },
    'pt-BR': { summary: 'Cumprimentar alguém' },
  } as const;
  const greet = (name: string) =>
    command({
      name,
      summary: 'Greet somebody',
      group: 'Courtesies',
      localised,
      audience: 'private',
      doors: 'all',
      args: [
        {
          name: 'whom',
          kind: 'person',
          summary: 'who it is',
          required: true,
          localised: { de: { name: 'wen', summary: 'um wen es geht' } },
        },
      ],
      run: async () => show(problemView('Hello.')),
    });

  test('is registered with its names and descriptions in them, its arguments too', () => {
    const body = toRegistration([greet('greet')]);
    expect(body).toMatchObject([
      {
        name: 'greet',
        name_localizations: { de: 'grüße' },
        description_localizations: { de: 'Jemanden grüßen', 'pt-BR': 'Cumprimentar alguém' },
        options: [{ name: 'whom', name_localizations: { de: 'wen' } }],
      },
    ]);
    expect(wrongIn({ method: 'PUT', path: '/applications/1/commands', body })).toEqual([]);
  });

  test('of two words is registered under its group, which is described in them as well', () => {
    const body = toRegistration([greet('courtesy greet'), greet('courtesy thank')]);
    expect(body).toMatchObject([
      {
        name: 'courtesy',
        description_localizations: { de: 'Höflichkeiten' },
        options: [{ name: 'greet', name_localizations: { de: 'grüße' } }, { name: 'thank' }],
      },
    ]);
    expect(wrongIn({ method: 'PUT', path: '/applications/1/commands', body })).toEqual([]);
  });

  test('is wrong with a name that is none, or a summary that is empty or too long', () => {
    expect(
      wrongWords({
        de: { name: 'Zwei Worte' },
        fr: { name: 'X'.repeat(33).toLowerCase(), summary: 'à' },
        it: { summary: ' ', group: 'y'.repeat(101) },
      }),
    ).toEqual([
      'de: "Zwei Worte" cannot be a name',
      `fr: "${'x'.repeat(33)}" cannot be a name`,
      'it: a summary is empty or too long',
    ]);
  });
});

describe('a command for curators and admins', () => {
  test('is offered to those who manage the server alone, unless others are in its group', () => {
    expect(named('doctor')?.default_member_permissions).toBe(32);
    const known = [{ ...named('doctor'), default_member_permissions: '32' }];
    expect(toChanges(known, registered).changed).toEqual([]);
    expect(named('ask')?.default_member_permissions).toBeUndefined();
    expect(named('notices')?.default_member_permissions).toBeUndefined();
  });
});
