import {randomBytes} from 'node:crypto';
import type {Session} from '../../../aws/session.ts';
import {ownPrefix} from '../mutes.ts';

/** A rule's name can be 255 characters long; an alarm's, too. */
const longestAlarm = 120;
/** A plan that is confirmed later than that is made and asked anew. */
const keptMs = 3_600_000;

type Kept = {readonly name: string; readonly at: number};
const memories = new WeakMap<Session, Map<string, Kept>>();

/**
 * What the next rule for an alarm will be called: nobody else's rule is called so, and PutAlarmMuteRule replaces none.
 * It stays the same from the plan that is shown to the one that is carried out, for a lease is for that name alone.
 */
export function nextRuleName(session: Session, alarm: string, taken: readonly string[]): string {
  const now = session.clock.now();
  const names = memories.get(session) ?? new Map<string, Kept>();
  memories.set(session, names);
  const kept = names.get(alarm);
  if (kept && now - kept.at < keptMs && !taken.includes(kept.name)) return kept.name;
  const name = ruleName(alarm, now, randomBytes(3).toString('hex'));
  names.set(alarm, {name, at: now});
  return name;
}

/** `hotshard-checkout-errors-20261127T0213-4f9a1c` */
export function ruleName(alarm: string, now: number, random: string): string {
  const about = alarm.replaceAll(/[^\w.-]+/gu, '-').slice(0, longestAlarm);
  const time = new Date(now).toISOString().slice(0, 16).replaceAll(/[-:]/gu, '');
  return `${ownPrefix}${about}-${time}-${random}`;
}
