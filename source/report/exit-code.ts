import type {Snapshot} from '../monitor/schema.ts';

export const failOnChoices = ['warning', 'critical', 'never'] as const;
export type FailOn = (typeof failOnChoices)[number];

/** What `snapshot` exits with, as monitoring plugins do: 0 ok, 1 warning, 2 critical, 3 unknown. */
export function exitCode(status: Snapshot['status'], failOn: FailOn): number {
  if (status === 'unknown') return 3;
  if (failOn === 'never') return 0;
  if (status === 'critical') return 2;
  return status === 'warning' && failOn === 'warning' ? 1 : 0;
}
