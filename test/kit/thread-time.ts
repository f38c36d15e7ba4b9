/**
 * How long `run` keeps its thread busy, in milliseconds. What else the machine is doing does not count,
 * so a bound on it proves the work, not the weather.
 */
export function threadTimeOf(run: () => unknown): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
