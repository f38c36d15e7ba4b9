import { z } from 'zod';
import type { Bot } from '../../commands/kit/bot.ts';
import type { Installations } from '../../src/installations.ts';
import { type Addressee, addresseeOf } from './addressee.ts';
import { platform } from './heard.ts';
import type { Installing, SlackOptions } from './index.ts';
import { installPath, installRoutes } from './install.ts';
import { createOAuth } from './oauth.ts';
import type { Tenants } from './tenants.ts';
import { createTokens } from './tokens.ts';
import { createWeb, type Web } from './web.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

type Installation = NonNullable<Awaited<ReturnType<Installations['find']>>>;

interface Tenant {
  readonly installationId: number;
  /** Undefined where it turns out to be none of ours. */
  readonly workspace: Promise<Workspace | undefined>;
}

/** https://docs.slack.dev/reference/methods/auth.teams.list */
const teamList = z.object({
  teams: z.array(z.object({ id: z.string(), name: z.string().optional() })),
});
const mostTeams = 1_000;

/** Every workspace that installed Praxis itself, or whose organisation did. */
export function byInstallation(options: SlackOptions, installing: Installing): Tenants {
  const { core, clock, log } = options;
  const { installations, url } = installing;
  const oauth = createOAuth({ ...options, ...installing });
  const installUrl = new URL(installPath, url).href;
  const tokens = createTokens({ ...options, installations, oauth, installUrl });
  const tenants = new Map<string, Tenant>();
  let bot: Bot | undefined;

  /** Lets go of what is known of its workspaces; the next delivery finds them anew. */
  function renew(installationId: number): void {
    for (const [team, tenant] of tenants) {
      if (tenant.installationId === installationId) tenants.delete(team);
    }
  }

  async function installationFor({
    team,
    organisation,
  }: Addressee): Promise<Installation | undefined> {
    const own = team && (await installations.find(platform, team));
    return own || (organisation ? installations.find(platform, organisation) : undefined);
  }

  async function serve(
    installation: Installation,
    addressee: Addressee,
    team: string,
  ): Promise<Workspace | undefined> {
    if (!bot) return undefined;
    const { id, bot: self, installedBy, externalId } = installation;
    const isOwn = externalId === team;
    let version = installation.version;
    const web = createWeb({
      ...options,
      async token() {
        const given = await tokens.current(id, installedBy);
        if (given.ok) version = given.version;
        return given;
      },
      onPark(why) {
        renew(id);
        // Not one that was installed anew meanwhile.
        installations.park(id, version).then(
          (isParked) => isParked && log.info({ event: 'slack workspace parked', team, why }),
          (error: unknown) => log.error({ event: 'slack workspace not parked', team, err: error }),
        );
      },
    });
    const isKnown = isOwn || (await installations.knows(platform, team));
    const name = isKnown ? installation.name : await nameWithin(web, addressee, team);
    if (name === undefined) return undefined;
    const place = { externalId: team, name };
    const { id: workspaceId } = await installations.workspace(installation, place);
    // Colleagues of another workspace belong here only where the whole organisation is served.
    const me = { team, organisation: externalId, bot: self, workspaceId };
    return createWorkspace({ ...options, bot, web, self: me });
  }

  /** The one that is there already, or a new one. */
  function tenantOf(installation: Installation, addressee: Addressee, team: string): Tenant {
    const known = tenants.get(team);
    if (known) return known;
    const workspace = serve(installation, addressee, team);
    const tenant = { installationId: installation.id, workspace };
    tenants.set(team, tenant);
    const leave = () => {
      if (tenants.get(team) === tenant) tenants.delete(team);
    };
    workspace.then((found) => found ?? leave(), leave);
    return tenant;
  }

  return {
    routes: installRoutes({
      ...installing,
      oauth,
      prefix: options.prefix,
      deliveries: core.deliveries,
      clock,
      log,
      onInstalled({ id, externalId }) {
        renew(id);
        // Its organisation may have served it until now.
        tenants.delete(externalId);
      },
    }),

    async open(served) {
      await installations.open();
      bot = served;
    },

    async find(body) {
      const addressee = addresseeOf(body);
      // What names no workspace stands in the organisation itself.
      const team = addressee.team ?? addressee.organisation;
      if (team === undefined) return undefined;
      const known = tenants.get(team);
      if (known) return known.workspace;
      const installation = await installationFor(addressee);
      return installation && tenantOf(installation, addressee, team).workspace;
    },

    async at(workspaceId) {
      const found = await installations.serving(workspaceId);
      if (!found) return undefined;
      const { installation, team } = found;
      return tenantOf(installation, { team, isSaid: true, isWhole: false }, team).workspace;
    },

    async uninstalled(body, at) {
      const { team, organisation, isWhole } = addresseeOf(body);
      const of = isWhole ? (organisation ?? team) : (team ?? organisation);
      if (of === undefined) return;
      const gone = await installations.uninstalled(platform, of, at);
      if (!gone) return;
      renew(gone.id);
      log.info({ event: 'slack workspace parked', team: of, why: 'uninstalled' });
    },

    // There is always one that may be installed.
    parked: () => undefined,
  };
}

/** What a workspace of the organisation is called; undefined for one that is another organisation's. */
async function nameWithin(
  web: Web,
  addressee: Addressee,
  team: string,
): Promise<string | undefined> {
  const fallback = addressee.name ?? team;
  // The organisation itself is among its own.
  if (team === addressee.organisation) return fallback;
  const answer = await web.call('auth.teams.list', { limit: mostTeams });
  const { data } = teamList.safeParse(answer.ok ? answer.body : undefined);
  if (!data) return addressee.isSaid ? fallback : undefined;
  const listed = data.teams.find(({ id }) => id === team);
  return listed && (listed.name ?? fallback);
}
