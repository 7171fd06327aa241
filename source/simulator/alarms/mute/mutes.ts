import type {MuteRule, MuteRuleSettings} from '../shape.ts';
import {durationMs} from './duration.ts';
import {readSchedule} from './schedule.ts';

/** The mute rules of every region. A target is an alarm's region and name. */
export type Mutes = {
  readonly of: (region: string) => readonly MuteRule[];
  /** Puts a rule, or another in its place: gives the targets that were muted by what stood there. */
  readonly put: (region: string, settings: MuteRuleSettings, at: number) => readonly Target[];
  /** Undefined when there is none of that name. */
  readonly delete: (region: string, name: string, at: number) => readonly Target[] | undefined;
  readonly isMuted: (region: string, alarm: string, at: number) => boolean;
  /** The next time after this at which a rule may start or end. */
  readonly next: (at: number) => number;
  /** The targets of rules that were active when this was last asked, and are not now. */
  readonly endedBy: (at: number) => readonly Target[];
};

type Target = readonly [region: string, alarm: string];

type Kept = {readonly region: string; readonly live: LiveMuteRule; wasActive: boolean; boundary: number};

export function createMutes({
  accountId,
  now,
}: {
  readonly accountId: string;
  readonly now: () => number;
}): Mutes {
  const rules = new Map<string, Kept>();
  const keyOf = (region: string, name: string) => `${region}/${name}`;
  const targetsOf = ({region, live}: Kept): readonly Target[] =>
    live.rule.alarms.map(alarm => [region, alarm] as const);
  const remove = (region: string, name: string, at: number): readonly Target[] | undefined => {
    const kept = rules.get(keyOf(region, name));
    rules.delete(keyOf(region, name));
    return kept && (kept.live.isActive(at) ? targetsOf(kept) : []);
  };
  return {
    of: region => [...rules.values()].filter(kept => kept.region === region).map(({live}) => live.rule),
    put(region, settings, at) {
      const were = remove(region, settings.name, at) ?? [];
      const arn = `arn:aws:cloudwatch:${region}:${accountId}:alarm-mute-rule:${settings.name}`;
      const live = createMuteRule(settings, {arn, updatedAt: at, now});
      const kept = {region, live, wasActive: live.isActive(at), boundary: live.nextBoundary(at)};
      rules.set(keyOf(region, settings.name), kept);
      return were;
    },
    delete: remove,
    isMuted(region, alarm, at) {
      for (const {region: of, live} of rules.values()) {
        if (of === region && live.rule.alarms.includes(alarm) && live.isActive(at)) return true;
      }
      return false;
    },
    next: at =>
      Math.min(...[...rules.values()].map(({boundary}) => Math.max(boundary, at)), Number.POSITIVE_INFINITY),
    endedBy(at) {
      const ended: Target[] = [];
      for (const kept of rules.values()) {
        if (kept.boundary > at) continue;
        const isActive = kept.live.isActive(at);
        if (kept.wasActive && !isActive) ended.push(...targetsOf(kept));
        kept.wasActive = isActive;
        kept.boundary = kept.live.nextBoundary(at);
      }
      return ended;
    },
  };
}

/** A mute rule whose schedule is understood; of one that is not, no window ever opens. */
type LiveMuteRule = {
  readonly rule: MuteRule;
  readonly isActive: (at: number) => boolean;
  /** The next time at which it may start or end. */
  readonly nextBoundary: (at: number) => number;
};

type MuteOptions = {
  readonly arn: string;
  readonly updatedAt: number;
  readonly now: () => number;
};

function createMuteRule(settings: MuteRuleSettings, {arn, updatedAt, now}: MuteOptions): LiveMuteRule {
  const {expression, duration, timezone, startAt = 0, expireAt = Number.POSITIVE_INFINITY} = settings;
  const schedule = readSchedule(expression, timezone);
  const lasts = durationMs(duration) ?? 0;
  const isActive = (at: number): boolean => {
    const opened = schedule?.before(at);
    return opened !== undefined && at < opened + lasts && at >= startAt && at < expireAt;
  };
  const status = (at: number): ReturnType<MuteRule['status']> => {
    if (isActive(at)) return 'ACTIVE';
    const opens = schedule?.after(at);
    const isUnderWay = startAt > at && isActive(startAt);
    return isUnderWay || (opens !== undefined && opens < expireAt) ? 'SCHEDULED' : 'EXPIRED';
  };
  return {
    rule: {
      ...settings,
      arn,
      updatedAt,
      status: () => status(now()),
      type: schedule?.type ?? 'RECURRING',
    },
    isActive,
    nextBoundary: at => {
      const opened = schedule?.before(at);
      const times = [
        opened === undefined ? at : opened + lasts,
        schedule?.after(at) ?? at,
        startAt,
        expireAt,
      ];
      return Math.min(...times.filter(time => time > at), Number.POSITIVE_INFINITY);
    },
  };
}
