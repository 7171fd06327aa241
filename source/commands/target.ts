import {checkProxySupport} from '../aws/proxy.ts';
import {defaultRegion} from '../aws/region.ts';
import {openRequestLog} from '../aws/request-log.ts';
import {Session} from '../aws/session.ts';
import {type Clock, systemClock, wait} from '../clock.ts';
import {runningClock, stillClock} from '../simulator/clock.ts';
import {scenarioStart} from '../simulator/scenarios/start.ts';
import type {Simulation} from '../simulator/start.ts';
import type {Configured} from './config-for.ts';

/** The account that a command works on: real, or simulated. Nothing after this line knows which. */
export type Target = {
  readonly label: 'demo' | undefined;
  readonly clock: Clock;
  /** A session for each region. */
  readonly connect: () => Promise<readonly Session[]>;
  /** Waits between two readings of a headless command. */
  readonly pass: (seconds: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The account that AWS's credential chain resolves. */
export function realTarget(config: Configured, signal: AbortSignal): Target {
  const sessions: Session[] = [];
  return {
    label: undefined,
    clock: systemClock,
    connect: async () => {
      const {profile, endpointUrl: endpoint} = config;
      checkProxySupport();
      // The clients look up a profile's endpoint under this name alone, whatever they are told.
      if (profile !== undefined) process.env.AWS_PROFILE = profile;
      const regions = config.regions.length > 0 ? config.regions : [await defaultRegion(profile)];
      const log = openRequestLog(config.log);
      for (const region of regions) {
        sessions.push(new Session({profile, region, endpoint, clock: systemClock, log, signal}));
      }
      return sessions;
    },
    pass: seconds => wait(seconds * 1000, signal),
    close: async () => {
      for (const session of sessions) session.close();
    },
  };
}

export type DemoOptions = {
  readonly scenario: string;
  readonly seed: number;
  readonly speed: number;
  /** Headless commands: the clock stands still while they read. */
  readonly still: boolean;
};

/** The simulated account, in this process, on loopback. */
export function demoTarget(config: Configured, demo: DemoOptions, signal: AbortSignal): Target {
  const still = stillClock(scenarioStart);
  const clock = demo.still ? still : runningClock(scenarioStart, demo.speed);
  const sessions: Session[] = [];
  let account: Simulation | undefined;
  return {
    label: 'demo',
    clock,
    connect: async () => {
      const {simulate} = await import('../simulator/start.ts');
      const {scenario, seed} = demo;
      account = await simulate({scenario, seed, clock, enforceRates: !demo.still});
      const {endpoint, accessKeyId, secretAccessKey} = account;
      const credentials = async () => ({accessKeyId, secretAccessKey});
      const log = openRequestLog(config.log);
      for (const region of config.regionFlag.length > 0 ? config.regionFlag : [account.region]) {
        sessions.push(new Session({profile: undefined, region, endpoint, credentials, clock, log, signal}));
      }
      return sessions;
    },
    pass: async seconds => {
      await wait((seconds * 1000) / demo.speed, signal);
      if (demo.still) still.advance(seconds * 1000);
    },
    close: async () => {
      for (const session of sessions) session.close();
      await account?.close();
    },
  };
}
