import {spawn} from 'node:child_process';
import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {hotshard} from './run.ts';

const state = async () => ({XDG_STATE_HOME: await mkdtemp(join(tmpdir(), 'hotshard-state-'))});

/** Runs it, and sends a signal when it has said that. */
async function signalled(
  args: readonly string[],
  env: Record<string, string>,
  signal: NodeJS.Signals,
  at: RegExp,
) {
  const child = spawn(process.execPath, ['bin/hotshard.js', ...args], {
    env: {PATH: process.env.PATH, HOME: env.XDG_STATE_HOME, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 19_000,
  });
  let [said, stdout, sent] = ['', '', false];
  child.stderr.on('data', chunk => {
    said += chunk;
    if (sent || !at.test(said)) return;
    sent = true;
    child.kill(signal);
  });
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  const {promise, resolve} = Promise.withResolvers<number | null>();
  child.on('close', resolve);
  return {code: await promise, stdout};
}

describe.concurrent('a redrive without the console', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('is cancelled and journaled on %s', async (signal, code) => {
    const env = await state();
    const args = ['demo', 'act', 'queues.redrive', 'orders-dlq', '--canary', '0', '--yes'];
    const ended = await signalled(args, env, signal, /^Redrive: /m);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toMatch(/^cancelled: Cancelled\. \d+ messages were moved\.$/m);
    const {stdout} = await hotshard(['demo', 'journal', '--json'], env);
    expect(JSON.parse(stdout)).toMatchObject([
      {
        action: 'queues.redrive',
        result: 'cancelled',
        requests: [
          {operation: 'sqs:StartMessageMoveTask', outcome: 'accepted'},
          {operation: 'sqs:CancelMessageMoveTask', outcome: 'accepted'},
        ],
      },
    ]);
  });

  test('drains what was repaired, from the canary to the last message', async () => {
    const args = ['demo', 'act', 'queues.redrive', 'orders-dlq', '--yes'];
    const {code, stdout} = await hotshard(args, await state());
    expect(stdout).toMatch(/^done: 30\d messages were moved\. None came back\. .* orders-dlq is empty\.$/m);
    expect(code).toBe(0);
  });

  test('does not touch a queue that still grows', async () => {
    const args = ['demo', 'act', 'queues.redrive', 'payments-dlq', '--yes'];
    const {code, stderr} = await hotshard(args, await state());
    expect(stderr).toContain('payments-dlq still grows');
    expect(code).toBe(1);
  });

  test('takes its name typed as leave to do it all the same, and a share at which to stop', async () => {
    const args = ['demo', 'act', 'queues.redrive', 'payments-dlq', '--while-growing', 'payments-dlq'];
    const {stdout} = await hotshard([...args, '--stop-at', '20%'], await state());
    expect(stdout).not.toContain('Blocked');
    expect(stdout).toContain('cancels by itself when 20% of what was moved came back');
  });
});
