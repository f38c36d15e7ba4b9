import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import manifest from '../../adapters/slack/manifest.json' with { type: 'json' };
import { lineOf, scopes, slashName, toManifest } from '../../adapters/slack/register.ts';
import { commands } from '../../commands/index.ts';
import { readText, root } from '../rules/source.ts';

/** Slack's own schema (slackapi/manifest-schema), when it lies beside the repository. */
const schema = join(root, '../shared/specs/slack-manifest/manifest.schema.1.0.0.json');

const isThere = (command: string) =>
  toManifest(commands).features.slash_commands.some((one) => one.command === command);

describe('the manifest', () => {
  test('is the one that is checked in', () => {
    expect(manifest).toEqual(toManifest(commands));
  });

  test(`fits Slack's own schema${existsSync(schema) ? '' : ', which is not at hand'}`, () => {
    if (!existsSync(schema)) return;
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
    validate(manifest);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('has a shortcut for each command that is reached everywhere, and from messages', () => {
    const { shortcuts } = toManifest(commands).features;
    const named = (type: string) =>
      shortcuts.filter((one) => one.type === type).map(({ name }) => name);
    expect(named('global')).toEqual(['Ask the community', 'Find an expert']);
    expect(named('message')).toEqual([
      'Ask the community',
      'Save as knowledge',
      'Answer with this',
    ]);
    const ids = shortcuts.map(({ callback_id }) => callback_id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(shortcuts.length).toBeLessThanOrEqual(10);
    for (const { name } of shortcuts) expect(name.length).toBeLessThanOrEqual(24);
  });

  test('has the root and every command that can be typed, and at most 50', () => {
    const { slash_commands: slash } = toManifest(commands).features;
    expect(slash.length).toBeLessThanOrEqual(50);
    for (const command of ['/praxis', '/ask', '/questions', '/find-expert', '/search-praxis']) {
      expect([command, isThere(command)]).toEqual([command, true]);
    }
    expect(isThere('/search')).toBe(false);
    for (const { command } of slash) expect(command).toMatch(/^\/[a-z-]{1,31}$/);
  });

  test('asks for no scope without a reason that the document gives', () => {
    const { bot } = toManifest(commands).oauth_config.scopes;
    const rows = readText('docs/slack.md').matchAll(/^\| `([a-z:._]+)` +\| \S/gm);
    expect(Array.from(rows, ([, scope]) => scope)).toEqual(bot);
    expect(bot).toEqual(Object.keys(scopes).toSorted());
  });

  test('lets others install the app where Praxis is reached, and Slack call it there or by a socket', () => {
    const url = 'https://praxis.example/';
    const { oauth_config, settings, features } = toManifest(commands, '', {
      url,
      isRotating: true,
    });
    expect(oauth_config).toMatchObject({ redirect_urls: [`${url}slack/oauth/callback`] });
    expect(settings).toMatchObject({
      org_deploy_enabled: true,
      socket_mode_enabled: false,
      token_rotation_enabled: true,
      event_subscriptions: { request_url: `${url}slack/events` },
      interactivity: { request_url: `${url}slack/events` },
    });
    expect(features.slash_commands[0]).toMatchObject({ url: `${url}slack/events` });
    const bySocket = toManifest(commands, '', { url, hasSocket: true });
    expect(JSON.stringify(bySocket)).not.toContain('request_url');
    expect(bySocket.settings).toMatchObject({
      socket_mode_enabled: true,
      org_deploy_enabled: true,
    });
  });

  test('names commands that are read back as themselves, with a prefix too', () => {
    for (const prefix of ['', 'cop-']) {
      for (const { command } of toManifest(commands, prefix).features.slash_commands) {
        const line = lineOf(commands, { command, text: 'x y' }, prefix);
        const [word = ''] = line.split(' ');
        const isRoot = command === `/${prefix}praxis`;
        expect(isRoot ? line : slashName(word, prefix)).toBe(isRoot ? 'x y' : command);
      }
    }
  });
});
