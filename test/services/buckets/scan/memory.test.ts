import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import type {Count} from '../../../../source/services/buckets/facts.ts';
import {lifecycle} from '../../../../source/services/buckets/lifecycle/action.ts';
import {scan} from '../../../../source/services/buckets/scan/action.ts';
import type {Histogram} from '../../../../source/services/buckets/scan/histogram.ts';
import {countsOf} from '../../../../source/services/buckets/scan/memory.ts';
import {readCounts} from '../../../../source/services/buckets/scan/stored.ts';
import {summarise} from '../../../../source/services/buckets/scan/summarise.ts';
import {acting} from '../acting.ts';
import {cellOf, day, histogramOf, now} from '../advice/bucket-of.ts';

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-memory-'));
  vi.stubEnv('XDG_STATE_HOME', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    return rm(folder, {recursive: true});
  });
});

function countOf(changes: Partial<Histogram>): Count {
  const histogram = histogramOf([cellOf('STANDARD', 5, 1000, 1e6)], changes);
  return {histogram, scan: summarise(histogram)};
}

/** What is kept after these, in memory and on disk. */
async function keptAfter(...given: readonly Count[]) {
  const {session} = await acting(scan, {});
  await session.identify();
  const counts = countsOf(session);
  for (const count of given) counts.put('exports', count);
  const {endpoint, identity} = session;
  const [stored] = readCounts({account: identity?.account ?? '', endpoint});
  const kept = counts.all(now).get('exports');
  expect(stored).toEqual(kept);
  return kept;
}

const listing = countOf({});
const olderReport = countOf({source: 'inventory', startedAt: now - 3 * day});

test('a report of three days ago takes no listing of today its place, whichever was read last', async () => {
  expect(await keptAfter(listing, olderReport)).toEqual(listing);
  expect(await keptAfter(olderReport, listing)).toEqual(listing);
});

test('a whole count takes the place of a newer one that was stopped, or of a prefix', async () => {
  const stopped = countOf({whole: false});
  expect(await keptAfter(stopped, olderReport)).toEqual(olderReport);
  expect(await keptAfter(olderReport, countOf({prefix: 'logs/'}))).toEqual(olderReport);
});

test('what a rule would do is told by the newer of them', async () => {
  const {session, plan, clock} = await acting(lifecycle, {});
  await session.identify();
  const at = (startedAt: number) => ({startedAt, endedAt: clock.now()});
  countsOf(session).put('exports', countOf(at(clock.now() - day)));
  countsOf(session).put('exports', countOf({...at(clock.now() - 3 * day), source: 'inventory'}));
  const {changes} = await plan({id: 'tidy', expire: '400'});
  const yesterday = new Date(clock.now() - day).toISOString().slice(0, 10);
  expect(changes.join('\n')).toContain(`by the count of ${yesterday}`);
});
