import {expect, test} from 'vitest';
import {Monitor} from '../../source/monitor/monitor.ts';
import type {Snapshot} from '../../source/monitor/schema.ts';
import {formats, loadReports, report} from '../../source/report/index.ts';
import {services} from '../../source/services/index.ts';
import {queues} from '../../source/services/queues/index.ts';
import type {Service} from '../../source/services/service.ts';
import {simulated} from '../simulated.ts';

/** What a snapshot of these services says, in every format. */
async function snapshotOf(services: readonly Service[]) {
  const {session, clock} = await simulated('black-friday');
  const monitor = new Monitor({
    connect: async () => [session()],
    services,
    clock,
    intervalSeconds: 60,
    budgetUsdPerHour: 10,
  });
  const snapshot: Snapshot = await monitor.once();
  const reports = await loadReports(services);
  const said = Object.fromEntries(
    formats.map(format => [
      format,
      report(format, snapshot, reports, {width: 120, glyphs: {ascii: false}, color: false}),
    ]),
  );
  return {snapshot, said: (format: (typeof formats)[number]) => said[format] ?? ''};
}

test('a snapshot of the queues alone has a word for each of them in every format, and none of streams', async () => {
  const {snapshot, said} = await snapshotOf([queues]);
  const read = snapshot.queues?.queues ?? [];
  expect(read.map(({name}) => name)).toContain('payments-dlq');
  for (const {name} of read) for (const format of formats) expect(said(format)).toContain(name);
  for (const format of formats) expect(said(format)).not.toMatch(/STREAM|hotshard_kinesis|undefined|NaN/);
  const visible = read.find(({name}) => name === 'payments-dlq')?.visible;
  expect(said('nagios')).toContain(`'payments-dlq waiting'=${visible};;;0`);
  expect(said('prometheus')).toMatch(
    new RegExp(`^hotshard_queues_visible{queue="payments-dlq",.*dead_letter="true"} ${visible}$`, 'm'),
  );
  expect(said('screen')).toMatch(/payments-dlq .* ← payments/);
});

test('in a snapshot of all there is, streams and queues stand beside each other', async () => {
  const {snapshot, said} = await snapshotOf(services);
  for (const format of formats) {
    expect(said(format)).toContain('clicks-enriched');
    expect(said(format).endsWith('\n')).toBe(true);
  }
  expect(said('nagios')).toMatch(/^HOTSHARD CRITICAL - 9 critical/);
  for (const stream of snapshot.kinesis?.streams ?? []) expect(said('markdown')).toContain(stream.name);
  expect(said('markdown').indexOf('## Kinesis streams')).toBeLessThan(
    said('markdown').indexOf('## SQS queues'),
  );
  expect(said('prometheus')).toContain('hotshard_up{part="queues"');
  expect(said('prometheus')).toContain('hotshard_up{part="kinesis"');
});
