import {createHash} from 'node:crypto';
import type {Finding} from '../monitor/schema.ts';

type Draft = Omit<Finding, 'id' | 'since' | 'deadline' | 'suggest' | 'evidence'> & {
  readonly evidence?: Finding['evidence'];
  readonly suggest?: Finding['suggest'];
  readonly since?: number | undefined;
  readonly deadline?: number | undefined;
};

/** A finding; the same kind about the same resource has the same id from one refresh to the next. */
export const finding = ({since, deadline, evidence, suggest, ...draft}: Draft): Finding => ({
  id: createHash('sha256').update(`${draft.kind} ${draft.arn}`).digest('hex').slice(0, 16),
  ...draft,
  since: since === undefined ? null : new Date(since).toISOString(),
  deadline: deadline === undefined ? null : new Date(deadline).toISOString(),
  evidence: evidence ?? {},
  suggest: suggest ?? null,
});

/** What is older than this could not be read again. */
const oldMs = 15 * 60_000;

/** What was true a while ago, and may be so no more, says when it was. */
export function dated(found: Finding, asOf: number | undefined, now: number): Finding {
  if (asOf === undefined || now - asOf < oldMs) return found;
  const time = clockTime(asOf);
  return {...found, detail: `${found.detail} That was at ${time} UTC: nothing newer could be read.`};
}

/** 11:52 */
export const clockTime = (at: number): string => new Date(at).toISOString().slice(11, 16);

const ranks = {critical: 0, warning: 1, info: 2} as const;

/** Worst first: by severity, then by the time left, then by how much money it is about, then by name. */
export const byUrgency = (a: Finding, b: Finding): number =>
  ranks[a.severity] - ranks[b.severity] ||
  timeLeft(a) - timeLeft(b) ||
  moneyIn(b) - moneyIn(a) ||
  a.resource.localeCompare(b.resource) ||
  a.region.localeCompare(b.region) ||
  a.kind.localeCompare(b.kind);

const timeLeft = ({deadline}: Finding): number =>
  deadline === null ? Number.MAX_VALUE : Date.parse(deadline);

/** A finding that is not about money stands behind one that is. */
const moneyIn = ({evidence}: Finding): number => evidence.monthlyUsd ?? -1;
