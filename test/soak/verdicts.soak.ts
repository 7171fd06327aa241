import fc from 'fast-check';
import {expect, test} from 'vitest';
import {judged} from '../services/kinesis/verdict/judging.ts';
import {type Class, classes, truthOf, worldArbitrary} from '../services/kinesis/verdict/worlds.ts';
import {simulated} from '../simulated.ts';
import {counts, seedOf, tell} from './counts.ts';

test('verdicts of random worlds are right in nine of ten, class by class; none is a hot key without a sample', async () => {
  const worlds = fc.sample(worldArbitrary, {numRuns: counts(200, 24), seed: seedOf(20_261_121)});
  const table = new Map<Class, Map<string, number>>(classes.map(each => [each, new Map()]));
  for (const world of worlds) {
    const truth = truthOf(world);
    const {unsampled, sampled} = await judged(world);
    expect(unsampled.verdict).not.toBe('hot-key');
    const row = table.get(truth);
    row?.set(sampled.verdict, (row.get(sampled.verdict) ?? 0) + 1);
    if (sampled.verdict !== truth) {
      tell(`${truth} was called ${sampled.verdict}: ${sampled.verdictText}\n  ${JSON.stringify(world)}`);
    }
  }
  for (const line of confusion(table)) tell(line);
  for (const [truth, row] of table) {
    const all = [...row.values()].reduce((sum, count) => sum + count, 0);
    const wrong = all - (row.get(truth) ?? 0);
    expect(wrong, `${truth}: wrong of ${all}`).toBeLessThanOrEqual(Math.max(all / 10, counts(0, 1)));
  }
});

test('a calm account gives no critical finding in a thousand stream-hours', async () => {
  const {monitor, clock} = await simulated('calm');
  const watching = monitor();
  let streamHours = 0;
  while (streamHours < counts(1000, 100)) {
    const {findings, kinesis} = await watching.once();
    expect(findings.filter(({severity}) => severity === 'critical')).toEqual([]);
    streamHours += (kinesis?.streams.length ?? 0) / 2;
    clock.advance(30 * 60_000);
  }
});

function confusion(table: ReadonlyMap<Class, ReadonlyMap<string, number>>): readonly string[] {
  const said = [...classes, 'hot-unsampled', 'unknown'];
  const cell = (text: string | number) => String(text).padStart(18);
  return [
    [cell('is \\ called'), ...said.map(cell)].join(''),
    ...[...table].map(([truth, row]) =>
      [cell(truth), ...said.map(each => cell(row.get(each) ?? 0))].join(''),
    ),
  ];
}
