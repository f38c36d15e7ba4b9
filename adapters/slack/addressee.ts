import { z } from 'zod';

const id = z.string().min(1).nullish().catch(undefined);
const flag = z
  .union([z.boolean(), z.string().transform((text) => text === 'true')])
  .nullish()
  .catch(undefined);
/** An object, or its id alone. */
const named = z
  .union([
    z.string().transform((one) => ({ id: one, domain: undefined, enterprise_id: undefined })),
    z.object({ id, domain: id, enterprise_id: id }),
  ])
  .nullish()
  .catch(undefined);

/** https://docs.slack.dev/apis/events-api#event-type-structure */
const delivery = z.object({
  team_id: id,
  team_domain: id,
  team: named,
  enterprise_id: id,
  enterprise: named,
  context_team_id: id,
  context_enterprise_id: id,
  is_enterprise_install: flag,
  is_ext_shared_channel: flag,
  authorizations: z
    .array(z.object({ team_id: id, enterprise_id: id, is_enterprise_install: flag }))
    .optional()
    .catch(undefined),
  user: z.object({ team_id: id }).nullish().catch(undefined),
  view: z.object({ app_installed_team_id: id, team_id: id }).nullish().catch(undefined),
  message: z.object({ team: id }).nullish().catch(undefined),
});

/** The installation that a delivery is for, as far as Slack says. */
export interface Addressee {
  /**
   * The workspace that it is for: where our app is installed, which in a channel shared with another
   * organisation is not where its member comes from.
   */
  readonly team?: string;
  /** Whether Slack says that it is, or it is only where the member comes from. */
  readonly isSaid: boolean;
  /** The organisation of that workspace. */
  readonly organisation?: string;
  /** Whether the whole organisation installed the app. */
  readonly isWhole: boolean;
  /** What the workspace is called. */
  readonly name?: string;
}

export function addresseeOf(body: unknown): Addressee {
  const { data } = delivery.safeParse(body);
  if (!data) return { isSaid: false, isWhole: false };
  const [authorization] = data.authorizations ?? [];
  // In a shared channel the outer workspace may be the other organisation's.
  const isOuterOurs = !(data.is_ext_shared_channel && authorization);
  const teams = [
    data.view?.app_installed_team_id,
    // A button belongs to who posted it, whoever presses.
    data.message?.team,
    authorization?.team_id,
    data.context_team_id,
    data.team?.id,
    isOuterOurs ? data.team_id : undefined,
  ];
  // What an installation in a whole organisation leaves out; a guest's is not ours.
  const guesses = [data.user?.team_id, data.view?.team_id];
  const organisations = [
    authorization?.enterprise_id,
    data.context_enterprise_id,
    data.enterprise?.id,
    data.team?.enterprise_id,
    data.enterprise_id,
  ];
  const said = teams.find(isGiven);
  const team = said ?? guesses.find(isGiven);
  const organisation = organisations.find(isGiven);
  const name = data.team_domain ?? data.team?.domain;
  return {
    isSaid: said !== undefined,
    isWhole: Boolean(authorization?.is_enterprise_install ?? data.is_enterprise_install),
    ...(team && { team }),
    ...(organisation && { organisation }),
    ...(name && { name }),
  };
}

/** What a delivery says of other organisations. */
export interface Outside {
  /** The workspace that the member comes from. */
  readonly userTeam?: string;
  /** Whether the channel is shared with another organisation. */
  readonly isShared: boolean;
}

/** https://docs.slack.dev/apis/slack-connect/ */
const outside = z.object({
  is_ext_shared_channel: flag,
  user: z.object({ team_id: id }).nullish().catch(undefined),
  event: z.object({ user_team: id, source_team: id }).nullish().catch(undefined),
});

export function outsideOf(body: unknown): Outside {
  const { data } = outside.safeParse(body);
  const teams = [data?.event?.user_team, data?.event?.source_team, data?.user?.team_id];
  const userTeam = teams.find(isGiven);
  return {
    isShared: data?.is_ext_shared_channel ?? false,
    ...(userTeam && { userTeam }),
  };
}

const isGiven = (one: string | null | undefined): one is string => Boolean(one);
