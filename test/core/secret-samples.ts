/**
 * Invented secrets in their issuers' shapes, put together here so that no scanner takes this file for
 * a leak.
 */
export const secrets: readonly (readonly [string, string])[] = [
  ['a GitHub token', `ghp_${'abcdefghijklmnopqrstuvwxyz0123456789'}`],
  [
    'a Slack token',
    ['xoxb', '123456789012', '1234567890123', 'abcdefghijABCDEFGHIJabcd'].join('-'),
  ],
  [
    'a Slack webhook',
    `https://hooks.slack.com/${'services'}/T12345678/B12345678/abcdefghijklmnopqrstuvwx`,
  ],
  ['a Discord token', `MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.${'ZnCjm1XVW7vRze4b7Cq4se7kKWs'}`],
  ['an AWS key id', `AKIA${'QYLPMN5HHHFPWXYZ'}`],
  ['an AWS secret key', `AWS_SECRET_ACCESS_KEY=${'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPKEYx'}`],
  ['a PostgreSQL address', `postgres://app:${'s3cretPw99'}@db.example.com:5432/app`],
  ['a MongoDB address', `mongodb+srv://app:${'hunter2hunter'}@cluster0.mongodb.net/x`],
  ['a Redis address', `redis://:${'p4ssw0rdlong'}@redis.local:6379`],
  ['a web address with a password', `https://app:${'passw0rd99'}@example.org/x`],
  ['an ADO.NET connection string', `Server=db;Database=x;User Id=sa;Password=${'Sup3rS3cret!'};`],
  [
    'a private key',
    `-----BEGIN RSA ${'PRIVATE KEY'}-----\nMIIEowIBAAKCAQEArabcdabcdabcd\n-----END RSA ${'PRIVATE KEY'}-----`,
  ],
  [
    'a signed token',
    `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiIxMjM0NTY3ODkwIn0'}.dozjgNryP4J3jVmNHl0w5N_XgL0n3`,
  ],
  ['a Stripe key', `sk_live_${'51Habcdefghijklmnopqrstuv'}`],
  ['a Google key', `AIza${'SyA1234567890abcdefghijklmnopqrstuv'}`],
  ['a GitLab token', `glpat-${'abcdefghij1234567890'}`],
  ['a bearer token', `Authorization: Bearer ${'abcdef1234567890abcdef1234567890'}`],
  ['a password', `DB_PASSWORD: ${'Tr0ub4dor&3'}`],
  ['a quoted key', `"client_secret": "${'a8f5f167f44f4964e6c998dee827110c'}"`],
];

/** Text that makes a careless pattern take for ever. */
export const hostileTexts: readonly string[] = [
  'a'.repeat(100_000),
  '-----BEGIN '.repeat(9_000),
  '-----BEGIN RSA PRIVATE KEY-----'.repeat(3_000),
  '://a:'.repeat(20_000),
  'a://a:'.repeat(16_000),
  'eyJaaaaaaaaaaa.'.repeat(6_600),
  'password='.repeat(11_000),
  'A1'.repeat(50_000),
  'sk-'.repeat(33_000),
  'secret: '.repeat(12_500),
];
