import type {ActionTarget} from '../../../actions/plan.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import {several} from '../objects/several.ts';
import type {Prices} from '../prices/list.ts';
import type {AbortOptions} from './options.ts';
import {type ListedUpload, listUploads, readParts, type UploadParts, unclear} from './requests.ts';

/** Parts are read of so many uploads at most: a request or more for each. */
export const mostMeasured = 1000;
/** So many pages of uploads are listed at most, a thousand each. */
const mostPages = 100;
const atATime = 8;

export type MeasuredUpload = ListedUpload & {readonly parts: UploadParts};

export type UploadsFacts = {
  /** What the config says of the prices; the list where it says nothing. */
  readonly prices?: Prices;
  readonly asOf: number;
  readonly listed: number;
  /** There are more than were listed. */
  readonly more: boolean;
  /** Begun long enough ago, with their parts: the oldest first. */
  readonly old: readonly MeasuredUpload[];
  /** Begun long enough ago too, but nobody read their parts. */
  readonly unmeasured: number;
  /** As old as well, but the answer about their parts was not whole: nobody knows whether they are still written. */
  readonly unclear: readonly ListedUpload[];
};

/** Where an age ends, that an upload has to be beyond. */
export const oldBefore = (now: number, {olderThanDays}: AbortOptions): number =>
  now - olderThanDays * 24 * 3_600_000;

export async function gatherUploads(
  session: Session,
  target: ActionTarget,
  options: AbortOptions,
  signal: AbortSignal,
): Promise<Outcome<UploadsFacts>> {
  const ends = AbortSignal.any([session.signal, signal]);
  const list = await session.attempt('s3:ListMultipartUploads', async clients => {
    const uploads: ListedUpload[] = [];
    let page = await listUploads(clients, target, options.prefix, undefined, ends);
    uploads.push(...page.uploads);
    for (let pages = 1; page.next && pages < mostPages; pages += 1) {
      page = await listUploads(clients, target, options.prefix, page.next, ends);
      uploads.push(...page.uploads);
    }
    return {uploads, more: page.more};
  });
  if (!list.ok) return list;
  const asOf = session.clock.now();
  const candidates = list.value.uploads
    .filter(({initiatedAt}) => initiatedAt < oldBefore(asOf, options))
    .sort((one, other) => one.initiatedAt - other.initiatedAt);
  const chosen = candidates.slice(0, mostMeasured);
  const measured = await session.attempt('s3:ListParts', async clients => {
    const parts = new Map<ListedUpload, UploadParts | typeof unclear | undefined>();
    const read = async (upload: ListedUpload) => {
      parts.set(upload, await readParts(clients, target, upload, ends));
    };
    await several(chosen, atATime, read, () => !ends.aborted);
    return parts;
  });
  if (!measured.ok) return measured;
  const old = chosen.flatMap(upload => {
    const parts = measured.value.get(upload);
    return parts === undefined || parts === unclear ? [] : [{...upload, parts}];
  });
  const {uploads, more} = list.value;
  return {
    ok: true,
    value: {
      asOf,
      listed: uploads.length,
      more,
      old,
      unmeasured: candidates.length - chosen.length,
      unclear: chosen.filter(upload => measured.value.get(upload) === unclear),
    },
  };
}
