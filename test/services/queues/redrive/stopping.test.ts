import {describe, expect, onTestFinished, test} from 'vitest';
import {cancel} from '../../../../source/services/queues/redrive/cancel.ts';
import {redrive} from '../../../../source/services/queues/redrive/redrive.ts';
import {bench, paymentsQueues} from './bench.ts';

const dlq = 'payments-dlq';
const started = 'sqs:StartMessageMoveTask';
const cancelled = 'sqs:CancelMessageMoveTask';

async function failing(messages = 60) {
  const made = await bench(paymentsQueues({messages}));
  onTestFinished(made.end);
  return made;
}

const stopAt = (where: RegExp) => (line: string, stop: () => void) => {
  if (where.test(line)) stop();
};

describe('told to stop', () => {
  test.each([
    ['in the canary', /^Canary: [3-9] of 10 moved/, [started, cancelled]],
    ['in the rest', /^Redrive: /, [started, cancelled, started, cancelled]],
  ])('%s, it cancels the task at once and the journal says so', async (_, where, requests) => {
    const {run, tasks} = await failing();
    let stoppedAt = Number.NaN;
    const ran = await run(redrive, dlq, {}, (line, stop) => {
      if (!where.test(line)) return;
      stoppedAt = performance.now();
      stop();
    });
    expect(performance.now() - stoppedAt).toBeLessThan(700);
    expect(ran.result).toBe('cancelled');
    expect(ran.says).toMatch(/^Cancelled\. \d+ messages were moved\.$/);
    expect(ran.journaled).toMatchObject({result: 'cancelled', says: ran.says});
    expect(ran.journaled.requests.map(({operation}) => operation)).toEqual(requests);
    expect((await tasks(dlq))[0]?.status).toMatch(/^CANCELL/);
  });

  test('while the canary is watched, nothing runs and nothing more is sent', async () => {
    const {run, tasks} = await failing();
    const ran = await run(redrive, dlq, {}, stopAt(/watched 1m/));
    expect(ran).toMatchObject({
      result: 'cancelled',
      says: '12 messages were moved. Told to stop while watching.',
    });
    expect(await tasks(dlq)).toMatchObject([{status: 'CANCELLED', moved: 12}]);
  });

  test('it does not wait for an answer that does not come before it cancels', async () => {
    const {run, simulation, tasks} = await failing();
    let stoppedAt = Number.NaN;
    const ran = await run(redrive, dlq, {}, (line, stop) => {
      if (!/^Canary: 3/.test(line)) return;
      simulation.faults.set([{kind: 'hang', operation: 'sqs:ListMessageMoveTasks'}]);
      setTimeout(() => {
        stoppedAt = performance.now();
        stop();
      }, 50);
    });
    simulation.faults.clear();
    expect(performance.now() - stoppedAt).toBeLessThan(700);
    expect(ran.says).toMatch(/^Cancelled\. \d+ messages were moved\.$/);
    expect((await tasks(dlq))[0]?.status).toMatch(/^CANCELL/);
  });

  test('when AWS does not answer the cancel either, it says that the move may run on', async () => {
    const {run, simulation} = await failing();
    let stoppedAt = Number.NaN;
    const ran = await run(redrive, dlq, {}, (line, stop) => {
      if (!/^Canary: 3/.test(line)) return;
      simulation.faults.set([{kind: 'hang', operation: cancelled}]);
      stoppedAt = performance.now();
      stop();
    });
    expect(performance.now() - stoppedAt).toBeLessThan(700);
    expect(ran.result).toBe('unknown');
    expect(ran.says).toContain(
      'may run on: AWS did not answer in time. Stop it with queues.cancel payments-dlq.',
    );
  });
});

describe('in the console', () => {
  const started = async (made: Awaited<ReturnType<typeof failing>>) => {
    const ready = await made.prepare(redrive, dlq, {canary: '0'});
    if ('wrong' in ready) throw new Error(ready.wrong);
    const {runner, journal} = made.console();
    const moving = Promise.withResolvers<void>();
    runner.subscribe(() => {
      if (runner.get().some(({says}) => says.startsWith('Redrive: '))) moving.resolve();
    });
    await runner.start(redrive, made.session, ready, () => true);
    await moving.promise;
    return {runner, journal};
  };

  test('leaving cancels what moves and journals it', async () => {
    const made = await failing(2_000);
    const {runner, journal} = await started(made);
    await runner.end();
    const [last] = (await journal.read()).done;
    expect(last).toMatchObject({
      result: 'cancelled',
      says: expect.stringMatching(/^Cancelled\. \d+ messages/),
    });
    expect((await made.tasks(dlq))[0]?.status).toMatch(/^CANCELL/);
  });

  test('a cancel begins beside the redrive that it stops, and that one says who it was', async () => {
    const made = await failing(2_000);
    const {runner} = await started(made);
    const ready = await made.prepare(cancel, dlq);
    if ('wrong' in ready) throw new Error(ready.wrong);
    expect(await runner.start(cancel, made.session, ready, () => true)).toEqual({started: 2});
    await expect.poll(() => runner.get().every(({result}) => result !== undefined)).toBe(true);
    const [stopping, moving] = runner.get();
    expect(stopping).toMatchObject({result: 'done', says: expect.stringContaining('It is CANCELLED')});
    expect(moving).toMatchObject({
      result: 'cancelled',
      says: expect.stringMatching(/^Somebody else cancelled/),
    });
    await runner.end();
  });
});

describe('an answer that is lost', () => {
  test('of the start: the task is looked for, attended, and never started again', async () => {
    const {run, simulation, depth} = await failing();
    simulation.faults.set([{kind: 'cut', operation: started, times: 1}]);
    const ran = await run(redrive, dlq);
    expect(ran.result).toBe('done');
    const starts = ran.journaled.requests.filter(({operation}) => operation === started);
    expect(starts.map(({outcome}) => outcome)).toEqual(['unknown', 'accepted']);
    expect(ran.journaled.requests.map(({operation}) => operation)).toContain(cancelled);
    expect(await depth(dlq)).toBe(0);
  });

  test('of a start that AWS never carried out: it says that nobody can say, and that no task is listed', async () => {
    const {run, simulation, tasks} = await failing();
    simulation.faults.set([{kind: 'error', operation: started, status: 500, times: 1}]);
    const ran = await run(redrive, dlq);
    expect(ran.result).toBe('unknown');
    expect(ran.says).toContain('AWS lists no new task of payments-dlq.');
    expect(await tasks(dlq)).toEqual([]);
  });

  test('of the cancel of a canary: it is read back, and asked again only while the task runs', async () => {
    const {run, simulation} = await failing();
    simulation.faults.set([{kind: 'error', operation: cancelled, status: 500, times: 1}]);
    const ran = await run(redrive, dlq);
    expect(ran.result).toBe('done');
    const cancels = ran.journaled.requests.filter(({operation}) => operation === cancelled);
    expect(cancels.map(({outcome}) => outcome)).toEqual(['unknown', 'accepted']);
  });
});
