/** The package has no types for its schemas. */
declare module 'discord-api-spec/zod';
