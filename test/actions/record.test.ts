import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {Journal} from '../../source/actions/journal.ts';
import {ActionRecord} from '../../source/actions/record.ts';
import {simulated} from '../simulated.ts';

const noAnswer = {
  ok: false,
  problem: {
    missing: 'failed',
    code: 'AbortError',
    sentence: 'Cannot reach s3 in us-east-1: it does not answer in time.',
    uncertain: true,
  },
} as const;

async function tell(operation: string, isStopped: boolean) {
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-record-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  const journal = new Journal(join(folder, 'journal.jsonl'));
  const {session} = await simulated('calm');
  const target = {service: 'buckets', account: '', region: 'us-east-1', arn: '', resource: 'exports'};
  const record = new ActionRecord(journal, session());
  record.begin('some.action', {
    action: 'some.action',
    title: 'Something',
    target,
    risk: 'reversible',
    steps: [],
    changes: [],
    warnings: [],
    blocked: [],
    undo: '',
    cost: '',
    basis: '',
  });
  record.sent({operation, parameters: {}}, noAnswer, isStopped);
  return (await journal.read()).done[0]?.requests[0];
}

test('a read that somebody stopped is no failure of the network', async () => {
  const told = await tell('s3:GetObject', true);
  expect(told?.outcome).toBe('stopped');
  expect(told).not.toHaveProperty('says');
});

test('a read without an answer leaves nothing open', async () => {
  expect(await tell('s3:GetObject', false)).toMatchObject({
    outcome: 'unanswered',
    says: noAnswer.problem.sentence,
  });
});

test('a write without an answer is unknown, stopped or not', async () => {
  expect(await tell('s3:AbortMultipartUpload', true)).toMatchObject({outcome: 'unknown'});
  expect(await tell('s3:AbortMultipartUpload', false)).toMatchObject({outcome: 'unknown'});
});
