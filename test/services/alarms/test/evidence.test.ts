import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Firing} from '../../../../source/services/alarms/test/effects/way.ts';
import {evidenceOf} from '../../../../source/services/alarms/test/proof/evidence.ts';
import type {HistoryLine} from '../../../../source/services/alarms/test/proof/history-line.ts';

const nonce = '0123456789ab';
const t0 = Date.UTC(2026, 10, 27, 12);
const pager = 'arn:aws:sns:us-east-1:730112094417:pager';
const stop = 'arn:aws:automate:us-east-1:ec2:stop';

const firing = (arn: string, alarm = 'latency'): Firing => ({
  alarm,
  on: 'ALARM',
  arn,
  does: `does ${arn}`,
  risk: 'pages',
  topic: undefined,
  hangsOn: undefined,
  waitsMs: 0,
});

const asked = {
  alarm: 'latency',
  to: 'ALARM',
  nonce,
  since: t0 - 60_000,
  firings: [firing(pager)],
} as const;

const base = {from: null, to: null, action: null, succeeded: null, transitionAt: null};

const change = (at: number, to: 'ALARM' | 'OK', says: string, data: unknown = {}): HistoryLine => ({
  entry: {...base, at: new Date(at).toISOString(), what: 'state', to, says},
  data: JSON.stringify(data),
});

const acted = (arn: string, at: number, forAt: number, reason?: string): HistoryLine => ({
  entry: {
    ...base,
    at: new Date(at).toISOString(),
    what: 'action',
    action: arn,
    succeeded: true,
    transitionAt: new Date(forAt).toISOString(),
    says: '',
  },
  data: JSON.stringify(
    reason === undefined ? {} : {publishedMessage: JSON.stringify({NewStateReason: reason})},
  ),
});

const ours = `Test by hotshard (${nonce})`;
const crossed = 'Threshold Crossed: 1 datapoint';
const of = (lines: readonly HistoryLine[], more = {}) =>
  evidenceOf({...asked, ...more}, new Map([['latency', lines]]));

test('an action that published the reason of the test is its proof', () => {
  const {own, actions} = of([acted(pager, t0 + 500, t0, ours), change(t0, 'ALARM', ours)]);
  expect(own).toEqual({alarm: 'latency', at: t0, to: 'ALARM'});
  expect(actions).toMatchObject([{is: 'accepted', at: t0 + 500}]);
});

test('what published another reason is none, though it was carried out for the very same millisecond', () => {
  expect(of([acted(pager, t0 + 500, t0, crossed), change(t0, 'ALARM', ours)]).actions).toMatchObject([
    {is: 'unseen'},
  ]);
});

test('an action that failed is not made good by the one on the way back, which publishes where it came from', () => {
  const published = (newReason: string, previousReason: string) =>
    JSON.stringify({
      publishedMessage: JSON.stringify({
        NewStateReason: newReason,
        previousState: {stateValue: 'ALARM', reason: previousReason},
      }),
    });
  const failed = acted(pager, t0 + 500, t0);
  const lines = [
    {...acted(pager, t0 + 60_500, t0 + 60_000), data: published(crossed, ours)},
    change(t0 + 60_000, 'OK', crossed),
    {
      entry: {...failed.entry, succeeded: false, says: 'Topic does not exist'},
      data: published(ours, crossed),
    },
    change(t0, 'ALARM', ours),
  ];
  expect(of(lines).actions).toMatchObject([{is: 'failed', error: 'Topic does not exist'}]);
});

test('where the history gives no time of the change, what was published decides alone', () => {
  const line = acted(pager, t0 + 500, t0, ours);
  const lines = [{...line, entry: {...line.entry, transitionAt: null}}, change(t0, 'ALARM', ours)];
  expect(of(lines).actions).toMatchObject([{is: 'accepted'}]);
});

test('where nothing was published, the change that an action belongs to decides, to the nearest', () => {
  const lines = [
    change(t0, 'ALARM', ours),
    change(t0 + 400, 'OK', crossed),
    change(t0 + 700, 'ALARM', crossed),
  ];
  const seen = (forAt: number) =>
    of([acted(stop, t0 + 900, forAt), ...lines], {firings: [firing(stop)]}).actions[0]?.is;
  expect(seen(t0)).toBe('accepted');
  expect(seen(t0 + 3)).toBe('accepted');
  expect(seen(t0 + 700)).toBe('unseen');
  expect(seen(t0 + 650)).toBe('unseen');
});

test('a composite is moved by the test only when its history names that very change of the child', () => {
  const trigger = (at: number) => ({
    newState: {
      stateReasonData: {
        triggeringAlarms: [
          {
            arn: 'arn:aws:cloudwatch:us-east-1:730112094417:alarm:latency',
            state: {value: 'ALARM', timestamp: new Date(at).toISOString().replace('Z', '+0000')},
          },
        ],
      },
    },
  });
  const seen = (triggeredAt: number) =>
    evidenceOf(
      {...asked, firings: [firing(pager, 'down')]},
      new Map([
        ['latency', [change(t0, 'ALARM', ours)]],
        ['down', [acted(pager, t0 + 800, t0 + 100), change(t0 + 100, 'ALARM', '', trigger(triggeredAt))]],
      ]),
    );
  expect(seen(t0)).toMatchObject({parents: [{alarm: 'down'}], actions: [{is: 'accepted'}]});
  expect(seen(t0 - 120_000)).toMatchObject({parents: [], actions: [{is: 'unseen'}]});
});

test('what a composite did for the other state is no proof of what it was to do in this one', () => {
  const trigger = {
    newState: {
      stateReasonData: {
        triggeringAlarms: [
          {
            arn: 'arn:aws:cloudwatch:us-east-1:730112094417:alarm:latency',
            state: {value: 'ALARM', timestamp: new Date(t0).toISOString().replace('Z', '+0000')},
          },
        ],
      },
    },
  };
  const {actions} = evidenceOf(
    {...asked, firings: [firing(pager, 'down'), {...firing(pager, 'down'), on: 'OK'}]},
    new Map([
      ['latency', [change(t0, 'ALARM', ours)]],
      ['down', [acted(pager, t0 + 800, t0 + 100), change(t0 + 100, 'ALARM', '', trigger)]],
    ]),
  );
  expect(actions.map(({is}) => is)).toEqual(['accepted', 'unseen']);
});

test('without its nonce nothing whatever is proof', () => {
  const moment = fc.integer({min: -2000, max: 2000}).map(ms => t0 + ms);
  const line = fc.oneof(
    fc
      .tuple(moment, fc.constantFrom('ALARM' as const, 'OK' as const))
      .map(([at, to]) => change(at, to, crossed)),
    fc
      .tuple(moment, moment, fc.option(fc.constant(crossed), {nil: undefined}))
      .map(([at, forAt, reason]) => acted(pager, at, forAt, reason)),
  );
  fc.assert(
    fc.property(fc.array(line, {maxLength: 8}), lines => {
      expect(of(lines)).toMatchObject({own: undefined, actions: [{is: 'unseen'}]});
      const withOurs = of([change(t0, 'ALARM', ours), ...lines]);
      const claimed = withOurs.actions.filter(({is}) => is === 'accepted');
      // Only what published no reason can be taken for it, and then for its own change alone.
      if (claimed.length > 0) {
        expect(
          lines.some(
            ({entry, data}) => data === '{}' && Math.abs(Date.parse(entry.transitionAt ?? '') - t0) < 1000,
          ),
        ).toBe(true);
      }
    }),
    {numRuns: 200, seed: 5},
  );
});
