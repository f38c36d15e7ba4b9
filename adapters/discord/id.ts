import { z } from 'zod';

/**
 * What Discord calls a thing: https://docs.discord.com/developers/reference#snowflakes. Nothing else is
 * put into an address.
 */
export const id = z.string().regex(/^(0|[1-9]\d{0,19})$/);
