import type {ActionTarget} from '../../../actions/plan.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import type {Prices} from '../prices/list.ts';
import type {RestoreOptions} from './options.ts';
import {headObject, listObjects} from './requests.ts';
import {archiveOf, needsRestore, type StoredObject} from './stored-object.ts';

/** So many objects are restored at a time at most, and so many pages of a thousand are listed to find them. */
const mostRestored = 100_000;
const mostPages = 300;

export type RestoreFacts = {
  /** What the config says of the prices; the list where it says nothing. */
  readonly prices?: Prices;
  readonly asOf: number;
  readonly listed: number;
  /** LIST requests that it took; none for a single key. */
  readonly pages: number;
  /** Why the listing ended before the end; undefined when it did not. */
  readonly cut: 'enough-found' | 'enough-listed' | 'broken-off' | undefined;
  /** Archived, with no copy to read and none on its way: in the order of their keys. */
  readonly archived: readonly StoredObject[];
  readonly onTheirWay: number;
  readonly there: number;
  /** When the first of the copies that are there goes. */
  readonly firstGoesAt: number | undefined;
  /** A listing does not tell whether these are in an archive tier. */
  readonly tiered: number;
};

export async function gatherRestore(
  session: Session,
  target: ActionTarget,
  {what}: RestoreOptions,
  signal: AbortSignal,
): Promise<Outcome<RestoreFacts>> {
  const ends = AbortSignal.any([session.signal, signal]);
  if ('key' in what) {
    const found = await session.attempt('s3:HeadObject', clients =>
      headObject(clients, target, what.key, ends),
    );
    if (!found.ok) return found;
    if (found.value === undefined) {
      const sentence = `${target.resource} has no object of that key: check how it is spelled, or name a prefix.`;
      return {ok: false, problem: {missing: 'failed', code: 'NoSuchKey', sentence}};
    }
    return {ok: true, value: factsOf([found.value], session.clock.now())};
  }
  // A listing is paid for: it is read under a right of its own, which nobody has who may only look.
  const terms = {operations: ['s3:ListObjectsV2'], names: [target.resource]};
  const lease = session.gate.lease(terms, target.account);
  if ('refused' in lease) {
    const sentence = 'Everything is read only, and objects are not listed then: name one with --key.';
    return {ok: false, problem: {missing: 'denied', code: 'ReadOnly', sentence}};
  }
  return lease.run(() => listAll(session, target, what.prefix, ends)).finally(() => lease.end());
}

function listAll(
  session: Session,
  target: ActionTarget,
  prefix: string,
  ends: AbortSignal,
): Promise<Outcome<RestoreFacts>> {
  return session.attempt('s3:ListObjectsV2', async clients => {
    const {now} = session.clock;
    let facts = factsOf([], now());
    let next: string | undefined;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const page = await listObjects(clients, target, prefix, next, ends);
      facts = {...added(facts, factsOf(page.objects, now())), pages: pages + 1};
      if (!page.more) return facts;
      // Without a place to go on from, or from the same place again, there is no way to the rest.
      if (page.next === undefined || page.next === next) return {...facts, cut: 'broken-off'};
      next = page.next;
      if (facts.archived.length >= mostRestored) return {...facts, cut: 'enough-found'};
    }
    return {...facts, cut: 'enough-listed'};
  });
}

function factsOf(objects: readonly StoredObject[], asOf: number): RestoreFacts {
  const archived = objects.filter(object => needsRestore(object, asOf));
  const isWaiting = new Set(archived);
  const others = objects.filter(object => archiveOf(object) !== undefined && !isWaiting.has(object));
  const there = others.flatMap(({copy}) => (copy.state === 'there' ? [copy] : []));
  const ends = there.flatMap(({until}) => (until === undefined ? [] : [until]));
  return {
    asOf,
    listed: objects.length,
    pages: 0,
    cut: undefined,
    archived,
    onTheirWay: others.length - there.length,
    there: there.length,
    firstGoesAt: ends.length === 0 ? undefined : Math.min(...ends),
    tiered: objects.filter(
      ({storageClass, archiveTier}) => storageClass === 'INTELLIGENT_TIERING' && archiveTier === undefined,
    ).length,
  };
}

function added(one: RestoreFacts, other: RestoreFacts): RestoreFacts {
  const ends = [one.firstGoesAt, other.firstGoesAt].filter(at => at !== undefined);
  return {
    asOf: other.asOf,
    listed: one.listed + other.listed,
    pages: one.pages + other.pages,
    cut: undefined,
    archived: one.archived.concat(other.archived),
    onTheirWay: one.onTheirWay + other.onTheirWay,
    there: one.there + other.there,
    firstGoesAt: ends.length === 0 ? undefined : Math.min(...ends),
    tiered: one.tiered + other.tiered,
  };
}
