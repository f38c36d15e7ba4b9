import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { doctorView } from './views/doctor.ts';

export const doctor = command({
  name: 'doctor',
  summary: 'See what does not work or is missing here, and what to do about it',
  forRole: 'curator',
  audience: 'private',
  doors: 'all',
  args: [],
  async run({ actor }, core) {
    const [findings, report] = await Promise.all([core.checkup(actor), core.notices.report(actor)]);
    return show(doctorView(findings, report));
  },
});
