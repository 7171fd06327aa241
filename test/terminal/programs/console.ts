import process from 'node:process';
import {runConsole} from '../../../panels/console.tsx';
import type {MonitorHandle, Published} from '../../../source/monitor/published.ts';
import type {Snapshot} from '../../../source/monitor/schema.ts';
import {snapshotOf, withAnotherAge} from './account.ts';
import {noActions} from './no-actions.ts';

export type ConsoleProgramOptions = {
  readonly streams?: number;
  readonly shards?: number;
  /** What each SIGUSR2 publishes: another number in one row, the same again, or something that cannot be drawn. */
  readonly change?: 'one-row' | 'nothing' | 'broken-row' | 'broken-document';
  /** Publishes by itself so many times, every so many milliseconds. */
  readonly publish?: {readonly times: number; readonly everyMs: number};
  readonly ascii?: boolean;
};

const options = JSON.parse(process.argv[2] ?? '{}') as ConsoleProgramOptions;
const {streams = 3, shards = 4, change = 'one-row', publish, ascii = false} = options;

const listeners = new Set<() => void>();
let round = 0;
let published: Published = {
  snapshot: snapshotOf(streams, shards, new Date().toISOString()),
  paused: false,
  intervalSeconds: 60,
  reading: false,
  started: true,
  waitingFor: undefined,
  thresholds: {},
};

const set = (changes: Partial<Published>) => {
  published = {...published, ...changes};
  for (const listener of listeners) listener();
};

const monitor: MonitorHandle = {
  get: () => published,
  now: () => Date.now(),
  subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  look: () => undefined,
  refresh: () => undefined,
  pause: paused => set({paused}),
  setInterval: intervalSeconds => set({intervalSeconds}),
};

function next(snapshot: Snapshot): Snapshot {
  round++;
  switch (change) {
    case 'one-row':
      return withAnotherAge(snapshot, 0, (round % 50) * 1000);
    case 'nothing':
      return structuredClone(snapshot);
    case 'broken-row':
      return withBrokenRow(snapshot);
    case 'broken-document':
      return Object.defineProperty({...snapshot}, 'findings', {get: throwing, enumerable: true});
  }
}

const throwing = (): never => {
  throw new Error('This document cannot be drawn.');
};

function withBrokenRow(snapshot: Snapshot): Snapshot {
  if (snapshot.kinesis === undefined) return snapshot;
  const [first, ...others] = snapshot.kinesis.streams;
  if (first === undefined) return snapshot;
  const broken = Object.defineProperty({...first}, 'utilization', {get: throwing, enumerable: true});
  return {...snapshot, kinesis: {...snapshot.kinesis, streams: [broken, ...others]}};
}

const publishNext = () => set({snapshot: next(published.snapshot)});
process.on('SIGUSR2', publishNext);
if (publish !== undefined) {
  const timer = setInterval(() => {
    publishNext();
    if (round >= publish.times) clearInterval(timer);
  }, publish.everyMs);
  timer.unref();
}

const codes = {quit: 0, interrupted: 130, SIGHUP: 129, SIGINT: 130, SIGTERM: 143};
const reason = await runConsole({
  monitor,
  actions: noActions,
  ascii,
  color: true,
  slow: false,
  incremental: true,
  label: 'test',
});
if (typeof reason === 'string') process.exit(codes[reason]);
if ('signal' in reason) process.exit(codes[reason.signal]);
process.stderr.write(`${reason.error.message}\n`);
process.exit(70);
