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
      says: '11 messages were moved. Told to stop while watching.',
    });
    expect(await tasks(dlq)).toMatchObject([{status: 'CANCELLED', moved: 11}]);
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

test('told to stop while AWS does not answer the start, it says within the time of leaving what may run', async () => {
  const {run, simulation} = await failing();
  simulation.faults.set([{kind: 'hang', operation: started}]);
  let stoppedAt = Number.NaN;
  const ran = await run(redrive, dlq, {}, (line, stop) => {
    if (!line.startsWith('Starting the canary')) return;
    setTimeout(() => {
      stoppedAt = performance.now();
      stop();
    }, 100);
  });
  expect(performance.now() - stoppedAt).toBeLessThan(700);
  expect(ran.result).toBe('unknown');
  expect(ran.says).toContain('AWS did not answer in time. AWS lists no new task of payments-dlq.');
  simulation.faults.clear();
});

describe('a cancel that AWS throttles', () => {
  const throttled = {kind: 'error', operation: cancelled, code: 'ThrottlingException', status: 400} as const;

  test.each([3, 8])('%i times is sent again, with the move attended meanwhile', async times => {
    const made = await bench(paymentsQueues({messages: 600, bounce: 0.5}));
    onTestFinished(made.end);
    made.simulation.faults.set([{...throttled, times}]);
    const ran = await made.run(redrive, dlq, {canary: '0'});
    expect(ran.result).toBe('cancelled');
    expect(ran.says).toMatch(/^Cancelled by itself: at least \d+ of \d+ came back\./);
    expect(ran.said).toContainEqual(
      expect.stringMatching(/^Cancelling, and AWS refuses it so far: about \d+ came back/),
    );
    expect((await made.tasks(dlq))[0]?.status).toBe('CANCELLED');
  });

  test('is sent again for a canary, and for a move that cannot be watched', async () => {
    const {run, simulation, tasks} = await failing(400);
    simulation.faults.set([{...throttled, times: 4}]);
    expect((await run(redrive, dlq, {}, stopAt(/watched 1m/))).result).toBe('cancelled');
    expect((await tasks(dlq))[0]?.status).toBe('CANCELLED');
    const unseen = await run(redrive, dlq, {canary: '0'}, line => {
      if (!line.startsWith('Redrive: ')) return;
      simulation.faults.set([
        {kind: 'error', operation: 'sqs:GetQueueAttributes', code: 'AccessDeniedException'},
        {...throttled, times: 4},
      ]);
    });
    simulation.faults.clear();
    expect(unseen.says).toMatch(/^The move could not be watched for 1m, so it was cancelled\./);
    expect((await tasks(dlq))[0]?.status).toMatch(/^CANCELL/);
  });

  test('is given up only when it is denied', async () => {
    const {run, simulation} = await failing();
    simulation.faults.set([{...throttled, code: 'AccessDeniedException'}]);
    const ran = await run(redrive, dlq);
    expect(ran.result).toBe('failed');
    expect(ran.says).toMatch(/^The move could not be cancelled and may run on: Not allowed/);
    const cancels = ran.journaled.requests.filter(({operation}) => operation === cancelled);
    expect(cancels).toHaveLength(1);
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
