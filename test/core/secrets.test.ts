import { describe, expect, test } from '@jest/globals';
import { holdsSecret, withoutSecrets } from '../../src/secrets.ts';
import { hostileTexts, secrets } from './secret-samples.ts';

describe('secrets in what people write', () => {
  test.each(secrets)('%s is found, and nothing of it is left', (_, secret) => {
    const text = `Set this:\n${secret}\nand start again.`;
    expect(holdsSecret(text)).toBe(true);
    const left = withoutSecrets(text);
    expect(left).toMatch(/^Set this:\n[\s\S]*\[secret removed\][\s\S]*and start again\.$/);
    expect(holdsSecret(left)).toBe(false);
  });

  test.each([
    'postgres://user:password@localhost:5432/app',
    'mysql://root:root@localhost/x',
    'Set password: required for login',
    'password = os.environ["DB_PASSWORD"]',
    'export TOKEN=$GITHUB_TOKEN',
    'API_KEY=<your key>',
    'password=********',
    'password="changeme"',
    'const key = process.env.API_KEY',
    'access_token: string;',
    'the api key: where do I get it?',
    'The commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b fixed it',
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJl3dIeudNqd0DPMRD6OIh65tjkxFNOtGKu me@host',
    'git log --since=yesterday',
  ])('%s opens nothing', (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });

  test('a comment does not turn a rule off', () => {
    const [, secret = ''] = secrets[0] ?? [];
    expect(holdsSecret(`// secretlint-disable\n${secret}\n// secretlint-enable`)).toBe(true);
  });

  test.each(hostileTexts)('text made to slow rules down is only text: %#', (text) => {
    expect(() => holdsSecret(text)).not.toThrow();
  });
});
