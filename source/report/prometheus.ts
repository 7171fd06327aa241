import type {Snapshot} from '../monitor/schema.ts';
import {statuses} from '../monitor/schema.ts';
import {isFresh, partsOf, type ReadPart} from './problems.ts';
import type {Family, Sample} from './prometheus-text.ts';
import {expose} from './prometheus-text.ts';
import type {Reported} from './reported.ts';

/**
 * The Prometheus text format 0.0.4, for a text file collector or a gateway. A number that is missing is a series
 * that is left out: neither zero nor NaN would be true.
 */
export const prometheusReport = ({snapshot, parts}: Reported): string =>
  expose([...ownFamilies(snapshot), ...parts.flatMap(part => part.families())]);

function ownFamilies(snapshot: Snapshot): readonly Family[] {
  const {usage} = snapshot;
  return [
    {
      name: 'hotshard_status',
      help: 'The state of everything that was asked for: 0 ok, 1 warning, 2 critical, 3 unknown.',
      samples: [single(statuses.indexOf(snapshot.status))],
    },
    {
      name: 'hotshard_snapshot_timestamp_seconds',
      help: 'When the snapshot was taken, seconds since 1970.',
      samples: [single(Date.parse(snapshot.takenAt) / 1000)],
    },
    {
      name: 'hotshard_snapshot_duration_seconds',
      help: 'How long the snapshot took.',
      samples: [single(snapshot.tookMs / 1000)],
    },
    {
      name: 'hotshard_up',
      help: 'Whether a part was read whole and just now: 1 yes, 0 no.',
      samples: partsOf(snapshot).map(part => ({labels: partLabels(part), value: isFresh(part) ? 1 : 0})),
    },
    {
      name: 'hotshard_part_state',
      help: 'The state that a part is in.',
      samples: partsOf(snapshot).map(part => ({labels: {...partLabels(part), state: part.state}, value: 1})),
    },
    {
      name: 'hotshard_part_timestamp_seconds',
      help: 'What time the data of a part is true of, seconds since 1970.',
      samples: partsOf(snapshot).map(part => ({
        labels: partLabels(part),
        value: part.asOf === null ? null : Date.parse(part.asOf) / 1000,
      })),
    },
    {
      name: 'hotshard_finding',
      help: 'One series for everything that is wrong.',
      samples: snapshot.findings.map(({kind, severity, service, resource, account, region}) => ({
        labels: {kind, severity, service, resource, account, region},
        value: 1,
      })),
    },
    {
      name: 'hotshard_usage_calls',
      help: 'AWS API calls made so far.',
      samples: [single(usage.calls)],
    },
    {
      name: 'hotshard_usage_metrics_requested',
      help: 'Metrics asked of CloudWatch so far, which are what GetMetricData is billed by.',
      samples: [single(usage.metricsRequested)],
    },
    {
      name: 'hotshard_usage_estimated_usd',
      help: 'What these calls cost so far, at list price in US dollars.',
      samples: [single(usage.estimatedUsd)],
    },
    {
      name: 'hotshard_usage_estimated_usd_per_hour',
      help: 'What an hour of this costs, at list price in US dollars.',
      samples: [single(usage.estimatedUsdPerHour)],
    },
  ];
}

const partLabels = ({name, account, region, profile}: ReadPart): Sample['labels'] => ({
  part: name,
  account: account ?? '',
  region,
  profile: profile ?? '',
});

const single = (value: number | null): Sample => ({labels: {}, value});
