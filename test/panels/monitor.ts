import type {MonitorHandle, Published, View} from '../../source/monitor/published.ts';
import {now, type SnapshotParts, snapshotOf} from './fixtures.ts';

export type FakeMonitor = MonitorHandle & {
  readonly publish: (changes: Partial<Published>) => void;
  readonly show: (parts: SnapshotParts) => void;
  readonly advance: (ms: number) => void;
  /** What the console asked for, oldest first. */
  readonly asked: string[];
  readonly views: View[];
};

/** A monitor that publishes what a test tells it to. */
export function fakeMonitor(changes: Partial<Published> = {}): FakeMonitor {
  let time = now;
  let published: Published = {
    snapshot: snapshotOf(),
    paused: false,
    intervalSeconds: 60,
    reading: false,
    started: true,
    waitingFor: undefined,
    thresholds: {},
    ...changes,
  };
  const listeners = new Set<() => void>();
  const asked: string[] = [];
  const views: View[] = [];
  const publish = (next: Partial<Published>): void => {
    published = {...published, ...next};
    for (const listener of listeners) listener();
  };
  return {
    get: () => published,
    now: () => time,
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look: view => {
      views.push(view);
    },
    refresh: () => {
      asked.push('refresh');
    },
    pause: paused => {
      asked.push(paused ? 'pause' : 'go on');
      publish({paused});
    },
    setInterval: seconds => {
      asked.push(`every ${seconds}`);
      publish({intervalSeconds: seconds});
    },
    publish,
    show: parts => publish({snapshot: snapshotOf(parts)}),
    advance: ms => {
      time += ms;
    },
    asked,
    views,
  };
}
