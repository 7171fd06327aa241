import {homedir} from 'node:os';
import {Journal, journalPath} from '../actions/journal.ts';
import {Arming} from '../aws/arming.ts';
import {checkProxySupport} from '../aws/proxy.ts';
import {defaultRegion} from '../aws/region.ts';
import {openRequestLog} from '../aws/request-log.ts';
import {Session} from '../aws/session.ts';
import {type Clock, systemClock, wait} from '../clock.ts';
import {leapingClock, runningClock, stillClock} from '../simulator/clock.ts';
import {scenarioStart} from '../simulator/scenarios/start.ts';
import type {Simulation} from '../simulator/start.ts';
import type {Configured} from './config-for.ts';

/** The account that a command works on: real, or simulated. Nothing after this line knows which. */
export type Target = {
  readonly label: 'demo' | undefined;
  readonly clock: Clock;
  readonly arming: Arming;
  readonly journal: Journal;
  /** A session for each region. */
  readonly connect: () => Promise<readonly Session[]>;
  /** Waits between two readings of a headless command. */
  readonly pass: (seconds: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The account that AWS's credential chain resolves. */
export function realTarget(config: Configured, signal: AbortSignal): Target {
  const sessions: Session[] = [];
  const clock = systemClock;
  // Armed by AWS's time, by which the console counts it down.
  const awsTime = {...clock, now: () => sessions[0]?.clock.now() ?? clock.now()};
  const {readOnly, allowSampling} = config;
  const arming = new Arming({clock: awsTime, readOnly, allowSampling});
  return {
    label: undefined,
    clock,
    arming,
    journal: new Journal(journalPath(process.env, homedir())),
    connect: async () => {
      const {profile, endpointUrl: endpoint, thresholds} = config;
      checkProxySupport();
      // The clients look up a profile's endpoint under this name alone, whatever they are told.
      if (profile !== undefined) process.env.AWS_PROFILE = profile;
      const regions = config.regions.length > 0 ? config.regions : [await defaultRegion(profile)];
      const log = openRequestLog(config.log);
      for (const region of regions) {
        const covers = coverage(regions, region);
        sessions.push(
          new Session({profile, region, endpoint, clock, log, signal, arming, thresholds, covers}),
        );
      }
      return sessions;
    },
    pass: seconds => wait(seconds * 1000, signal),
    close: async () => {
      for (const session of sessions) session.close();
    },
  };
}

/** Each session has its own region; the first also has those where nobody looks. */
const coverage = (regions: readonly string[], own: string) => (region: string) =>
  region === own || (own === regions[0] && !regions.includes(region));

export type DemoOptions = {
  readonly scenario: string;
  readonly seed: number;
  readonly speed: number;
  readonly pace: DemoPace;
};

/**
 * How time passes in the simulated account. It runs for the console; it stands still while a headless command
 * reads, and leaps where one has to wait.
 */
export type DemoPace = 'runs' | 'stands-still' | 'leaps';

/** The simulated account, in this process, on loopback. */
export function demoTarget(config: Configured, demo: DemoOptions, signal: AbortSignal): Target {
  const still = stillClock(scenarioStart);
  const clocks: Readonly<Record<DemoPace, () => Clock>> = {
    runs: () => runningClock(scenarioStart, demo.speed),
    'stands-still': () => still,
    leaps: () => leapingClock(scenarioStart),
  };
  const clock = clocks[demo.pace]();
  const arming = new Arming({clock, readOnly: config.readOnly, allowSampling: config.allowSampling});
  const sessions: Session[] = [];
  let account: Simulation | undefined;
  return {
    label: 'demo',
    clock,
    arming,
    journal: new Journal(journalPath(process.env, homedir(), 'demo-journal'), {
      fromNow: demo.pace === 'runs',
    }),
    connect: async () => {
      const {simulate} = await import('../simulator/start.ts');
      const {scenario, seed} = demo;
      account = await simulate({scenario, seed, clock, enforceRates: demo.pace === 'runs'});
      const {endpoint, accessKeyId, secretAccessKey} = account;
      const credentials = async () => ({accessKeyId, secretAccessKey});
      const log = openRequestLog(config.log);
      const regions = config.regionFlag.length > 0 ? config.regionFlag : [account.region];
      const {thresholds} = config;
      const common = {profile: undefined, endpoint, credentials, clock, log, signal, arming, thresholds};
      for (const region of regions) {
        sessions.push(new Session({...common, region, covers: coverage(regions, region)}));
      }
      return sessions;
    },
    pass: async seconds => {
      await wait((seconds * 1000) / demo.speed, signal);
      if (demo.pace === 'stands-still') still.advance(seconds * 1000);
    },
    close: async () => {
      for (const session of sessions) session.close();
      await account?.close();
    },
  };
}
